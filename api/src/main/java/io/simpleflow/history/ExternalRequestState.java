package io.simpleflow.history;

import io.simpleflow.history.ExternalEvent.RequestCancelExternalWorkflowExecutionFailed;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionFailed;
import org.jspecify.annotations.Nullable;

/**
 * Where a signal or a cancel request sent to another execution stands. Immutable.
 *
 * @param initiated the event that asked for it: {@code SignalExternalWorkflowExecutionInitiated} or
 *     {@code RequestCancelExternalWorkflowExecutionInitiated}
 * @param outcome the event that tells what became of it; null while it is under way
 */
public record ExternalRequestState<T extends ExternalEvent>(
    T initiated, Status status, @Nullable ExternalEvent outcome) {

  /** What a request has come to. */
  public enum Status {
    /** It is under way. */
    INITIATED,
    /** The other execution has it. */
    DELIVERED,
    /** It could not be delivered. */
    FAILED
  }

  static <T extends ExternalEvent> ExternalRequestState<T> initiated(T event) {
    return new ExternalRequestState<>(event, Status.INITIATED, null);
  }

  ExternalRequestState<T> closed(Status as, ExternalEvent event) {
    return new ExternalRequestState<>(initiated, as, event);
  }

  /** Returns whether the request is under way. */
  public boolean isOpen() {
    return status == Status.INITIATED;
  }

  /** Returns why the request could not be delivered. */
  public @Nullable String cause() {
    if (outcome instanceof SignalExternalWorkflowExecutionFailed failed) {
      return failed.cause();
    }
    return outcome instanceof RequestCancelExternalWorkflowExecutionFailed failed
        ? failed.cause()
        : null;
  }
}
