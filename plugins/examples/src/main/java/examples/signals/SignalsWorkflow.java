package examples.signals;

import io.simpleflow.SignalQueue;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;

/**
 * Waits until a price is paid, in as many payments as it takes. Each is a signal {@code paid} with
 * an amount, which anybody may send: {@code simpleflow signal WORKFLOW_ID --name paid --input 20}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the delivery of a signal.
@WorkflowType(name = "signals", version = "example")
public class SignalsWorkflow extends Workflow {
  /** So that it ends by itself, it pays one half now, and the other a second later. */
  public int run(int price) {
    signal("paid", price / 2);
    async(
        () -> {
          sleep(Duration.ofSeconds(1));
          signal("paid", price - price / 2);
        });
    SignalQueue<Integer> payments = signals("paid", Integer.class);
    int paid = 0;
    int count = 0;
    while (paid < price) {
      paid += payments.next().result();
      count++;
    }
    System.out.printf("%d paid in %d payments%n", paid, count);
    return count;
  }
}
