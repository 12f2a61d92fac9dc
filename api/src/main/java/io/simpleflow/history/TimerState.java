package io.simpleflow.history;

import io.simpleflow.history.TimerEvent.CancelTimerFailed;
import io.simpleflow.history.TimerEvent.StartTimerFailed;
import io.simpleflow.history.TimerEvent.TimerStarted;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one timer stands: the latest of those that used its id, which is free again once the timer
 * has fired or was canceled. Immutable.
 *
 * @param started how it began; null if it was refused
 * @param outcome the event that ended it; null while it runs
 * @param cancelFailure the last refusal to cancel it; null if there was none
 */
public record TimerState(
    String timerId,
    Status status,
    @Nullable TimerStarted started,
    @Nullable TimerEvent outcome,
    @Nullable CancelTimerFailed cancelFailure) {

  /** What a timer has come to. */
  public enum Status {
    /** It runs. */
    STARTED,
    /** The service refused to start it. */
    START_FAILED,
    /** Its time has passed. */
    FIRED,
    /** It was canceled before that. */
    CANCELED
  }

  static TimerState started(TimerStarted event) {
    return new TimerState(event.timerId(), Status.STARTED, event, null, null);
  }

  static TimerState refused(@Nullable TimerState before, StartTimerFailed event) {
    if (before != null && before.isOpen()) {
      return before;
    }
    return new TimerState(event.timerId(), Status.START_FAILED, null, event, null);
  }

  TimerState closed(Status as, TimerEvent event) {
    return new TimerState(timerId, as, started, event, cancelFailure);
  }

  TimerState withCancelFailure(CancelTimerFailed event) {
    return new TimerState(timerId, status, started, outcome, event);
  }

  /** Returns whether the timer runs. */
  public boolean isOpen() {
    return status == Status.STARTED;
  }

  /** Returns when the timer was started. */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(started).map(HistoryEvent::timestamp);
  }

  /** Returns when the timer fired, was canceled, or was refused. */
  public Optional<Instant> closedAt() {
    return Optional.ofNullable(outcome).map(HistoryEvent::timestamp);
  }

  /** Returns what the decider attached to the timer. */
  public @Nullable String control() {
    return started == null ? null : started.control();
  }

  /** Returns why the service refused to start the timer. */
  public @Nullable String cause() {
    return outcome instanceof StartTimerFailed refused ? refused.cause() : null;
  }
}
