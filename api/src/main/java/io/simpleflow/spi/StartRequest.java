package io.simpleflow.spi;

import io.simpleflow.WorkflowOptions;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an execution is started with. What is empty falls back on the registered type's defaults.
 *
 * @param workflowId its id, unique among the open executions of the domain; 1 to 256 characters,
 *     without {@code :}, {@code /}, {@code |} or control characters
 * @param workflowType its type
 * @param input its input, at most 32,768 characters
 * @param taskList the task list of its decision tasks
 * @param taskPriority the priority of its decision tasks
 * @param executionStartToCloseTimeout how long it may take, in seconds
 * @param taskStartToCloseTimeout how long a decision may take, in seconds
 * @param childPolicy what becomes of its open children if it is terminated or times out
 * @param tagList at most five tags of at most 256 characters
 * @param lambdaRole the IAM role that its Lambda functions are called with
 */
public record StartRequest(
    String workflowId,
    WorkflowType workflowType,
    @Nullable String input,
    Optional<String> taskList,
    Optional<String> taskPriority,
    Optional<String> executionStartToCloseTimeout,
    Optional<String> taskStartToCloseTimeout,
    Optional<ChildPolicy> childPolicy,
    List<String> tagList,
    Optional<String> lambdaRole) {

  /** Copies the tags. */
  public StartRequest {
    tagList = List.copyOf(tagList);
  }

  /**
   * A request of what a workflow's code says. The annotation's values are named one by one, because
   * a type that the service knows keeps the defaults that it came with first. {@code inheritTags},
   * {@code retry} and {@code raisesOnFailure} are for children alone.
   *
   * @param annotated what the annotation says, if the code is here
   * @param options what it says otherwise
   */
  public static StartRequest of(
      String workflowId,
      WorkflowType workflowType,
      Optional<WorkflowTypeDefaults> annotated,
      WorkflowOptions options,
      @Nullable String input) {
    return new StartRequest(
        workflowId,
        workflowType,
        input,
        options.taskList().or(() -> annotated.flatMap(WorkflowTypeDefaults::taskList)),
        options.taskPriority().isPresent()
            ? Optional.of(Integer.toString(options.taskPriority().getAsInt()))
            : annotated.flatMap(WorkflowTypeDefaults::taskPriority),
        options
            .executionStartToCloseTimeout()
            .map(SwfSeconds::of)
            .or(() -> annotated.flatMap(WorkflowTypeDefaults::executionStartToCloseTimeout)),
        options
            .taskStartToCloseTimeout()
            .map(SwfSeconds::of)
            .or(() -> annotated.flatMap(WorkflowTypeDefaults::taskStartToCloseTimeout)),
        options.childPolicy().or(() -> annotated.flatMap(WorkflowTypeDefaults::childPolicy)),
        options.tagList().orElseGet(List::of),
        options.lambdaRole().or(() -> annotated.flatMap(WorkflowTypeDefaults::lambdaRole)));
  }

  /** A request that leaves everything else to the type's defaults. */
  public static StartRequest of(
      String workflowId, WorkflowType workflowType, @Nullable String input) {
    return new StartRequest(
        workflowId,
        workflowType,
        input,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
