package examples.lambda;

import io.simpleflow.Future;
import io.simpleflow.LambdaTask;
import io.simpleflow.RetryPolicy;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;

/**
 * Calls a Lambda function. On SWF the execution needs a role, which the service takes on to call
 * it: put your own here, or give it by {@code options}.
 */
@WorkflowType(
    name = "lambda",
    version = "example",
    lambdaRole = "arn:aws:iam::123456789012:role/simpleflow-lambda")
public class LambdaWorkflow extends Workflow {
  /** Two calls at once, each with a limit and a second attempt. */
  public int run(String first, String second) {
    Future<Integer> one = submit(words(first));
    Future<Integer> two = submit(words(second));
    int words = one.result() + two.result();
    System.out.println(words + " words");
    return words;
  }

  private static LambdaTask<Integer> words(String text) {
    return LambdaTask.of("count-words", Integer.class, text)
        .withStartToCloseTimeout(Duration.ofSeconds(30))
        .withRetry(RetryPolicy.immediately(1));
  }
}
