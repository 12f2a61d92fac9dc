package examples.children;

import io.simpleflow.ChildTask;
import io.simpleflow.Future;
import io.simpleflow.TaskFailedException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An order: a child for each article, which run side by side; try {@code glass}. */
@WorkflowType(name = "children", version = "example")
public class ChildrenWorkflow extends Workflow {
  /** What has come, and what it costs. */
  public String run(List<String> articles) {
    // By reference: the compiler checks the arguments and knows the result.
    List<Future<String>> parcels = map(articles);
    List<String> come = new ArrayList<>();
    for (int i = 0; i < articles.size(); i++) {
      try {
        come.add(parcels.get(i).result());
      } catch (TaskFailedException failure) {
        if (!failure.reason().contains("broken")) {
          throw failure;
        }
        come.add(consolation(articles.get(i)).result());
      }
    }
    // By class: nothing checks the arguments before the child starts.
    Future<Integer> price = submitChild(InvoiceWorkflow.class, come);
    String outcome = "%s: %d €".formatted(String.join(", ", come), price.result());
    System.out.println(outcome);
    return outcome;
  }

  private List<Future<String>> map(List<String> articles) {
    return articles.stream().map(article -> submit(ParcelWorkflow::run, article)).toList();
  }

  /** By name, for code that lives elsewhere, in another language too; with options of its own. */
  private Future<String> consolation(String article) {
    return submit(
        ChildTask.named("children.parcel", "example", String.class, "flowers")
            .with(
                WorkflowOptions.none()
                    .withTagList(List.of("instead of:" + article))
                    .withExecutionStartToCloseTimeout(Duration.ofDays(2))));
  }
}
