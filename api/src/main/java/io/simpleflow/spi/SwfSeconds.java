package io.simpleflow.spi;

import io.simpleflow.ActivityOptions;
import java.time.Duration;
import java.util.Optional;

/** Durations as SWF writes them: whole seconds in at most eight digits, or NONE. */
public final class SwfSeconds {
  /** The longest duration that fits into eight digits. */
  public static final long MAXIMUM = 99_999_999;

  private SwfSeconds() {}

  /**
   * Refuses a time that no timer runs for.
   *
   * @throws IllegalArgumentException if it is null, negative or longer than {@link #MAXIMUM}
   */
  public static void requireTimer(Duration time) {
    if (time == null || time.isNegative() || isTooLong(time)) {
      throw new IllegalArgumentException(
          "a timer runs for 0 to %,d seconds, not %s".formatted(MAXIMUM, time));
    }
  }

  /**
   * Refuses a pause between attempts that no timer can make.
   *
   * @param what what it is, for the message
   * @throws IllegalArgumentException if it is null, negative or longer than {@link #MAXIMUM}
   */
  public static void requirePause(String what, Duration pause) {
    require(what, pause, false);
  }

  /**
   * A timeout that is given.
   *
   * @param what which one, for the message
   * @throws IllegalArgumentException if it is null, negative, or longer than {@link #MAXIMUM}
   *     without being {@link ActivityOptions#NO_TIMEOUT}
   */
  public static Optional<Duration> timeout(String what, Duration timeout) {
    require(what, timeout, true);
    return Optional.of(timeout);
  }

  private static void require(String what, Duration time, boolean mayBeNone) {
    if (time == null) { // From code without null checks.
      throw new IllegalArgumentException(what + " is null; give a duration, or leave it out");
    } else if (time.isNegative()) {
      throw new IllegalArgumentException(what + " is negative: " + time);
    } else if (isTooLong(time) && !(mayBeNone && time.equals(ActivityOptions.NO_TIMEOUT))) {
      throw new IllegalArgumentException(
          "%s is longer than %,d seconds: %s%s"
              .formatted(
                  what,
                  MAXIMUM,
                  time,
                  mayBeNone ? "; ActivityOptions.NO_TIMEOUT stands for no limit" : ""));
    }
  }

  private static boolean isTooLong(Duration time) {
    return time.compareTo(Duration.ofSeconds(MAXIMUM)) > 0;
  }

  /** Rounded up to whole seconds; {@link ActivityOptions#NO_TIMEOUT} is NONE. */
  public static String of(Duration duration) {
    if (duration.equals(ActivityOptions.NO_TIMEOUT)) {
      return "NONE";
    }
    return Long.toString(
        duration.toSeconds() >= MAXIMUM
            ? MAXIMUM
            : duration.toSeconds() + (duration.toNanosPart() > 0 ? 1 : 0));
  }

  /** As {@link #of(Duration)}, empty for empty. */
  public static Optional<String> of(Optional<Duration> duration) {
    return duration.map(SwfSeconds::of);
  }
}
