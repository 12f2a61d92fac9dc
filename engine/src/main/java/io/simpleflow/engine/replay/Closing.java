package io.simpleflow.engine.replay;

import io.simpleflow.history.Decision;
import io.simpleflow.spi.SwfSeconds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an execution is to be closed, once that is known: as its code ended, or because it was asked
 * to cancel itself. Not thread-safe.
 */
final class Closing {
  /** The timer after which a close is tried again that the service does not permit. */
  static final String PAUSE_TIMER = "_simpleflow_refused_close";

  /** What else may happen before the next decision but one: its own events, signals, timeouts. */
  private static final int RESERVED_EVENTS = 100;

  private final ReplayTimers timers;
  private final Refusals refusals = new Refusals();
  private @Nullable Decision end;
  private boolean cancelRequested;
  private boolean paused;

  Closing(ReplayTimers timers) {
    this.timers = timers;
  }

  /** Says how the code ended. */
  void end(Decision closing) {
    end = closing;
  }

  void requestCancel() {
    cancelRequested = true;
  }

  /** Ends an execution that the service might otherwise end first, without saying why. */
  void endBefore(int limit, long events, int eventsToCome) {
    if (events + eventsToCome + RESERVED_EVENTS > limit) {
      end =
          new Decision.FailWorkflowExecution(
              ("its history has %,d events and may reach the service's limit of %,d with the tasks"
                      + " that are open: spread the work over several executions")
                  .formatted(events, limit),
              null);
    }
  }

  /** Whether the code is not to be run any more. */
  boolean isKnown() {
    return end != null || cancelRequested;
  }

  /** The decision to close with now. */
  Optional<Decision> decision() {
    if (paused || !isKnown()) {
      return Optional.empty();
    }
    return Optional.of(end == null ? new Decision.CancelWorkflowExecution(null) : end);
  }

  /** What the code has thrown, if that was its end. */
  Optional<String> failure() {
    return end instanceof Decision.FailWorkflowExecution failure
        ? Optional.ofNullable(failure.reason())
        : Optional.empty();
  }

  /**
   * Called when the service did not close: at once again where something new has happened, which
   * the code may want to see, else after a pause.
   */
  void refused(String cause) {
    if (!cause.equals("UNHANDLED_DECISION")) {
      paused = true;
      timers.start(
          new Decision.StartTimer(PAUSE_TIMER, null, SwfSeconds.of(refusals.next())),
          () -> paused = false,
          notEvenThat -> paused = false);
    }
  }
}
