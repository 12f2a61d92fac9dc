package io.simpleflow.inline;

import io.simpleflow.Future;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.history.TimerEvent.TimerCanceled;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.history.TimerEvent.TimerStarted;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one execution. They are what the thread really waits for: while it waits for a
 * future, timers fire in the order in which they are due. Not thread-safe.
 */
final class InlineTimers implements Promise.Waiter {
  private final InlineHistory history;
  private final Timekeeper timekeeper;
  private final PriorityQueue<Timer> running =
      new PriorityQueue<>(Comparator.comparing(Timer::due).thenComparing(Timer::startedEventId));
  private int count;

  private record Timer(
      Instant due, String id, long startedEventId, Promise<@Nullable Void> promise) {}

  InlineTimers(InlineHistory history, Timekeeper timekeeper) {
    this.history = history;
    this.timekeeper = timekeeper;
  }

  Future<@Nullable Void> start(Duration time) {
    if (time.isNegative() || time.compareTo(Duration.ofSeconds(SwfSeconds.MAXIMUM)) > 0) {
      throw new IllegalArgumentException(
          "a timer runs for 0 to %,d seconds, not %s".formatted(SwfSeconds.MAXIMUM, time));
    }
    long seconds = time.plusNanos(999_999_999).toSeconds();
    String timerId = "timer-" + ++count;
    long decision = history.decision();
    long started =
        history.append(
            (id, now) ->
                new TimerStarted(id, now, timerId, null, Long.toString(seconds), decision));
    Timer timer =
        new Timer(timekeeper.instant().plusSeconds(seconds), timerId, started, new Promise<>(this));
    running.add(timer);
    timer.promise().whenDone(() -> forgetIfCancelled(timer));
    return timer.promise();
  }

  private void forgetIfCancelled(Timer timer) {
    if (timer.promise().isCancelled() && running.remove(timer)) {
      long decision = history.decision();
      history.append(
          (id, now) -> new TimerCanceled(id, now, timer.id(), timer.startedEventId(), decision));
    }
  }

  @Override
  public void awaitDone(Future<?> future) {
    while (!future.isDone()) {
      Timer next = running.peek();
      if (next == null) {
        throw new IllegalStateException("nothing will ever finish this future");
      }
      sleepUntil(next.due());
      fireDue();
    }
  }

  @Override
  public boolean awaitDone(Future<?> future, Duration timeout) {
    Future<@Nullable Void> limit = start(timeout);
    Promise<@Nullable Void> either = new Promise<>(this);
    ((Promise<?>) future).whenDone(() -> either.complete(null));
    ((Promise<?>) limit).whenDone(() -> either.complete(null));
    awaitDone(either);
    limit.cancel();
    return future.isDone();
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
