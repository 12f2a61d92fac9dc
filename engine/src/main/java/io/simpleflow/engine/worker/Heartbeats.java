package io.simpleflow.engine.worker;

import io.simpleflow.ActivityOptions;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ActivityTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  /** How much later than the service's own clock to ask whether it has given an attempt up. */
  private static final Duration AFTER_TIMEOUT = Duration.ofMillis(100);

  private static final Duration AGAIN = Duration.ofSeconds(1);

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
      Set<RunningActivity> running, RunningActivity activity, List<ScheduledFuture<?>> beats) {
    void end() {
      running.remove(activity);
      beats.forEach(beat -> beat.cancel(false));
    }
  }

  Registration begin(RunningActivity activity, ActivityDefinition definition) {
    running.add(activity);
    List<ScheduledFuture<?>> beats = new ArrayList<>();
    ActivityTask task = activity.task();
    ActivityOptions options = definition.options();
    if (!interval.isZero()) {
      long millis =
          interval(timeout(task.heartbeatTimeout(), options.heartbeatTimeout())).toMillis();
      beats.add(
          timer.scheduleWithFixedDelay(
              () -> beat(activity), millis, millis, TimeUnit.MILLISECONDS));
    }
    // An attempt that has timed out keeps its thread from others until it is told.
    timeout(task.startToCloseTimeout(), options.startToCloseTimeout())
        .map(limit -> limit.plus(AFTER_TIMEOUT))
        .ifPresent(
            limit ->
                beats.add(
                    timer.scheduleWithFixedDelay(
                        () -> beat(activity),
                        limit.toMillis(),
                        AGAIN.toMillis(),
                        TimeUnit.MILLISECONDS)));
    return new Registration(running, activity, beats);
  }

  /** As the task says, else as the activity is annotated; empty if there is none. */
  private static Optional<Duration> timeout(@Nullable String ofTask, Optional<Duration> annotated) {
    if (ofTask == null) {
      return annotated.filter(timeout -> !timeout.equals(ActivityOptions.NO_TIMEOUT));
    }
    return ofTask.equals("NONE")
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Long.parseLong(ofTask)));
  }

  /** Often enough for the heartbeat timeout. */
  private Duration interval(Optional<Duration> timeout) {
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
