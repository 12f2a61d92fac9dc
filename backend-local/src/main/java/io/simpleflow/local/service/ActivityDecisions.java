package io.simpleflow.local.service;

import io.simpleflow.history.ActivityEvent.ActivityTaskCancelRequested;
import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.RequestCancelActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ScheduleActivityTaskFailed;
import io.simpleflow.history.Decision.RequestCancelActivityTask;
import io.simpleflow.history.Decision.ScheduleActivityTask;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions about activities. */
final class ActivityDecisions {

  void schedule(DecisionBatch batch, ScheduleActivityTask decision) {
    Optional<RegisteredType<ActivityTypeDefaults>> type =
        batch.domain().types().activities().find(decision.activityType());
    String cause = causeToRefuse(batch, decision, type);
    if (cause != null || type.isEmpty()) {
      refuse(batch, decision, cause == null ? "ACTIVITY_TYPE_DOES_NOT_EXIST" : cause);
      return;
    }
    ActivityTypeDefaults defaults = type.get().defaults();
    String taskList = RunSettings.first(decision.taskList(), defaults.taskList());
    ActivityTaskScheduled scheduled =
        new ActivityTaskScheduled(
            batch.nextEventId(),
            batch.now(),
            decision.activityType(),
            decision.activityId(),
            decision.input(),
            decision.control(),
            RunSettings.first(decision.scheduleToStartTimeout(), defaults.scheduleToStartTimeout()),
            RunSettings.first(decision.scheduleToCloseTimeout(), defaults.scheduleToCloseTimeout()),
            RunSettings.first(decision.startToCloseTimeout(), defaults.startToCloseTimeout()),
            taskList == null ? "" : taskList,
            RunSettings.first(decision.taskPriority(), defaults.taskPriority()),
            batch.completedEventId(),
            RunSettings.first(decision.heartbeatTimeout(), defaults.heartbeatTimeout()));
    String undefined = undefined(scheduled);
    if (undefined == null) {
      batch.append(scheduled);
    } else {
      refuse(batch, decision, undefined);
    }
  }

  private static @Nullable String causeToRefuse(
      DecisionBatch batch,
      ScheduleActivityTask decision,
      Optional<RegisteredType<ActivityTypeDefaults>> type) {
    if (type.isEmpty()) {
      return "ACTIVITY_TYPE_DOES_NOT_EXIST";
    } else if (type.get().deprecated().isPresent()) {
      return "ACTIVITY_TYPE_DEPRECATED";
    } else if (batch.execution().activityById(decision.activityId()) != null) {
      return "ACTIVITY_ID_ALREADY_IN_USE";
    } else if (batch.execution().openCounts().openActivityTasks()
        >= batch.domain().limits().openActivities()) {
      return "OPEN_ACTIVITIES_LIMIT_EXCEEDED";
    }
    return null;
  }

  private static @Nullable String undefined(ActivityTaskScheduled scheduled) {
    if (scheduled.scheduleToCloseTimeout() == null) {
      return "DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED";
    } else if (scheduled.taskList().isEmpty()) {
      return "DEFAULT_TASK_LIST_UNDEFINED";
    } else if (scheduled.scheduleToStartTimeout() == null) {
      return "DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED";
    } else if (scheduled.startToCloseTimeout() == null) {
      return "DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED";
    } else if (scheduled.heartbeatTimeout() == null) {
      return "DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED";
    }
    return null;
  }

  private static void refuse(DecisionBatch batch, ScheduleActivityTask decision, String cause) {
    batch.refuse(
        new ScheduleActivityTaskFailed(
            batch.nextEventId(),
            batch.now(),
            decision.activityType(),
            decision.activityId(),
            cause,
            batch.completedEventId()));
  }

  void requestCancel(DecisionBatch batch, RequestCancelActivityTask decision) {
    OpenActivity activity = batch.execution().activityById(decision.activityId());
    if (activity == null) {
      batch.refuse(
          new RequestCancelActivityTaskFailed(
              batch.nextEventId(),
              batch.now(),
              decision.activityId(),
              "ACTIVITY_ID_UNKNOWN",
              batch.completedEventId()));
      return;
    }
    long requested = batch.nextEventId();
    batch.append(
        new ActivityTaskCancelRequested(
            requested, batch.now(), batch.completedEventId(), decision.activityId()));
    if (activity.started == null) {
      batch.afterwards(() -> cancelUnstarted(batch, activity, requested));
    }
  }

  /** No worker has the task, so there is nobody to ask. */
  private static void cancelUnstarted(
      DecisionBatch batch, OpenActivity activity, long requestedEventId) {
    Execution execution = batch.execution();
    if (execution.isOpen() && execution.activityById(activity.scheduled.activityId()) == activity) {
      batch.append(
          new ActivityTaskCanceled(
              batch.nextEventId(),
              batch.now(),
              null,
              activity.scheduled.id(),
              0,
              requestedEventId));
      batch.transaction().scheduleDecision(execution);
    }
  }
}
