package io.simpleflow.distribution;

import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.ChildPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Is started as its arguments say, and tells how far it is. */
@WorkflowType(
    name = "order",
    version = "test",
    taskList = "orders",
    lambdaRole = "arn:aws:iam::1:role/orders",
    executionStartToCloseTimeout = "1h")
public class OrderWorkflow extends Workflow {
  private int step;

  /** Runs it. */
  public String run(String customer, int number) {
    step = number;
    return customer;
  }

  @Override
  protected WorkflowOptions options(
      List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments) {
    int number = ((Number) arguments.get(1)).intValue();
    return WorkflowOptions.none()
        .withWorkflowId("order-" + number)
        .withTaskList("orders-" + arguments.get(0))
        .withTagList(List.of("customer-" + arguments.get(0)))
        .withTaskPriority(number)
        .withChildPolicy(ChildPolicy.ABANDON)
        .withTaskStartToCloseTimeout(Duration.ofSeconds(44));
  }

  @Override
  protected Object state() {
    return Map.of("step", step);
  }
}
