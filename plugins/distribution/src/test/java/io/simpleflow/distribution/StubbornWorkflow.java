package io.simpleflow.distribution;

import io.simpleflow.Activity;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;

/** Has an activity that nothing stops. */
@WorkflowType(name = "stubborn", version = "test")
public class StubbornWorkflow extends Workflow {
  public void run() {
    submit(StubbornWorkflow::stay).result();
  }

  /** Sleeps on, whoever interrupts it. */
  @Activity
  public static void stay() {
    System.out.println("asleep");
    while (true) {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        // Sleep on.
      }
    }
  }
}
