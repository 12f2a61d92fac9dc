package examples.lambda;

import io.simpleflow.Future;
import io.simpleflow.LambdaTask;
import io.simpleflow.RetryPolicy;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;

/**
 * Calls a Lambda function. On SWF the execution needs a role: give it with {@code lambdaRole} in
 * the annotation, or at the start.
 */
@WorkflowType(name = "lambda", version = "example")
public class LambdaWorkflow extends Workflow {
  /** Two calls at once, each with a limit and a second attempt. */
  public int run(String first, String second) {
    Future<Integer> one = submit(words(first));
    Future<Integer> two = submit(words(second));
    return one.result() + two.result();
  }

  private static LambdaTask<Integer> words(String text) {
    return LambdaTask.of("count-words", Integer.class, text)
        .withStartToCloseTimeout(Duration.ofSeconds(30))
        .withRetry(RetryPolicy.immediately(1));
  }
}
