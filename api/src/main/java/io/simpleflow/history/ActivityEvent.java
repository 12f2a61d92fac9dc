package io.simpleflow.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an activity. All but the refusals point back to the {@code ActivityTaskScheduled}
 * by {@code scheduledEventId}.
 */
public sealed interface ActivityEvent extends HistoryEvent {

  /** An activity task waits for a worker. */
  record ActivityTaskScheduled(
      long id,
      Instant timestamp,
      ActivityType activityType,
      String activityId,
      @Nullable String input,
      @Nullable String control,
      @Nullable String scheduleToStartTimeout,
      @Nullable String scheduleToCloseTimeout,
      @Nullable String startToCloseTimeout,
      String taskList,
      @Nullable String taskPriority,
      long decisionTaskCompletedEventId,
      @Nullable String heartbeatTimeout)
      implements ActivityEvent {}

  /** A {@link Decision.ScheduleActivityTask} was refused. */
  record ScheduleActivityTaskFailed(
      long id,
      Instant timestamp,
      ActivityType activityType,
      String activityId,
      String cause,
      long decisionTaskCompletedEventId)
      implements ActivityEvent {}

  /** A worker took the task. */
  record ActivityTaskStarted(
      long id, Instant timestamp, @Nullable String identity, long scheduledEventId)
      implements ActivityEvent {}

  /** The worker gave a result. */
  record ActivityTaskCompleted(
      long id,
      Instant timestamp,
      @Nullable String result,
      long scheduledEventId,
      long startedEventId)
      implements ActivityEvent {}

  /** The worker reported a failure. */
  record ActivityTaskFailed(
      long id,
      Instant timestamp,
      @Nullable String reason,
      @Nullable String details,
      long scheduledEventId,
      long startedEventId)
      implements ActivityEvent {}

  /**
   * A timeout passed; {@code startedEventId} is 0 if no worker took the task, {@code details} are
   * those of the last heartbeat.
   */
  record ActivityTaskTimedOut(
      long id,
      Instant timestamp,
      String timeoutType,
      long scheduledEventId,
      long startedEventId,
      @Nullable String details)
      implements ActivityEvent {}

  /** The worker confirmed the cancellation. */
  record ActivityTaskCanceled(
      long id,
      Instant timestamp,
      @Nullable String details,
      long scheduledEventId,
      long startedEventId,
      @Nullable Long latestCancelRequestedEventId)
      implements ActivityEvent {}

  /** The decider asked for the cancellation of the activity. */
  record ActivityTaskCancelRequested(
      long id, Instant timestamp, long decisionTaskCompletedEventId, String activityId)
      implements ActivityEvent {}

  /** A {@link Decision.RequestCancelActivityTask} was refused. */
  record RequestCancelActivityTaskFailed(
      long id,
      Instant timestamp,
      String activityId,
      String cause,
      long decisionTaskCompletedEventId)
      implements ActivityEvent {}
}
