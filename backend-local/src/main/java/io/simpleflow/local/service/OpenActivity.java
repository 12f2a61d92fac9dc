package io.simpleflow.local.service;

import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An activity task that is scheduled or started. Guarded by the domain's lock. */
final class OpenActivity {
  final Execution execution;
  final ActivityTaskScheduled scheduled;
  @Nullable ActivityTaskStarted started;
  @Nullable Long cancelRequestedEventId;
  @Nullable String heartbeatDetails;

  TaskQueue.@Nullable Entry<OpenActivity> queued;
  Deadlines.@Nullable Deadline deadline;

  /** From when on it could be worked on: not while it was open and no process looked after it. */
  private Instant waitingSince;

  private @Nullable Instant handedOutAt;
  private @Nullable Instant lastHeartbeatAt;

  /** What its token says besides the task; not 0 if it was handed out again. */
  private long again;

  OpenActivity(Execution execution, ActivityTaskScheduled scheduled) {
    this.execution = execution;
    this.scheduled = scheduled;
    this.waitingSince = scheduled.timestamp();
  }

  /** Notes that this process looks after the task from now on. */
  void resumed(Instant at) {
    waitingSince = at;
  }

  /**
   * Notes that a worker got the task.
   *
   * @param newAgain not 0 if it had been started before: its times count anew then
   */
  void handedOut(Instant at, long newAgain) {
    handedOutAt = at;
    lastHeartbeatAt = at;
    again = newAgain;
  }

  /** Notes that a worker got the task from the server that was here before. */
  void wasHandedOut(Instant at, Instant heartbeatAt, @Nullable String details) {
    handedOutAt = at;
    heartbeat(heartbeatAt, details);
  }

  long again() {
    return again;
  }

  void heartbeat(Instant at, @Nullable String details) {
    lastHeartbeatAt = at;
    heartbeatDetails = details;
  }

  /** The id of the event that tells of the start; 0 before. */
  long startedEventId() {
    return started == null ? 0 : started.id();
  }

  /** The timeout that passes first, as things stand; null for none. */
  @Nullable Timeout nextTimeout() {
    Instant handedOut = handedOutAt;
    if (handedOut == null) {
      if (started != null) {
        // The process that started it is gone; its times count from when it is handed out again.
        return null;
      }
      return Timeout.first(
          Timeout.after(waitingSince, scheduled.scheduleToStartTimeout(), "SCHEDULE_TO_START"),
          Timeout.after(waitingSince, scheduled.scheduleToCloseTimeout(), "SCHEDULE_TO_CLOSE"));
    }
    Instant heartbeat = lastHeartbeatAt == null ? handedOut : lastHeartbeatAt;
    return Timeout.first(
        Timeout.first(
            Timeout.after(handedOut, scheduled.startToCloseTimeout(), "START_TO_CLOSE"),
            Timeout.after(heartbeat, scheduled.heartbeatTimeout(), "HEARTBEAT")),
        Timeout.after(
            again == 0 ? waitingSince : handedOut,
            scheduled.scheduleToCloseTimeout(),
            "SCHEDULE_TO_CLOSE"));
  }
}
