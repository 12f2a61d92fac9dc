package io.simpleflow.engine.worker;

import io.simpleflow.ActivityOptions;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ActivityTask;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long an attempt may take, and may be silent: as its task says, else as the activity is
 * annotated; empty if there is no limit.
 */
record ActivityTimeouts(Optional<Duration> startToClose, Optional<Duration> heartbeat) {

  static ActivityTimeouts of(ActivityTask task, Optional<ActivityDefinition> definition) {
    ActivityOptions options =
        definition.map(ActivityDefinition::options).orElseGet(ActivityOptions::none);
    return new ActivityTimeouts(
        timeout(task.startToCloseTimeout(), options.startToCloseTimeout()),
        timeout(task.heartbeatTimeout(), options.heartbeatTimeout()));
  }

  private static Optional<Duration> timeout(@Nullable String ofTask, Optional<Duration> annotated) {
    if (ofTask == null) {
      return annotated.filter(timeout -> !timeout.equals(ActivityOptions.NO_TIMEOUT));
    }
    return ofTask.equals("NONE")
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Long.parseLong(ofTask)));
  }

  /** The longest pause between heartbeats that is short enough, and no longer than wanted. */
  Duration heartbeatPause(Duration wanted) {
    if (heartbeat.isEmpty()) {
      return wanted;
    }
    Duration third = Duration.ofMillis(heartbeat.get().toMillis() / 3);
    if (third.compareTo(wanted) > 0) {
      return wanted;
    }
    return third.isZero() ? Duration.ofMillis(300) : third;
  }
}
