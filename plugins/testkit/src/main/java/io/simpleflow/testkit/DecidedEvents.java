package io.simpleflow.testkit;

import io.simpleflow.history.ActivityEvent.ActivityTaskCancelRequested;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.Decision;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCanceled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionFailed;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.history.TimerEvent.TimerCanceled;
import io.simpleflow.history.TimerEvent.TimerStarted;
import io.simpleflow.history.TimerState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The event by which a service records a decision that it accepts. */
final class DecidedEvents {
  private DecidedEvents() {}

  /**
   * The event of a decision.
   *
   * @param completed the id of the DecisionTaskCompleted that the decision came with
   * @throws IllegalArgumentException if it is one whose event has to be added by hand
   */
  static HistoryEvent event(
      Decision decision, History history, long id, Instant time, long completed) {
    if (decision instanceof Decision.ScheduleActivityTask schedule) {
      return scheduled(schedule, id, time, completed);
    } else if (decision instanceof Decision.RequestCancelActivityTask request) {
      return new ActivityTaskCancelRequested(id, time, completed, request.activityId());
    } else if (decision instanceof Decision.StartTimer start) {
      return new TimerStarted(
          id, time, start.timerId(), start.control(), start.startToFireTimeout(), completed);
    } else if (decision instanceof Decision.CancelTimer cancel) {
      return new TimerCanceled(
          id, time, cancel.timerId(), started(history, cancel.timerId()), completed);
    } else if (decision instanceof Decision.RecordMarker marker) {
      return new MarkerRecorded(id, time, marker.markerName(), marker.details(), completed);
    } else if (decision instanceof Decision.CompleteWorkflowExecution complete) {
      return new WorkflowExecutionCompleted(id, time, complete.result(), completed);
    } else if (decision instanceof Decision.FailWorkflowExecution fail) {
      return new WorkflowExecutionFailed(id, time, fail.reason(), fail.details(), completed);
    } else if (decision instanceof Decision.CancelWorkflowExecution cancel) {
      return new WorkflowExecutionCanceled(id, time, cancel.details(), completed);
    }
    throw new IllegalArgumentException(
        "add the event of " + decision.type() + " by HistoryBuilder.add");
  }

  private static ActivityTaskScheduled scheduled(
      Decision.ScheduleActivityTask decision, long id, Instant time, long completed) {
    return new ActivityTaskScheduled(
        id,
        time,
        decision.activityType(),
        decision.activityId(),
        decision.input(),
        decision.control(),
        decision.scheduleToStartTimeout(),
        decision.scheduleToCloseTimeout(),
        decision.startToCloseTimeout(),
        Objects.requireNonNullElse(decision.taskList(), "default"),
        decision.taskPriority(),
        completed,
        decision.heartbeatTimeout());
  }

  private static long started(History history, String timerId) {
    return history
        .timer(timerId)
        .filter(TimerState::isOpen)
        .flatMap(timer -> Optional.ofNullable(timer.started()))
        .map(TimerStarted::id)
        .orElseThrow(() -> new IllegalStateException("no timer " + timerId + " runs"));
  }
}
