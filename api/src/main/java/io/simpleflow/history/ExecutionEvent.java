package io.simpleflow.history;

import io.simpleflow.ExecutionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the execution itself: its start, its end, signals and cancel requests it
 * receives.
 */
public sealed interface ExecutionEvent extends HistoryEvent {

  /** The execution began; always event 1. {@code parentInitiatedEventId} is 0 without a parent. */
  record WorkflowExecutionStarted(
      long id,
      Instant timestamp,
      @Nullable String input,
      @Nullable String executionStartToCloseTimeout,
      @Nullable String taskStartToCloseTimeout,
      ChildPolicy childPolicy,
      String taskList,
      @Nullable String taskPriority,
      WorkflowType workflowType,
      List<String> tagList,
      @Nullable String continuedExecutionRunId,
      @Nullable ExecutionId parentWorkflowExecution,
      long parentInitiatedEventId,
      @Nullable String lambdaRole)
      implements ExecutionEvent {
    public WorkflowExecutionStarted {
      tagList = List.copyOf(tagList);
    }
  }

  /**
   * Somebody asked the execution to cancel itself; {@code externalInitiatedEventId} is 0 for an API
   * call or a child policy.
   */
  record WorkflowExecutionCancelRequested(
      long id,
      Instant timestamp,
      @Nullable ExecutionId externalWorkflowExecution,
      long externalInitiatedEventId,
      @Nullable String cause)
      implements ExecutionEvent {}

  /** The execution ended well. */
  record WorkflowExecutionCompleted(
      long id, Instant timestamp, @Nullable String result, long decisionTaskCompletedEventId)
      implements ExecutionEvent {}

  /** A {@link Decision.CompleteWorkflowExecution} was refused. */
  record CompleteWorkflowExecutionFailed(
      long id, Instant timestamp, String cause, long decisionTaskCompletedEventId)
      implements ExecutionEvent {}

  /** The execution ended in failure. */
  record WorkflowExecutionFailed(
      long id,
      Instant timestamp,
      @Nullable String reason,
      @Nullable String details,
      long decisionTaskCompletedEventId)
      implements ExecutionEvent {}

  /** A {@link Decision.FailWorkflowExecution} was refused. */
  record FailWorkflowExecutionFailed(
      long id, Instant timestamp, String cause, long decisionTaskCompletedEventId)
      implements ExecutionEvent {}

  /** The execution exceeded its start-to-close timeout. */
  record WorkflowExecutionTimedOut(
      long id, Instant timestamp, String timeoutType, ChildPolicy childPolicy)
      implements ExecutionEvent {}

  /** The execution ended by cancelling itself. */
  record WorkflowExecutionCanceled(
      long id, Instant timestamp, @Nullable String details, long decisionTaskCompletedEventId)
      implements ExecutionEvent {}

  /** A {@link Decision.CancelWorkflowExecution} was refused. */
  record CancelWorkflowExecutionFailed(
      long id, Instant timestamp, String cause, long decisionTaskCompletedEventId)
      implements ExecutionEvent {}

  /** The execution ended and a new run of the same workflow id took over. */
  record WorkflowExecutionContinuedAsNew(
      long id,
      Instant timestamp,
      @Nullable String input,
      long decisionTaskCompletedEventId,
      String newExecutionRunId,
      @Nullable String executionStartToCloseTimeout,
      String taskList,
      @Nullable String taskPriority,
      @Nullable String taskStartToCloseTimeout,
      ChildPolicy childPolicy,
      List<String> tagList,
      WorkflowType workflowType,
      @Nullable String lambdaRole)
      implements ExecutionEvent {
    public WorkflowExecutionContinuedAsNew {
      tagList = List.copyOf(tagList);
    }
  }

  /** A {@link Decision.ContinueAsNewWorkflowExecution} was refused. */
  record ContinueAsNewWorkflowExecutionFailed(
      long id, Instant timestamp, String cause, long decisionTaskCompletedEventId)
      implements ExecutionEvent {}

  /** The execution was ended from outside, without asking it. */
  record WorkflowExecutionTerminated(
      long id,
      Instant timestamp,
      @Nullable String reason,
      @Nullable String details,
      ChildPolicy childPolicy,
      @Nullable String cause)
      implements ExecutionEvent {}

  /**
   * The execution got a signal; {@code externalInitiatedEventId} is 0 if it came by an API call.
   */
  record WorkflowExecutionSignaled(
      long id,
      Instant timestamp,
      String signalName,
      @Nullable String input,
      @Nullable ExecutionId externalWorkflowExecution,
      long externalInitiatedEventId)
      implements ExecutionEvent {}
}
