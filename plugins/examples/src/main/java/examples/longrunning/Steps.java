package examples.longrunning;

import io.simpleflow.Activity;

/** The activity of {@link LongRunningWorkflow}. */
public final class Steps {
  private Steps() {}

  /** Works for a second, says so, and returns the id of the process that it ran in. */
  @Activity
  public static long work(int step, int steps) throws InterruptedException {
    Thread.sleep(1_000);
    long process = ProcessHandle.current().pid();
    System.out.printf("step %d of %d done by process %d%n", step, steps, process);
    return process;
  }
}
