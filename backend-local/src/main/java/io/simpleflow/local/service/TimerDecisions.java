package io.simpleflow.local.service;

import io.simpleflow.history.Decision.CancelTimer;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.TimerEvent.CancelTimerFailed;
import io.simpleflow.history.TimerEvent.StartTimerFailed;
import io.simpleflow.history.TimerEvent.TimerCanceled;
import io.simpleflow.history.TimerEvent.TimerStarted;

/** Decisions about timers. */
final class TimerDecisions {

  void start(DecisionBatch batch, StartTimer decision) {
    Execution execution = batch.execution();
    if (execution.timer(decision.timerId()) != null) {
      refuse(batch, decision, "TIMER_ID_ALREADY_IN_USE");
    } else if (execution.openCounts().openTimers() >= batch.domain().limits().openTimers()) {
      refuse(batch, decision, "OPEN_TIMERS_LIMIT_EXCEEDED");
    } else {
      batch.append(
          new TimerStarted(
              batch.nextEventId(),
              batch.now(),
              decision.timerId(),
              decision.control(),
              decision.startToFireTimeout(),
              batch.completedEventId()));
    }
  }

  private static void refuse(DecisionBatch batch, StartTimer decision, String cause) {
    batch.refuse(
        new StartTimerFailed(
            batch.nextEventId(), batch.now(), decision.timerId(), cause, batch.completedEventId()));
  }

  void cancel(DecisionBatch batch, CancelTimer decision) {
    OpenTimer timer = batch.execution().timer(decision.timerId());
    if (timer == null) {
      batch.refuse(
          new CancelTimerFailed(
              batch.nextEventId(),
              batch.now(),
              decision.timerId(),
              "TIMER_ID_UNKNOWN",
              batch.completedEventId()));
    } else {
      batch.append(
          new TimerCanceled(
              batch.nextEventId(),
              batch.now(),
              decision.timerId(),
              timer.started.id(),
              batch.completedEventId()));
    }
  }
}
