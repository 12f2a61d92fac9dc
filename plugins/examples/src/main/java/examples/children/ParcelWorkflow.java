package examples.children;

import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;

/** Sends one article; a workflow like any other, that may be started by itself too. */
@WorkflowType(name = "children.parcel", version = "example", executionStartToCloseTimeout = "7d")
public class ParcelWorkflow extends Workflow {
  /** The parcel's number, when it has come; glass never does. */
  public String run(String article) {
    sleep(Duration.ofSeconds(1));
    if (article.equals("glass")) {
      throw fail("broken", "on the way");
    }
    return "parcel of " + article;
  }
}
