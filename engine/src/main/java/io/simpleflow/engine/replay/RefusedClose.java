package io.simpleflow.engine.replay;

import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.HistoryEvent;
import java.util.Optional;

/**
 * A close that the service has refused.
 *
 * @param cause SWF's cause
 * @param decisionTaskCompletedEventId the decision that asked for it
 */
record RefusedClose(String cause, long decisionTaskCompletedEventId) {

  static Optional<RefusedClose> of(HistoryEvent event) {
    if (event instanceof ExecutionEvent.CompleteWorkflowExecutionFailed e) {
      return Optional.of(new RefusedClose(e.cause(), e.decisionTaskCompletedEventId()));
    } else if (event instanceof ExecutionEvent.FailWorkflowExecutionFailed e) {
      return Optional.of(new RefusedClose(e.cause(), e.decisionTaskCompletedEventId()));
    } else if (event instanceof ExecutionEvent.CancelWorkflowExecutionFailed e) {
      return Optional.of(new RefusedClose(e.cause(), e.decisionTaskCompletedEventId()));
    } else if (event instanceof ExecutionEvent.ContinueAsNewWorkflowExecutionFailed e) {
      return Optional.of(new RefusedClose(e.cause(), e.decisionTaskCompletedEventId()));
    }
    return Optional.empty();
  }

  /** Whether something came meanwhile that the code may want to see before it ends. */
  boolean isForSomethingNew() {
    return cause.equals("UNHANDLED_DECISION");
  }
}
