package io.simpleflow.local.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time limit.
 *
 * @param due when it passes
 * @param type SWF's name of it
 */
record Timeout(Instant due, String type) {
  /**
   * The limit of so many seconds after a point in time.
   *
   * @param seconds as SWF writes it; null and NONE mean that there is no limit
   */
  static @Nullable Timeout after(Instant start, @Nullable String seconds, String type) {
    return seconds == null || seconds.equals("NONE")
        ? null
        : new Timeout(start.plusSeconds(Long.parseLong(seconds)), type);
  }

  /** The limit that passes first; of two at one time, the first. */
  static @Nullable Timeout first(@Nullable Timeout one, @Nullable Timeout other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.due.isBefore(one.due) ? other : one;
  }
}
