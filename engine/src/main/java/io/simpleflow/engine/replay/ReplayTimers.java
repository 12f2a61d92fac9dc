package io.simpleflow.engine.replay;

import io.simpleflow.history.Decision;
import io.simpleflow.history.TimerEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The timers of one execution. Not thread-safe. */
final class ReplayTimers {
  /** SWF writes a timeout in at most eight digits. */
  static final long MAXIMUM_SECONDS = 99_999_999;

  private final Outbox outbox;
  private final Map<String, Running> running = new HashMap<>();

  private record Running(Decision.StartTimer decision, Runnable onFired) {}

  ReplayTimers(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Whole seconds, rounded up, as SWF writes them. */
  static String seconds(Duration duration) {
    long seconds = duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
    return Long.toString(Math.min(seconds, MAXIMUM_SECONDS));
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
