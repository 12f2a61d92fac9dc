package io.simpleflow.engine;

import io.simpleflow.spi.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's clock, with alarms on one thread. Thread-safe. */
public final class SystemTimekeeper implements Timekeeper {
  private final ScheduledThreadPoolExecutor alarms;

  /** Starts the thread. */
  public SystemTimekeeper() {
    alarms =
        new ScheduledThreadPoolExecutor(
            1,
            body -> {
              Thread thread = new Thread(body, "timekeeper");
              thread.setDaemon(true);
              return thread;
            });
    alarms.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  @Override
  public Alarm schedule(Instant due, Runnable action) {
    long nanos;
    try {
      nanos = Math.max(0, Duration.between(instant(), due).toNanos());
    } catch (ArithmeticException centuriesAhead) {
      nanos = Long.MAX_VALUE / 2;
    }
    ScheduledFuture<?> alarm = alarms.schedule(action, nanos, TimeUnit.NANOSECONDS);
    return () -> alarm.cancel(false);
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}
