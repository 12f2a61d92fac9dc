package io.simpleflow.engine.replay;

import io.simpleflow.history.Decision;
import io.simpleflow.history.TimerEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The timers of one execution. Not thread-safe. */
final class ReplayTimers {
  private final Outbox outbox;
  private final Map<String, Running> running = new HashMap<>();

  private record Running(Decision.StartTimer decision, Runnable onFired) {}

  ReplayTimers(Outbox outbox) {
    this.outbox = outbox;
  }

  void start(Decision.StartTimer decision, Runnable onFired) {
    running.put(decision.timerId(), new Running(decision, onFired));
    outbox.add(decision);
  }

  /** Cancels a timer, unless it has fired. */
  void cancel(String timerId) {
    Running timer = running.remove(timerId);
    if (timer != null && !outbox.withdraw(timer.decision)) {
      outbox.add(new Decision.CancelTimer(timerId));
    }
  }

  void apply(TimerEvent.TimerFired event) {
    outbox.timerEnded(event.timerId());
    fire(event.timerId());
  }

  void apply(TimerEvent.TimerCanceled event) {
    outbox.timerEnded(event.timerId());
  }

  /** A timer that the service refuses is asked for again: only the number of timers can be why. */
  void apply(TimerEvent.StartTimerFailed event) {
    outbox.timerEnded(event.timerId());
    Running timer = running.get(event.timerId());
    if (timer != null) {
      outbox.add(timer.decision);
    }
  }

  private void fire(String timerId) {
    @Nullable Running timer = running.remove(timerId);
    if (timer != null) {
      timer.onFired.run();
    }
  }
}
