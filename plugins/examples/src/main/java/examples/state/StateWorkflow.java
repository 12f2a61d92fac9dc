package examples.state;

import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;

/** Says how far it is: {@code simpleflow info} shows it, {@code Simpleflow.state} reads it. */
@WorkflowType(name = "state", version = "example")
public class StateWorkflow extends Workflow {
  private Progress progress = new Progress(0, 0);

  /** Takes so many steps. */
  public int run(int steps) {
    for (int step = 0; step < steps; step++) {
      progress = new Progress(step, steps);
      sleep(Duration.ofSeconds(1));
    }
    progress = new Progress(steps, steps);
    System.out.printf("%d of %d steps done%n", progress.done(), progress.of());
    return steps;
  }

  @Override
  protected Progress state() {
    return progress;
  }
}
