package examples.longrunning;

import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs so many steps of a second each, one after another. Kill the process at any time, then {@code
 * simpleflow resume}: a new process goes on after the last step that was done.
 */
@WorkflowType(name = "longrunning", version = "example")
public class LongRunningWorkflow extends Workflow {
  /** An ordinary loop and an ordinary set: both are rebuilt from the history after a crash. */
  public int run(int steps) {
    Set<Long> processes = new TreeSet<>();
    for (int step = 1; step <= steps; step++) {
      processes.add(submit(Steps::work, step, steps).result());
    }
    System.out.printf("%d steps, done by processes %s%n", steps, processes);
    return steps;
  }
}
