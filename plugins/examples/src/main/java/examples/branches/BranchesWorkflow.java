package examples.branches;

import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks several shops at once what an article costs with its delivery. Each shop is a branch of its
 * own: two steps, one after the other, in straight code, while the other branches go on.
 */
@WorkflowType(name = "branches", version = "example")
public class BranchesWorkflow extends Workflow {
  private int answers;

  /** The offers in the order in which they come, and the first once more at the end. */
  public String run(String article, List<String> shops) {
    List<Future<Integer>> offers = new ArrayList<>();
    for (String shop : shops) {
      offers.add(async(() -> offer(shop, article)).orTimeout(Duration.ofMinutes(1)));
    }
    await(() -> answers == shops.size()); // On a field that the branches share: no locks needed.

    List<String> lines = new ArrayList<>();
    for (Future<Integer> offer : Futures.asCompleted(offers)) {
      lines.add(
          offer
              .thenApply(price -> price + " €")
              .exceptionally(SimpleflowException::getMessage)
              .result());
    }
    int first = Futures.firstSuccess(offers).result();
    lines.add("first offer: " + first + " €");
    String text = String.join("; ", lines);
    System.out.println(text);
    return text;
  }

  private int offer(String shop, String article) {
    try {
      int price = submit(Shop::price, shop, article).result();
      return price + submit(Shop::delivery, shop, price).result();
    } finally {
      answers++;
    }
  }
}
