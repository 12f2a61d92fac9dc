package examples.retry;

import io.simpleflow.Future;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;

/** Runs an activity that fails the given number of times: 1, 2, 4… seconds pass in between. */
@WorkflowType(name = "retry", version = "example")
public class RetryWorkflow extends Workflow {
  /** The retries are the activity's own affair: nothing of them is seen here. */
  public int run(int failures) {
    Future<String> counter = submit(Unreliable::newCounter);
    Future<Integer> attempts = submit(Unreliable::fetch, counter, failures);
    System.out.printf("fetched at attempt %d%n", attempts.result());
    return attempts.result();
  }
}
