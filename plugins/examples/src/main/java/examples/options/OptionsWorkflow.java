package examples.options;

import io.simpleflow.ActivityOptions;
import io.simpleflow.Future;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Task lists, tags, priorities and timeouts: fixed in the annotation, computed from an execution's
 * arguments, and given with a submit, each before the one it follows.
 */
@WorkflowType(
    name = "options",
    version = "example",
    taskList = "example",
    executionStartToCloseTimeout = "1h")
public class OptionsWorkflow extends Workflow {
  private static final int URGENT = 10;

  /** Prints the labels of an order and returns them, with what the parcels cost. */
  public String run(String customer, String country, int parcels) {
    Future<Integer> price = submit(Parcels::price, country);
    String labels =
        submit(Parcels::label, customer, 1).result()
            + ", "
            + with(ActivityOptions.none().withId("last").withTaskPriority(URGENT))
                .submit(Parcels::label, customer, parcels)
                .result();
    // The same arguments again: the same task, which has run.
    int others = (parcels - 1) * submit(Parcels::price, country).result();
    String order = "%s: %d €".formatted(labels, price.result() + others);
    System.out.println(order);
    return order;
  }

  @Override
  protected WorkflowOptions options(
      List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments) {
    return WorkflowOptions.none()
        .withWorkflowId("order-of-" + arguments.get(0))
        .withTagList(List.of("customer:" + arguments.get(0), "country:" + arguments.get(1)))
        .withTaskStartToCloseTimeout(Duration.ofSeconds(30));
  }

  /** Of the activities that name none, such as the price. */
  @Override
  protected OptionalInt taskPriority() {
    return OptionalInt.of(runContext().tagList().contains("country:Malta") ? URGENT : 0);
  }
}
