package io.simpleflow.local.service;

import java.time.Instant;
import java.util.Optional;
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
  static Optional<Timeout> after(Instant start, @Nullable String seconds, String type) {
    if (seconds == null || seconds.equals("NONE")) {
      return Optional.empty();
    }
    return Optional.of(new Timeout(start.plusSeconds(Long.parseLong(seconds)), type));
  }

  /** The limit that passes first; of several at one time, the first argument. */
  @SafeVarargs
  static Optional<Timeout> first(Optional<Timeout>... timeouts) {
    Timeout first = null;
    for (Optional<Timeout> timeout : timeouts) {
      if (timeout.isPresent() && (first == null || timeout.get().due().isBefore(first.due()))) {
        first = timeout.get();
      }
    }
    return Optional.ofNullable(first);
  }
}
