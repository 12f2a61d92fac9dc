package io.simpleflow.history;

import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.ActivityEvent.ScheduleActivityTaskFailed;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one activity stands: its latest attempt, and how often earlier ones went wrong. Attempts of
 * an activity share its id.
 *
 * <p>A refusal to schedule while an earlier attempt is open does not change the state: that attempt
 * goes on. Immutable.
 *
 * @param failures how often an attempt failed or timed out so far, the latest included
 * @param cancelRequested whether the decider asked for the cancellation of the latest attempt
 * @param scheduled how the latest attempt began; null if it was refused
 * @param started when and by whom it was taken; null if it was not, or not yet
 * @param outcome the event that ended it; null while it is open
 */
public record ActivityState(
    String activityId,
    ActivityType activityType,
    Status status,
    int failures,
    boolean cancelRequested,
    @Nullable ActivityTaskScheduled scheduled,
    @Nullable ActivityTaskStarted started,
    @Nullable ActivityEvent outcome) {

  /** What an attempt has come to. */
  public enum Status {
    /** It waits for a worker. */
    SCHEDULED,
    /** The service refused to schedule it. */
    SCHEDULE_FAILED,
    /** A worker has it. */
    STARTED,
    /** It gave a result. */
    COMPLETED,
    /** The worker reported a failure. */
    FAILED,
    /** One of its timeouts passed. */
    TIMED_OUT,
    /** The worker confirmed its cancellation. */
    CANCELED
  }

  static ActivityState scheduled(@Nullable ActivityState before, ActivityTaskScheduled event) {
    return new ActivityState(
        event.activityId(),
        event.activityType(),
        Status.SCHEDULED,
        before == null ? 0 : before.failures,
        false,
        event,
        null,
        null);
  }

  static ActivityState refused(@Nullable ActivityState before, ScheduleActivityTaskFailed event) {
    if (before != null && before.isOpen()) {
      return before;
    }
    return new ActivityState(
        event.activityId(),
        event.activityType(),
        Status.SCHEDULE_FAILED,
        before == null ? 0 : before.failures,
        false,
        null,
        null,
        event);
  }

  ActivityState started(ActivityTaskStarted event) {
    return new ActivityState(
        activityId,
        activityType,
        Status.STARTED,
        failures,
        cancelRequested,
        scheduled,
        event,
        null);
  }

  ActivityState closed(Status as, ActivityEvent event) {
    boolean wentWrong = as == Status.FAILED || as == Status.TIMED_OUT;
    return new ActivityState(
        activityId,
        activityType,
        as,
        wentWrong ? failures + 1 : failures,
        cancelRequested,
        scheduled,
        started,
        event);
  }

  ActivityState withCancelRequested() {
    return new ActivityState(
        activityId, activityType, status, failures, true, scheduled, started, outcome);
  }

  /** Returns whether the latest attempt is scheduled or started. */
  public boolean isOpen() {
    return status == Status.SCHEDULED || status == Status.STARTED;
  }

  /** Returns the id of the event that scheduled the latest attempt; 0 if it was refused. */
  public long scheduledEventId() {
    return scheduled == null ? 0 : scheduled.id();
  }

  /** Returns when the latest attempt was scheduled. */
  public Optional<Instant> scheduledAt() {
    return Optional.ofNullable(scheduled).map(HistoryEvent::timestamp);
  }

  /** Returns when a worker took the latest attempt. */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(started).map(HistoryEvent::timestamp);
  }

  /** Returns when the latest attempt ended, or was refused. */
  public Optional<Instant> closedAt() {
    return Optional.ofNullable(outcome).map(HistoryEvent::timestamp);
  }

  /** Returns what the activity was called with. */
  public @Nullable String input() {
    return scheduled == null ? null : scheduled.input();
  }

  /** Returns the task list of the latest attempt. */
  public @Nullable String taskList() {
    return scheduled == null ? null : scheduled.taskList();
  }

  /** Returns the priority of the latest attempt, an integer. */
  public @Nullable String taskPriority() {
    return scheduled == null ? null : scheduled.taskPriority();
  }

  /** Returns what the worker that took the latest attempt calls itself. */
  public @Nullable String identity() {
    return started == null ? null : started.identity();
  }

  /** Returns what a completed activity gave. */
  public @Nullable String result() {
    return outcome instanceof ActivityTaskCompleted completed ? completed.result() : null;
  }

  /** Returns why a failed activity failed, in short. */
  public @Nullable String reason() {
    return outcome instanceof ActivityTaskFailed failed ? failed.reason() : null;
  }

  /** Returns the details of a failure, of a cancellation, or of the last heartbeat in time. */
  public @Nullable String details() {
    if (outcome instanceof ActivityTaskFailed failed) {
      return failed.details();
    }
    if (outcome instanceof ActivityTaskTimedOut timedOut) {
      return timedOut.details();
    }
    return outcome instanceof ActivityTaskCanceled canceled ? canceled.details() : null;
  }

  /** Returns which timeout passed: START_TO_CLOSE, SCHEDULE_TO_START, and so on. */
  public @Nullable String timeoutType() {
    return outcome instanceof ActivityTaskTimedOut timedOut ? timedOut.timeoutType() : null;
  }

  /** Returns why the service refused to schedule the activity. */
  public @Nullable String cause() {
    return outcome instanceof ScheduleActivityTaskFailed refused ? refused.cause() : null;
  }
}
