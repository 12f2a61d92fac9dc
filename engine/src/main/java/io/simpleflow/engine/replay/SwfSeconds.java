package io.simpleflow.engine.replay;

import io.simpleflow.ActivityOptions;
import java.time.Duration;
import java.util.Optional;

/** Durations as SWF writes them: whole seconds in at most eight digits, or NONE. */
public final class SwfSeconds {
  /** The longest duration that fits into eight digits. */
  static final long MAXIMUM = 99_999_999;

  private SwfSeconds() {}

  /** Rounded up to whole seconds; {@link ActivityOptions#NO_TIMEOUT} is NONE. */
  public static String of(Duration duration) {
    if (duration.equals(ActivityOptions.NO_TIMEOUT)) {
      return "NONE";
    }
    return duration.toSeconds() >= MAXIMUM
        ? Long.toString(MAXIMUM)
        : Long.toString(duration.plusNanos(999_999_999).toSeconds());
  }

  /** As {@link #of(Duration)}, empty for empty. */
  public static Optional<String> of(Optional<Duration> duration) {
    return duration.map(SwfSeconds::of);
  }
}
