package io.simpleflow.inline;

import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.history.TimerEvent.TimerCanceled;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.history.TimerEvent.TimerStarted;
import io.simpleflow.spi.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one execution. They are what the thread really waits for: while it waits for
 * anything, timers fire in the order in which they are due. Not thread-safe.
 */
final class InlineTimers {
  private final InlineHistory history;
  private final Timekeeper timekeeper;
  private final PriorityQueue<Timer> running =
      new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::startedEventId));

  private record Timer(
      Instant due, String id, long startedEventId, Promise<@Nullable Void> promise) {}

  InlineTimers(InlineHistory history, Timekeeper timekeeper) {
    this.history = history;
    this.timekeeper = timekeeper;
  }

  /** Starts a timer that completes the promise. */
  void start(
      String timerId, Duration time, @Nullable String control, Promise<@Nullable Void> promise) {
    long seconds = time.plusNanos(999_999_999).toSeconds();
    long decision = history.decision();
    long started =
        history.append(
            (id, now) ->
                new TimerStarted(id, now, timerId, control, Long.toString(seconds), decision));
    Timer timer = new Timer(timekeeper.instant().plusSeconds(seconds), timerId, started, promise);
    running.add(timer);
    promise.whenDone(() -> forgetIfCancelled(timer));
  }

  private void forgetIfCancelled(Timer timer) {
    if (timer.promise().isCancelled() && running.remove(timer)) {
      long decision = history.decision();
      history.append(
          (id, now) -> new TimerCanceled(id, now, timer.id(), timer.startedEventId(), decision));
    }
  }

  /** The future of the timer that runs under this id. */
  Optional<Promise<?>> find(String timerId) {
    return running.stream()
        .filter(timer -> timer.id().equals(timerId))
        .findFirst()
        .map(Timer::promise);
  }

  /**
   * Lets timers fire until something is done.
   *
   * @return whether it is; if not, nothing that is under way will bring it about
   */
  boolean fireUntil(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      Timer next = running.peek();
      if (next == null) {
        return false;
      }
      sleepUntil(next.due());
      fireDue();
    }
    return true;
  }

  /** Fires the timers whose time has come, which it does while other tasks run, too. */
  void fireDue() {
    for (Timer next = running.peek();
        next != null && !next.due().isAfter(timekeeper.instant());
        next = running.peek()) {
      Timer fired = running.remove();
      history.append((id, now) -> new TimerFired(id, now, fired.id(), fired.startedEventId()));
      history.waited();
      fired.promise().complete(null);
    }
  }

  private void sleepUntil(Instant due) {
    CountDownLatch rung = new CountDownLatch(1);
    Timekeeper.Alarm alarm = timekeeper.schedule(due, rung::countDown);
    try {
      rung.await();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new SimpleflowException("interrupted while waiting for a timer", interruption);
    } finally {
      alarm.cancel();
    }
  }
}
