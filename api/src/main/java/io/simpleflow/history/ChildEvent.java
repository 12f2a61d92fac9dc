package io.simpleflow.history;

import io.simpleflow.ExecutionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a child execution, from its parent's side. All point back to the {@code
 * StartChildWorkflowExecutionInitiated} by {@code initiatedEventId}.
 */
public sealed interface ChildEvent extends HistoryEvent {

  /** The start of a child execution was asked for. */
  record StartChildWorkflowExecutionInitiated(
      long id,
      Instant timestamp,
      String workflowId,
      WorkflowType workflowType,
      @Nullable String control,
      @Nullable String input,
      @Nullable String executionStartToCloseTimeout,
      String taskList,
      @Nullable String taskPriority,
      long decisionTaskCompletedEventId,
      ChildPolicy childPolicy,
      @Nullable String taskStartToCloseTimeout,
      List<String> tagList,
      @Nullable String lambdaRole)
      implements ChildEvent {
    public StartChildWorkflowExecutionInitiated {
      tagList = List.copyOf(tagList);
    }
  }

  /** A child could not be started; {@code initiatedEventId} is 0 if it was refused at once. */
  record StartChildWorkflowExecutionFailed(
      long id,
      Instant timestamp,
      WorkflowType workflowType,
      String cause,
      String workflowId,
      long initiatedEventId,
      long decisionTaskCompletedEventId,
      @Nullable String control)
      implements ChildEvent {}

  /** The child began. */
  record ChildWorkflowExecutionStarted(
      long id,
      Instant timestamp,
      ExecutionId workflowExecution,
      WorkflowType workflowType,
      long initiatedEventId)
      implements ChildEvent {}

  /** The child ended well. */
  record ChildWorkflowExecutionCompleted(
      long id,
      Instant timestamp,
      ExecutionId workflowExecution,
      WorkflowType workflowType,
      @Nullable String result,
      long initiatedEventId,
      long startedEventId)
      implements ChildEvent {}

  /** The child ended in failure. */
  record ChildWorkflowExecutionFailed(
      long id,
      Instant timestamp,
      ExecutionId workflowExecution,
      WorkflowType workflowType,
      @Nullable String reason,
      @Nullable String details,
      long initiatedEventId,
      long startedEventId)
      implements ChildEvent {}

  /** The child exceeded its start-to-close timeout. */
  record ChildWorkflowExecutionTimedOut(
      long id,
      Instant timestamp,
      ExecutionId workflowExecution,
      WorkflowType workflowType,
      String timeoutType,
      long initiatedEventId,
      long startedEventId)
      implements ChildEvent {}

  /** The child cancelled itself. */
  record ChildWorkflowExecutionCanceled(
      long id,
      Instant timestamp,
      ExecutionId workflowExecution,
      WorkflowType workflowType,
      @Nullable String details,
      long initiatedEventId,
      long startedEventId)
      implements ChildEvent {}

  /** The child was terminated. */
  record ChildWorkflowExecutionTerminated(
      long id,
      Instant timestamp,
      ExecutionId workflowExecution,
      WorkflowType workflowType,
      long initiatedEventId,
      long startedEventId)
      implements ChildEvent {}
}
