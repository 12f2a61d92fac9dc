package io.simpleflow.engine.worker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Growing pauses with jitter between failed attempts: up to 0.1, 0.2, 0.4… seconds, at most 30. Not
 * thread-safe.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 30_000;

  private int failures;

  /** The next pause: at least half of its upper bound, the rest random. */
  Duration next() {
    long bound = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures++, 16));
    return Duration.ofMillis(bound / 2 + ThreadLocalRandom.current().nextLong(bound / 2 + 1));
  }

  void reset() {
    failures = 0;
  }
}
