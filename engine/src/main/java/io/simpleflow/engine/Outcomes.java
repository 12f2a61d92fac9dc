package io.simpleflow.engine;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how an execution closed from the last event of its history. */
final class Outcomes {
  private Outcomes() {}

  /** Whether an event ends a history. */
  static boolean isClose(HistoryEvent event) {
    return switch (event.type()) {
      case WORKFLOW_EXECUTION_COMPLETED,
          WORKFLOW_EXECUTION_FAILED,
          WORKFLOW_EXECUTION_CANCELED,
          WORKFLOW_EXECUTION_TERMINATED,
          WORKFLOW_EXECUTION_TIMED_OUT,
          WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
          true;
      default -> false;
    };
  }

  static ExecutionOutcome of(ExecutionId execution, HistoryEvent last) {
    if (last instanceof ExecutionEvent.WorkflowExecutionCompleted e) {
      return outcome(execution, CloseStatus.COMPLETED, e.result(), null, null);
    } else if (last instanceof ExecutionEvent.WorkflowExecutionFailed e) {
      return outcome(execution, CloseStatus.FAILED, null, e.reason(), e.details());
    } else if (last instanceof ExecutionEvent.WorkflowExecutionCanceled e) {
      return outcome(execution, CloseStatus.CANCELED, null, null, e.details());
    } else if (last instanceof ExecutionEvent.WorkflowExecutionTerminated e) {
      return outcome(
          execution,
          CloseStatus.TERMINATED,
          null,
          e.reason() == null ? e.cause() : e.reason(),
          e.details());
    } else if (last instanceof ExecutionEvent.WorkflowExecutionTimedOut e) {
      return outcome(execution, CloseStatus.TIMED_OUT, null, e.timeoutType(), null);
    }
    throw new IllegalArgumentException(
        "event %d (%s) closes no execution".formatted(last.id(), last.type().wireName()));
  }

  private static ExecutionOutcome outcome(
      ExecutionId execution,
      CloseStatus status,
      @Nullable String result,
      @Nullable String reason,
      @Nullable String details) {
    return new ExecutionOutcome(
        execution,
        status,
        Optional.ofNullable(result),
        Optional.ofNullable(reason),
        Optional.ofNullable(details));
  }
}
