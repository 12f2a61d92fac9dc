package examples.children;

import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.util.List;

/** Adds up what has come. */
@WorkflowType(name = "children.invoice", version = "example")
public class InvoiceWorkflow extends Workflow {
  private static final int PRICE = 7;

  /** What the parcels cost together. */
  public int run(List<String> parcels) {
    return parcels.size() * PRICE;
  }
}
