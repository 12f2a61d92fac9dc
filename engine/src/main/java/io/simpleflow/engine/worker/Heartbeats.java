package io.simpleflow.engine.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends heartbeats for running activities, so that an activity need not, on a few threads of its
 * own. Thread-safe.
 */
final class Heartbeats implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Heartbeats.class);

  /** So many that one slow call does not hold up all other activities' heartbeats. */
  private static final int MOST_THREADS = 8;

  /** How much later than the service's own clock to ask whether it has given an attempt up. */
  private static final Duration AFTER_TIMEOUT = Duration.ofMillis(100);

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Duration interval;
  private final Set<RunningActivity> running = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer;

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
  }

  /** An activity that gets heartbeats until it has ended. */
  record Registration(
      Set<RunningActivity> running, RunningActivity activity, List<ScheduledFuture<?>> beats) {
    void end() {
      running.remove(activity);
      beats.forEach(beat -> beat.cancel(false));
    }
  }

  Registration begin(RunningActivity activity) {
    running.add(activity);
    List<ScheduledFuture<?>> beats = new ArrayList<>();
    if (!interval.isZero()) {
      Duration pause = activity.timeouts().heartbeatPause(interval);
      beats.add(beatEvery(activity, pause, pause));
    }
    // An attempt that has timed out keeps its thread from others until it is told.
    activity
        .timeouts()
        .startToClose()
        .ifPresent(
            limit -> beats.add(beatEvery(activity, limit.plus(AFTER_TIMEOUT), again(limit))));
    return new Registration(running, activity, beats);
  }

  /** Where the limit is a guess, because the service does not tell it, each look costs a call. */
  private static Duration again(Duration limit) {
    Duration quarter = Duration.ofMillis(limit.toMillis() / 4);
    return quarter.compareTo(AGAIN) > 0 ? quarter : AGAIN;
  }

  private ScheduledFuture<?> beatEvery(RunningActivity activity, Duration first, Duration pause) {
    return timer.scheduleWithFixedDelay(
        () -> beat(activity), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
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
    try {
      ScheduledFuture<?> unused =
          timer.schedule(
              () -> guard(activity, activity::sendHeldBack), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopped) {
      // Nobody keeps what an activity says after the stop.
    }
  }

  /** Sends a heartbeat for every running activity now, without waiting for any. */
  void beatAll() {
    running.forEach(activity -> timer.execute(() -> beat(activity)));
  }

  boolean anyRunning() {
    return !running.isEmpty();
  }

  /** How many of the running activities the service has given up. */
  long lost() {
    return running.stream().filter(RunningActivity::isLost).count();
  }

  /** Interrupts every running activity. */
  void stopAll() {
    running.forEach(RunningActivity::stop);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
