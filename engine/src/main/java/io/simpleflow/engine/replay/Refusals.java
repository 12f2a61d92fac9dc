package io.simpleflow.engine.replay;

import java.time.Duration;

/**
 * How often the service has refused something for now, and how long to wait before asking again.
 * Not thread-safe.
 */
final class Refusals {
  private static final int MOST_DOUBLINGS = 6;
  private static final long LONGEST_SECONDS = 60;

  private int count;

  int count() {
    return count;
  }

  /** The pause after one more refusal: 1, 2, 4… 60 s. */
  Duration next() {
    return Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1L << Math.min(count++, MOST_DOUBLINGS)));
  }

  void reset() {
    count = 0;
  }
}
