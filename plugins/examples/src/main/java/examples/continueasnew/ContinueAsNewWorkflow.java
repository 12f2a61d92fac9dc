package examples.continueasnew;

import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;

/** A subscription: every month is a run of its own, so no history grows. */
@WorkflowType(name = "continueasnew", version = "example")
public class ContinueAsNewWorkflow extends Workflow {
  /** Goes on with one month less until none is left, and returns what was paid in all runs. */
  public int run(int monthsLeft, int paid) {
    if (monthsLeft == 0) {
      System.out.println(paid + " € in all");
      return paid;
    }
    int fee = submit(Bank::drawFee, monthsLeft).result();
    sleep(Duration.ofSeconds(1)); // In life, a month.
    return continueAsNew(this::run, monthsLeft - 1, paid + fee); // Ends this run here.
  }
}
