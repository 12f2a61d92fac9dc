package io.simpleflow;

import io.simpleflow.history.ChildPolicy;
import io.simpleflow.spi.SwfNames;
import io.simpleflow.spi.SwfSeconds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
    return new WorkflowOptions(
        Optional.of(value),
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

  /** These options with the given task list. */
  public WorkflowOptions withTaskList(String value) {
    return new WorkflowOptions(
        workflowId,
        Optional.of(value),
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

  /** These options with the given priority. */
  public WorkflowOptions withTaskPriority(int value) {
    return new WorkflowOptions(
        workflowId,
        taskList,
        OptionalInt.of(value),
        tagList,
        inheritTags,
        executionStartToCloseTimeout,
        taskStartToCloseTimeout,
        childPolicy,
        lambdaRole,
        retry,
        raisesOnFailure);
  }

  /** These options with the given tags. */
  public WorkflowOptions withTagList(List<String> value) {
    return new WorkflowOptions(
        workflowId,
        taskList,
        taskPriority,
        Optional.of(value),
        inheritTags,
        executionStartToCloseTimeout,
        taskStartToCloseTimeout,
        childPolicy,
        lambdaRole,
        retry,
        raisesOnFailure);
  }

  /** These options with, or without, the parent's tags. */
  public WorkflowOptions withInheritTags(boolean value) {
    return new WorkflowOptions(
        workflowId,
        taskList,
        taskPriority,
        tagList,
        Optional.of(value),
        executionStartToCloseTimeout,
        taskStartToCloseTimeout,
        childPolicy,
        lambdaRole,
        retry,
        raisesOnFailure);
  }

  /** These options with the given limit for the execution. */
  public WorkflowOptions withExecutionStartToCloseTimeout(Duration value) {
    return new WorkflowOptions(
        workflowId,
        taskList,
        taskPriority,
        tagList,
        inheritTags,
        SwfSeconds.timeout("executionStartToCloseTimeout", value),
        taskStartToCloseTimeout,
        childPolicy,
        lambdaRole,
        retry,
        raisesOnFailure);
  }

  /** These options with the given limit for one decision. */
  public WorkflowOptions withTaskStartToCloseTimeout(Duration value) {
    return new WorkflowOptions(
        workflowId,
        taskList,
        taskPriority,
        tagList,
        inheritTags,
        executionStartToCloseTimeout,
        SwfSeconds.timeout("taskStartToCloseTimeout", value),
        childPolicy,
        lambdaRole,
        retry,
        raisesOnFailure);
  }

  /** These options with the given policy for children. */
  public WorkflowOptions withChildPolicy(ChildPolicy value) {
    return new WorkflowOptions(
        workflowId,
        taskList,
        taskPriority,
        tagList,
        inheritTags,
        executionStartToCloseTimeout,
        taskStartToCloseTimeout,
        Optional.of(value),
        lambdaRole,
        retry,
        raisesOnFailure);
  }

  /** These options with the given role for Lambda functions. */
  public WorkflowOptions withLambdaRole(String value) {
    return new WorkflowOptions(
        workflowId,
        taskList,
        taskPriority,
        tagList,
        inheritTags,
        executionStartToCloseTimeout,
        taskStartToCloseTimeout,
        childPolicy,
        Optional.of(value),
        retry,
        raisesOnFailure);
  }

  /** These options with the given retries. */
  public WorkflowOptions withRetry(RetryPolicy value) {
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
        Optional.of(value),
        raisesOnFailure);
  }

  /** These options with failures that are, or are not, raised at once. */
  public WorkflowOptions withRaisesOnFailure(boolean value) {
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
        Optional.of(value));
  }
}
