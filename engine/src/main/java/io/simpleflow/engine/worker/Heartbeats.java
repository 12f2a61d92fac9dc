package io.simpleflow.engine.worker;

import io.simpleflow.spi.ActivityDefinition;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends heartbeats for running activities, so that an activity need not, on one thread of its own.
 * Thread-safe.
 */
final class Heartbeats implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Heartbeats.class);

  private final Duration interval;
  private final Set<RunningActivity> running = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer;

  /** Heartbeats at the given interval, none if it is zero. */
  Heartbeats(Duration interval) {
    this.interval = interval;
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            body -> {
              Thread thread = new Thread(body, "heartbeats");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** An activity that gets heartbeats until it has ended. */
  record Registration(
      Set<RunningActivity> running, RunningActivity activity, @Nullable ScheduledFuture<?> beats) {
    void end() {
      running.remove(activity);
      if (beats != null) {
        beats.cancel(false);
      }
    }
  }

  Registration begin(RunningActivity activity, ActivityDefinition definition) {
    running.add(activity);
    if (interval.isZero()) {
      return new Registration(running, activity, null);
    }
    long millis = interval(definition).toMillis();
    return new Registration(
        running,
        activity,
        timer.scheduleWithFixedDelay(() -> beat(activity), millis, millis, TimeUnit.MILLISECONDS));
  }

  /** Often enough for the activity's own heartbeat timeout. */
  private Duration interval(ActivityDefinition definition) {
    Optional<Duration> timeout = definition.options().heartbeatTimeout();
    if (timeout.isEmpty() || timeout.get().dividedBy(3).compareTo(interval) > 0) {
      return interval;
    }
    Duration third = timeout.get().dividedBy(3);
    return third.isZero() ? Duration.ofMillis(300) : third;
  }

  private static void beat(RunningActivity activity) {
    try {
      activity.beat();
    } catch (RuntimeException failure) {
      LOGGER.warn("no heartbeat for {}: {}", activity.activityId(), failure.toString());
    }
  }

  /** Sends a heartbeat for every running activity now. */
  void beatAll() {
    running.forEach(Heartbeats::beat);
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
