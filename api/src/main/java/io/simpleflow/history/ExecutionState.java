package io.simpleflow.history;

import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCanceled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTerminated;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution stands. Immutable.
 *
 * @param started how it was started
 * @param cancelRequest the last request to cancel itself; null if there was none
 * @param closeStatus how it ended; null while it is open
 * @param closing the event that ended it; null while it is open
 */
public record ExecutionState(
    WorkflowExecutionStarted started,
    @Nullable WorkflowExecutionCancelRequested cancelRequest,
    @Nullable CloseStatus closeStatus,
    @Nullable ExecutionEvent closing) {

  /** Returns whether it still runs. */
  public ExecutionStatus status() {
    return closing == null ? ExecutionStatus.OPEN : ExecutionStatus.CLOSED;
  }

  /** Returns whether it still runs. */
  public boolean isOpen() {
    return closing == null;
  }

  /** Returns when it was started. */
  public Instant startedAt() {
    return started.timestamp();
  }

  /** Returns when it ended. */
  public Optional<Instant> closedAt() {
    return Optional.ofNullable(closing).map(HistoryEvent::timestamp);
  }

  /** Returns what a completed execution gave. */
  public @Nullable String result() {
    return closing instanceof WorkflowExecutionCompleted completed ? completed.result() : null;
  }

  /** Returns why a failed or terminated execution ended, in short. */
  public @Nullable String reason() {
    if (closing instanceof WorkflowExecutionFailed failed) {
      return failed.reason();
    }
    return closing instanceof WorkflowExecutionTerminated terminated ? terminated.reason() : null;
  }

  /** Returns the details of a failure, a cancellation or a termination. */
  public @Nullable String details() {
    if (closing instanceof WorkflowExecutionFailed failed) {
      return failed.details();
    }
    if (closing instanceof WorkflowExecutionCanceled canceled) {
      return canceled.details();
    }
    return closing instanceof WorkflowExecutionTerminated terminated ? terminated.details() : null;
  }
}
