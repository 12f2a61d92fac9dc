package io.simpleflow.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a decision task stands. */
public sealed interface DecisionTaskEvent extends HistoryEvent {

  /** A decision task waits for a decider. */
  record DecisionTaskScheduled(
      long id,
      Instant timestamp,
      String taskList,
      @Nullable String taskPriority,
      @Nullable String startToCloseTimeout,
      @Nullable String scheduleToStartTimeout)
      implements DecisionTaskEvent {}

  /** A decider took the task; the history it was given ends with this event. */
  record DecisionTaskStarted(
      long id, Instant timestamp, @Nullable String identity, long scheduledEventId)
      implements DecisionTaskEvent {}

  /** A decider answered; the events of its decisions follow, with the same timestamp. */
  record DecisionTaskCompleted(
      long id,
      Instant timestamp,
      @Nullable String executionContext,
      long scheduledEventId,
      long startedEventId,
      @Nullable String taskList,
      @Nullable String taskListScheduleToStartTimeout)
      implements DecisionTaskEvent {}

  /** A decider did not answer in time; {@code startedEventId} is 0 if none took the task. */
  record DecisionTaskTimedOut(
      long id, Instant timestamp, String timeoutType, long scheduledEventId, long startedEventId)
      implements DecisionTaskEvent {}
}
