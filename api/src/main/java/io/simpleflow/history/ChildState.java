package io.simpleflow.history;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCanceled;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCompleted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionStarted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionTimedOut;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionInitiated;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one child execution stands, as its parent sees it: its latest attempt, and how often
 * earlier ones went wrong. Attempts share the workflow id.
 *
 * <p>A refusal to start while an earlier attempt is open does not change the state. Immutable.
 *
 * @param failures how often an attempt failed or timed out so far, the latest included
 * @param initiated how the latest attempt was asked for; null if it was refused at once
 * @param started when it began; null if it did not, or not yet
 * @param outcome the event that ended it; null while it is open
 */
public record ChildState(
    String workflowId,
    WorkflowType workflowType,
    Status status,
    int failures,
    @Nullable StartChildWorkflowExecutionInitiated initiated,
    @Nullable ChildWorkflowExecutionStarted started,
    @Nullable ChildEvent outcome) {

  /** What an attempt has come to. */
  public enum Status {
    /** It was asked for and has not begun. */
    INITIATED,
    /** The service refused to start it. */
    START_FAILED,
    /** It runs. */
    STARTED,
    /** It gave a result. */
    COMPLETED,
    /** It failed. */
    FAILED,
    /** It exceeded its start-to-close timeout. */
    TIMED_OUT,
    /** It cancelled itself. */
    CANCELED,
    /** It was ended from outside. */
    TERMINATED
  }

  static ChildState initiated(
      @Nullable ChildState before, StartChildWorkflowExecutionInitiated event) {
    return new ChildState(
        event.workflowId(),
        event.workflowType(),
        Status.INITIATED,
        before == null ? 0 : before.failures,
        event,
        null,
        null);
  }

  static ChildState refused(@Nullable ChildState before, StartChildWorkflowExecutionFailed event) {
    boolean mine = before != null && before.initiatedEventId() == event.initiatedEventId();
    if (before != null && before.isOpen() && !mine) {
      return before;
    }
    return new ChildState(
        event.workflowId(),
        event.workflowType(),
        Status.START_FAILED,
        before == null ? 0 : before.failures,
        before != null && mine ? before.initiated : null,
        null,
        event);
  }

  ChildState started(ChildWorkflowExecutionStarted event) {
    return new ChildState(
        workflowId, workflowType, Status.STARTED, failures, initiated, event, null);
  }

  ChildState closed(Status as, ChildEvent event) {
    boolean wentWrong = as == Status.FAILED || as == Status.TIMED_OUT;
    return new ChildState(
        workflowId,
        workflowType,
        as,
        wentWrong ? failures + 1 : failures,
        initiated,
        started,
        event);
  }

  /** Returns whether the latest attempt is initiated or started. */
  public boolean isOpen() {
    return status == Status.INITIATED || status == Status.STARTED;
  }

  /** Returns the id of the event that asked for the latest attempt; 0 if it was refused at once. */
  public long initiatedEventId() {
    return initiated == null ? 0 : initiated.id();
  }

  /** Returns the child's execution, once it has begun. */
  public Optional<ExecutionId> execution() {
    return Optional.ofNullable(started).map(ChildWorkflowExecutionStarted::workflowExecution);
  }

  /** Returns when the latest attempt was asked for. */
  public Optional<Instant> initiatedAt() {
    return Optional.ofNullable(initiated).map(HistoryEvent::timestamp);
  }

  /** Returns when the latest attempt began. */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(started).map(HistoryEvent::timestamp);
  }

  /** Returns when the latest attempt ended, or was refused. */
  public Optional<Instant> closedAt() {
    return Optional.ofNullable(outcome).map(HistoryEvent::timestamp);
  }

  /** Returns what the child was called with. */
  public @Nullable String input() {
    return initiated == null ? null : initiated.input();
  }

  /** Returns what a completed child gave. */
  public @Nullable String result() {
    return outcome instanceof ChildWorkflowExecutionCompleted completed ? completed.result() : null;
  }

  /** Returns why a failed child failed, in short. */
  public @Nullable String reason() {
    return outcome instanceof ChildWorkflowExecutionFailed failed ? failed.reason() : null;
  }

  /** Returns the details of a failure or cancellation. */
  public @Nullable String details() {
    if (outcome instanceof ChildWorkflowExecutionFailed failed) {
      return failed.details();
    }
    return outcome instanceof ChildWorkflowExecutionCanceled canceled ? canceled.details() : null;
  }

  /** Returns which timeout passed. */
  public @Nullable String timeoutType() {
    return outcome instanceof ChildWorkflowExecutionTimedOut timedOut
        ? timedOut.timeoutType()
        : null;
  }

  /** Returns why the service refused to start the child. */
  public @Nullable String cause() {
    return outcome instanceof StartChildWorkflowExecutionFailed refused ? refused.cause() : null;
  }
}
