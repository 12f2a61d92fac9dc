package examples.continueasnew;

import io.simpleflow.ContinueAsNew;
import io.simpleflow.SignalQueue;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.util.Optional;

/**
 * A till that takes payments, signals {@code paid} with an amount, and goes on as new by itself
 * when its history has become long. The code is written as if there were but one run.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the delivery of a signal.
@WorkflowType(name = "till", version = "example", continueAsNewAfterEvents = 20)
public class TillWorkflow extends Workflow {
  private int customersLeft;
  private int takings;

  /** So that it ends by itself, its customers come in fives: it signals itself. */
  public int run(int customers, int takingsBefore) {
    customersLeft = customers;
    takings = takingsBefore;
    for (int customer = 0; customer < Math.min(5, customers); customer++) {
      signal("paid", 2);
    }
    SignalQueue<Integer> payments = signals("paid", Integer.class);
    while (customersLeft > 0) {
      takings += payments.next().result();
      customersLeft--;
    }
    System.out.println(takings + " € taken");
    return takings;
  }

  /** Asked when it waits with nothing under way: the state that the next run begins with. */
  @Override
  protected Optional<ContinueAsNew> nextRun() {
    return Optional.of(ContinueAsNew.with(customersLeft, takings));
  }
}
