package io.simpleflow.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to a timer. */
public sealed interface TimerEvent extends HistoryEvent {

  /** A timer runs. */
  record TimerStarted(
      long id,
      Instant timestamp,
      String timerId,
      @Nullable String control,
      String startToFireTimeout,
      long decisionTaskCompletedEventId)
      implements TimerEvent {}

  /** A {@link Decision.StartTimer} was refused. */
  record StartTimerFailed(
      long id, Instant timestamp, String timerId, String cause, long decisionTaskCompletedEventId)
      implements TimerEvent {}

  /** The time of a timer passed. */
  record TimerFired(long id, Instant timestamp, String timerId, long startedEventId)
      implements TimerEvent {}

  /** A timer was canceled before it fired. */
  record TimerCanceled(
      long id,
      Instant timestamp,
      String timerId,
      long startedEventId,
      long decisionTaskCompletedEventId)
      implements TimerEvent {}

  /** A {@link Decision.CancelTimer} was refused. */
  record CancelTimerFailed(
      long id, Instant timestamp, String timerId, String cause, long decisionTaskCompletedEventId)
      implements TimerEvent {}
}
