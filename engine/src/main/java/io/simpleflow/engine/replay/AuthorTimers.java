package io.simpleflow.engine.replay;

import io.simpleflow.Promise;
import io.simpleflow.history.Decision;
import io.simpleflow.spi.SwfNames;
import io.simpleflow.spi.SwfSeconds;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The timers that the author's code starts, by id. Not thread-safe. */
final class AuthorTimers {
  private final ReplayTimers timers;
  private final Map<String, Promise<?>> running = new HashMap<>();
  private int count;

  AuthorTimers(ReplayTimers timers) {
    this.timers = timers;
  }

  /** An id for a timer that the author gives none. */
  String nextId() {
    String timerId;
    do {
      timerId = "timer-" + ++count;
    } while (timers.isRunning(timerId));
    return timerId;
  }

  /**
   * Refuses an id that the service would refuse.
   *
   * @throws IllegalArgumentException saying why
   */
  void check(String timerId) {
    SwfNames.require("timer id", timerId);
    SwfNames.requireUnreserved("timer id", timerId);
    if (timers.isRunning(timerId)) {
      throw new IllegalArgumentException(
          "a timer with the id '%s' runs already: cancel it first, or take another id"
              .formatted(timerId));
    }
  }

  /** Starts a timer of an id and a time that were checked. */
  void start(
      String timerId, Duration time, @Nullable String control, Promise<@Nullable Void> promise) {
    running.put(timerId, promise);
    promise.whenDone(() -> running.remove(timerId, promise));
    timers.start(
        new Decision.StartTimer(timerId, control, SwfSeconds.of(time)),
        promise::start,
        () -> promise.complete(null),
        promise::fail);
    promise.onCancelRequest(
        () -> {
          timers.cancel(timerId);
          promise.cancel();
        });
  }

  /** Cancels the timer of an id, and says whether it ran. */
  boolean cancel(String timerId) {
    Promise<?> promise = running.get(timerId);
    return promise != null && promise.cancel();
  }
}
