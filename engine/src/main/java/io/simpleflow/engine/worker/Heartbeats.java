package io.simpleflow.engine.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends heartbeats for running activities, so that an activity need not, on a few threads of its
 * own. Thread-safe.
 *
 * <p>One alarm is set for the earliest heartbeat that will be due. Most activities end long before
 * theirs, so their end leaves the alarm alone: when it rings, it is set for those that still run.
 */
final class Heartbeats implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Heartbeats.class);

  /** So many that one slow call does not hold up all other activities' heartbeats. */
  private static final int MOST_THREADS = 8;

  /** How much later than the service's own clock to ask whether it has given an attempt up. */
  private static final Duration AFTER_TIMEOUT = Duration.ofMillis(100);

  private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);
  private static final long NEVER = Long.MAX_VALUE;

  private final Duration interval;
  private final Set<Registration> running = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer;
  private final long origin = System.nanoTime();
  private volatile long alarmAt = NEVER;
  private @Nullable Future<?> alarm;

  /** Heartbeats for so many activities at the given interval, none if it is zero. */
  Heartbeats(Duration interval, int activities) {
    this.interval = interval;
    AtomicInteger count = new AtomicInteger();
    timer =
        new ScheduledThreadPoolExecutor(
            Math.max(1, Math.min(MOST_THREADS, activities)),
            body -> {
              Thread thread = new Thread(body, "heartbeats-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    // Nobody keeps what an activity says after the stop.
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** An activity that gets heartbeats until it has ended; times are in nanoseconds. */
  final class Registration {
    private final RunningActivity activity;
    private final long pause;
    private final long limit;
    private final long overdueAt;
    private volatile long dueAt;

    private Registration(RunningActivity activity) {
      this.activity = activity;
      ActivityTimeouts timeouts = activity.timeouts();
      Optional<Duration> startToClose = timeouts.startToClose();
      long now = now();
      pause = interval.isZero() ? NEVER : nanos(timeouts.heartbeatPause(interval));
      limit = startToClose.isPresent() ? nanos(startToClose.get()) : NEVER;
      overdueAt = later(later(now, limit), nanos(AFTER_TIMEOUT));
      dueAt = next(now);
    }

    /**
     * An attempt that has timed out keeps its thread from others until it is told. Where the limit
     * is a guess, because the service does not tell it, each look costs a call.
     */
    private long next(long now) {
      return now < overdueAt
          ? Math.min(later(now, pause), overdueAt)
          : later(now, Math.min(pause, Math.max(limit / 4, AGAIN)));
    }

    /** Beats on another thread if it is time to, and says when it will be if that is known. */
    private long look(long now) {
      if (dueAt > now) {
        return dueAt;
      }
      dueAt = NEVER; // Until this one is sent, however slowly.
      timer.execute(
          () -> {
            beat(activity);
            dueAt = next(now());
            ringBy(dueAt);
          });
      return NEVER;
    }

    void end() {
      running.remove(this);
    }
  }

  Registration begin(RunningActivity activity) {
    Registration registration = new Registration(activity);
    running.add(registration);
    ringBy(registration.dueAt);
    return registration;
  }

  private void ringBy(long time) {
    if (time < alarmAt) {
      setAlarm(time);
    }
  }

  private synchronized void setAlarm(long time) {
    if (time < alarmAt) {
      if (alarm != null) {
        alarm.cancel(false);
      }
      alarmAt = time;
      alarm = timer.schedule(this::ring, time - now(), TimeUnit.NANOSECONDS);
    }
  }

  private synchronized void ring() {
    alarmAt = NEVER; // First: an activity that is not seen below has seen this.
    long now = now();
    long earliest = NEVER;
    for (Registration registration : running) {
      earliest = Math.min(earliest, registration.look(now));
    }
    ringBy(earliest);
  }

  private long now() {
    return System.nanoTime() - origin;
  }

  private static long later(long time, long pause) {
    return pause < NEVER - time ? time + pause : NEVER;
  }

  private static long nanos(Duration time) {
    return TimeUnit.NANOSECONDS.convert(time);
  }

  private static void beat(RunningActivity activity) {
    guard(activity, activity::beat);
  }

  private static void guard(RunningActivity activity, Runnable heartbeat) {
    try {
      heartbeat.run();
    } catch (RuntimeException failure) {
      LOGGER.warn("no heartbeat for {}: {}", activity.activityId(), failure.toString());
    }
  }

  /** Sends what an activity has said meanwhile, a little later. */
  void sendLater(RunningActivity activity, Duration pause) {
    var unused =
        timer.schedule(
            () -> guard(activity, activity::sendHeldBack), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Sends a heartbeat for every running activity now, without waiting for any. */
  void beatAll() {
    running.forEach(registration -> timer.execute(() -> beat(registration.activity)));
  }

  boolean anyRunning() {
    return !running.isEmpty();
  }

  /** How many of the running activities the service has given up. */
  long lost() {
    return running.stream().filter(registration -> registration.activity.isLost()).count();
  }

  /** Interrupts every running activity. */
  void stopAll() {
    running.forEach(registration -> registration.activity.stop());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
