package io.simpleflow.engine.replay;

import io.simpleflow.history.Decision;
import io.simpleflow.spi.SwfSeconds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an execution is to be closed, once that is known. Not thread-safe. */
final class Closing {
  /** The timer after which a close is tried again that the service does not permit. */
  static final String PAUSE_TIMER = "_simpleflow_refused_close";

  /** What else may happen before the next decision but one: its own events, signals, timeouts. */
  private static final int RESERVED_EVENTS = 100;

  private final ReplayTimers timers;
  private final Refusals refusals = new Refusals();
  private @Nullable Decision end;

  /** Whether the code has not ended, and goes on unless the service permits this close. */
  private boolean withdrawable;

  private boolean paused;

  Closing(ReplayTimers timers) {
    this.timers = timers;
  }

  /** Says how the code ended; the first word counts. */
  void end(Decision closing) {
    if (end == null) {
      end = closing;
    }
  }

  /** Ends a run whose code waits: it goes on where the service refuses. */
  void endUnlessRefused(Decision closing) {
    end(closing);
    withdrawable = true;
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
    return end != null;
  }

  /** The decision to close with now. */
  Optional<Decision> decision() {
    return paused ? Optional.empty() : Optional.ofNullable(end);
  }

  /** What the code has thrown, if that was its end. */
  Optional<String> failure() {
    return end instanceof Decision.FailWorkflowExecution failure
        ? Optional.ofNullable(failure.reason())
        : Optional.empty();
  }

  /**
   * Called when the service does not permit the close, which is asked for again after a pause; by
   * then the code may have something else to do, if it has not ended.
   */
  void refused() {
    paused = true;
    if (withdrawable) {
      end = null;
      withdrawable = false;
    }
    timers.start(
        new Decision.StartTimer(PAUSE_TIMER, null, SwfSeconds.of(refusals.next())),
        () -> paused = false,
        notEvenThat -> paused = false);
  }
}
