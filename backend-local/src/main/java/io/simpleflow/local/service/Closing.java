package io.simpleflow.local.service;

import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCanceled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionContinuedAsNew;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTerminated;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTimedOut;
import io.simpleflow.history.HistoryEvent;
import java.util.Optional;

/** Which events close an execution, and as what. */
final class Closing {
  private Closing() {}

  static Optional<CloseStatus> statusOf(HistoryEvent event) {
    if (event instanceof WorkflowExecutionCompleted) {
      return Optional.of(CloseStatus.COMPLETED);
    } else if (event instanceof WorkflowExecutionFailed) {
      return Optional.of(CloseStatus.FAILED);
    } else if (event instanceof WorkflowExecutionCanceled) {
      return Optional.of(CloseStatus.CANCELED);
    } else if (event instanceof WorkflowExecutionTerminated) {
      return Optional.of(CloseStatus.TERMINATED);
    } else if (event instanceof WorkflowExecutionContinuedAsNew) {
      return Optional.of(CloseStatus.CONTINUED_AS_NEW);
    } else if (event instanceof WorkflowExecutionTimedOut) {
      return Optional.of(CloseStatus.TIMED_OUT);
    }
    return Optional.empty();
  }
}
