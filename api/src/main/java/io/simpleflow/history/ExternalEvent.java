package io.simpleflow.history;

import io.simpleflow.ExecutionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Signals and cancel requests sent to other executions, and what became of them. */
public sealed interface ExternalEvent extends HistoryEvent {

  /** A signal to another execution was asked for. */
  record SignalExternalWorkflowExecutionInitiated(
      long id,
      Instant timestamp,
      String workflowId,
      @Nullable String runId,
      String signalName,
      @Nullable String input,
      long decisionTaskCompletedEventId,
      @Nullable String control)
      implements ExternalEvent {}

  /** The signal could not be delivered. */
  record SignalExternalWorkflowExecutionFailed(
      long id,
      Instant timestamp,
      String workflowId,
      @Nullable String runId,
      String cause,
      long initiatedEventId,
      long decisionTaskCompletedEventId,
      @Nullable String control)
      implements ExternalEvent {}

  /** The signal was delivered. */
  record ExternalWorkflowExecutionSignaled(
      long id, Instant timestamp, ExecutionId workflowExecution, long initiatedEventId)
      implements ExternalEvent {}

  /** The cancellation of another execution was asked for. */
  record RequestCancelExternalWorkflowExecutionInitiated(
      long id,
      Instant timestamp,
      String workflowId,
      @Nullable String runId,
      long decisionTaskCompletedEventId,
      @Nullable String control)
      implements ExternalEvent {}

  /** The cancel request could not be delivered. */
  record RequestCancelExternalWorkflowExecutionFailed(
      long id,
      Instant timestamp,
      String workflowId,
      @Nullable String runId,
      String cause,
      long initiatedEventId,
      long decisionTaskCompletedEventId,
      @Nullable String control)
      implements ExternalEvent {}

  /** The cancel request was delivered. */
  record ExternalWorkflowExecutionCancelRequested(
      long id, Instant timestamp, ExecutionId workflowExecution, long initiatedEventId)
      implements ExternalEvent {}
}
