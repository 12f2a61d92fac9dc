package io.simpleflow;

import io.simpleflow.history.ChildPolicy;
import io.simpleflow.spi.SwfNames;
import io.simpleflow.spi.SwfSeconds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What a start, or one submit of a child, overrides of a workflow's own options. Empty components
 * leave what {@link Workflow#options} says, and below it the annotation, in force. Start from
 * {@link #none()}.
 *
 * @param workflowId the execution's id, instead of one made by rule: 1 to 256 characters without
 *     {@code :}, {@code /}, {@code |} or control characters, not {@code arn} (SWF's rule)
 * @param taskList the task list of its decision tasks
 * @param taskPriority the priority of its decision tasks, higher first
 * @param tagList at most five tags of at most 256 characters (SWF's rule)
 * @param inheritTags whether a child has its parent's tags, if it is given none
 * @param executionStartToCloseTimeout how long it may take, at most a year; whole seconds, rounded
 *     up
 * @param taskStartToCloseTimeout how long one decision may take
 * @param childPolicy what becomes of its own open children when it is terminated or times out
 * @param lambdaRole the IAM role that its Lambda functions are called with
 * @param retry a child's attempts and the pauses between them
 * @param raisesOnFailure whether a child's failure is thrown at once by whatever the code that
 *     submitted it waits for, not just by its own future
 */
public record WorkflowOptions(
    Optional<String> workflowId,
    Optional<String> taskList,
    OptionalInt taskPriority,
    Optional<List<String>> tagList,
    Optional<Boolean> inheritTags,
    Optional<Duration> executionStartToCloseTimeout,
    Optional<Duration> taskStartToCloseTimeout,
    Optional<ChildPolicy> childPolicy,
    Optional<String> lambdaRole,
    Optional<RetryPolicy> retry,
    Optional<Boolean> raisesOnFailure) {

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int MOST_TAGS = 5;
  private static final WorkflowOptions NONE =
      new WorkflowOptions(
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Options that override nothing. */
  public static WorkflowOptions none() {
    return NONE;
  }

  /**
   * Refuses what the service would refuse.
   *
   * @throws IllegalArgumentException if an id, a tag or the name of a task list is empty or too
   *     long, there are more than five tags, a timeout is negative or longer than 99,999,999
   *     seconds, or that of the execution longer than a year, or the workflow id or the task list
   *     is not a name that SWF allows
   */
  public WorkflowOptions {
    workflowId.ifPresent(id -> SwfNames.require("workflow id", id));
    taskList.ifPresent(name -> SwfNames.require("task list", name));
    tagList.ifPresent(tags -> tags.forEach(tag -> SwfNames.requireText("tag", tag)));
    tagList = tagList.map(List::copyOf);
    if (tagList.isPresent() && tagList.get().size() > MOST_TAGS) {
      throw new IllegalArgumentException(
          "an execution has at most five tags, not " + tagList.get().size());
    }
    if (executionStartToCloseTimeout.filter(time -> time.compareTo(LONGEST) > 0).isPresent()) {
      throw new IllegalArgumentException(
          "executionStartToCloseTimeout: an execution may take at most a year, not "
              + executionStartToCloseTimeout.get());
    }
    executionStartToCloseTimeout.ifPresent(
        time -> SwfSeconds.timeout("executionStartToCloseTimeout", time));
    taskStartToCloseTimeout.ifPresent(time -> SwfSeconds.timeout("taskStartToCloseTimeout", time));
  }

  /** These options, with every one that {@code other} gives replaced by it. */
  public WorkflowOptions overriddenBy(WorkflowOptions other) {
    return new WorkflowOptions(
        other.workflowId.or(() -> workflowId),
        other.taskList.or(() -> taskList),
        other.taskPriority.isPresent() ? other.taskPriority : taskPriority,
        other.tagList.or(() -> tagList),
        other.inheritTags.or(() -> inheritTags),
        other.executionStartToCloseTimeout.or(() -> executionStartToCloseTimeout),
        other.taskStartToCloseTimeout.or(() -> taskStartToCloseTimeout),
        other.childPolicy.or(() -> childPolicy),
        other.lambdaRole.or(() -> lambdaRole),
        other.retry.or(() -> retry),
        other.raisesOnFailure.or(() -> raisesOnFailure));
  }

  /** These options with the given workflow id. */
  public WorkflowOptions withWorkflowId(String value) {
    return with(draft -> draft.workflowId = Given.option("workflowId", value));
  }

  /** These options with the given task list. */
  public WorkflowOptions withTaskList(String value) {
    return with(draft -> draft.taskList = Given.option("taskList", value));
  }

  /** These options with the given priority. */
  public WorkflowOptions withTaskPriority(int value) {
    return with(draft -> draft.taskPriority = OptionalInt.of(value));
  }

  /** These options with the given tags. */
  public WorkflowOptions withTagList(List<String> value) {
    return with(draft -> draft.tagList = Given.option("tagList", value));
  }

  /** These options with, or without, the parent's tags. */
  public WorkflowOptions withInheritTags(boolean value) {
    return with(draft -> draft.inheritTags = Optional.of(value));
  }

  /** These options with the given limit for the execution. */
  public WorkflowOptions withExecutionStartToCloseTimeout(Duration value) {
    return with(
        draft ->
            draft.executionStartToCloseTimeout =
                SwfSeconds.timeout("executionStartToCloseTimeout", value));
  }

  /** These options with the given limit for one decision. */
  public WorkflowOptions withTaskStartToCloseTimeout(Duration value) {
    return with(
        draft ->
            draft.taskStartToCloseTimeout = SwfSeconds.timeout("taskStartToCloseTimeout", value));
  }

  /** These options with the given policy for children. */
  public WorkflowOptions withChildPolicy(ChildPolicy value) {
    return with(draft -> draft.childPolicy = Given.option("childPolicy", value));
  }

  /** These options with the given role for Lambda functions. */
  public WorkflowOptions withLambdaRole(String value) {
    return with(draft -> draft.lambdaRole = Given.option("lambdaRole", value));
  }

  /** These options with the given retries. */
  public WorkflowOptions withRetry(RetryPolicy value) {
    return with(draft -> draft.retry = Given.option("retry", value));
  }

  /** These options with failures that are, or are not, raised at once. */
  public WorkflowOptions withRaisesOnFailure(boolean value) {
    return with(draft -> draft.raisesOnFailure = Optional.of(value));
  }

  private WorkflowOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** Options while one of them is changed. */
  private static final class Draft {
    private Optional<String> workflowId;
    private Optional<String> taskList;
    private OptionalInt taskPriority;
    private Optional<List<String>> tagList;
    private Optional<Boolean> inheritTags;
    private Optional<Duration> executionStartToCloseTimeout;
    private Optional<Duration> taskStartToCloseTimeout;
    private Optional<ChildPolicy> childPolicy;
    private Optional<String> lambdaRole;
    private Optional<RetryPolicy> retry;
    private Optional<Boolean> raisesOnFailure;

    Draft(WorkflowOptions from) {
      workflowId = from.workflowId;
      taskList = from.taskList;
      taskPriority = from.taskPriority;
      tagList = from.tagList;
      inheritTags = from.inheritTags;
      executionStartToCloseTimeout = from.executionStartToCloseTimeout;
      taskStartToCloseTimeout = from.taskStartToCloseTimeout;
      childPolicy = from.childPolicy;
      lambdaRole = from.lambdaRole;
      retry = from.retry;
      raisesOnFailure = from.raisesOnFailure;
    }

    WorkflowOptions options() {
      return new WorkflowOptions(
          workflowId,
          taskList,
          taskPriority,
          tagList,
          inheritTags,
          executionStartToCloseTimeout,
          taskStartToCloseTimeout,
          childPolicy,
          lambdaRole,
          retry,
          raisesOnFailure);
    }
  }
}
