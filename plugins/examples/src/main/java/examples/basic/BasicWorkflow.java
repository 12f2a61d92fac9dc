package examples.basic;

import io.simpleflow.Future;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;

/** Computes {@code (x + 1) * 2}. */
@WorkflowType(name = "basic", version = "example", taskList = "example")
public class BasicWorkflow extends Workflow {
  /** Submits the second activity with the first one's future, which makes it wait for it. */
  public int run(int x) {
    Future<Integer> y = submit(Arithmetic::increment, x);
    Future<Integer> z = submit(Arithmetic::twice, y);
    System.out.printf("(%d + 1) * 2 = %d%n", x, z.result());
    return z.result();
  }
}
