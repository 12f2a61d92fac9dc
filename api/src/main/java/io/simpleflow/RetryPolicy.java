package io.simpleflow;

import io.simpleflow.spi.SwfSeconds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How often a failed or timed-out task is tried again, and after which pauses.
 *
 * <p>The pause after attempt <i>n</i> is {@code initialInterval × backoffCoefficient^(n-1)}, at
 * most {@code maximumInterval}, of which the share {@code jitter} is random. Pauses are durable
 * timers of whole seconds (SWF's resolution), rounded up; a pause of zero schedules the next
 * attempt at once.
 *
 * @param maximumAttempts how many attempts there are at most, the first included; at least 1
 * @param initialInterval the pause after the first attempt, at most 99,999,999 seconds
 * @param backoffCoefficient what each pause is multiplied by to give the next; at least 1
 * @param maximumInterval the longest pause, at most 99,999,999 seconds; empty for that
 * @param jitter the random share of each pause, 0 to 1
 * @param nonRetryable names of exception classes, with or without package, that end the task at
 *     once
 */
public record RetryPolicy(
    int maximumAttempts,
    Duration initialInterval,
    double backoffCoefficient,
    Optional<Duration> maximumInterval,
    double jitter,
    List<String> nonRetryable) {

  private static final RetryPolicy NEVER = immediately(0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is out of its range
   */
  public RetryPolicy {
    require(maximumAttempts >= 1, "maximumAttempts must be at least 1", maximumAttempts);
    SwfSeconds.requirePause("initialInterval", initialInterval);
    require(backoffCoefficient >= 1, "backoffCoefficient must be at least 1", backoffCoefficient);
    maximumInterval.ifPresent(pause -> SwfSeconds.requirePause("maximumInterval", pause));
    require(jitter >= 0 && jitter <= 1, "jitter must be between 0 and 1", jitter);
    nonRetryable = List.copyOf(nonRetryable);
  }

  private static void require(boolean condition, String message, Object value) {
    if (!condition) {
      throw new IllegalArgumentException(message + ": " + value);
    }
  }

  /** No second attempt. */
  public static RetryPolicy never() {
    return NEVER;
  }

  /**
   * So many further attempts after the first, without a pause: the original's {@code retry = N}.
   */
  public static RetryPolicy immediately(int retries) {
    require(retries >= 0, "retry is negative", retries);
    return new RetryPolicy(retries + 1, Duration.ZERO, 1, Optional.empty(), 0, List.of());
  }

  /** Attempts with pauses of 1, 2, 4, 8… times the given interval. */
  public static RetryPolicy exponential(int maximumAttempts, Duration initialInterval) {
    return new RetryPolicy(maximumAttempts, initialInterval, 2, Optional.empty(), 0, List.of());
  }

  /** This policy with another factor between pauses. */
  public RetryPolicy withBackoffCoefficient(double value) {
    return new RetryPolicy(
        maximumAttempts, initialInterval, value, maximumInterval, jitter, nonRetryable);
  }

  /** This policy with a longest pause. */
  public RetryPolicy withMaximumInterval(Duration value) {
    return new RetryPolicy(
        maximumAttempts,
        initialInterval,
        backoffCoefficient,
        Optional.of(value),
        jitter,
        nonRetryable);
  }

  /** This policy with a random share of each pause, 0 to 1. */
  public RetryPolicy withJitter(double value) {
    return new RetryPolicy(
        maximumAttempts, initialInterval, backoffCoefficient, maximumInterval, value, nonRetryable);
  }

  /** This policy with exception classes, by name, that end the task at once. */
  public RetryPolicy withNonRetryable(List<String> names) {
    return new RetryPolicy(
        maximumAttempts, initialInterval, backoffCoefficient, maximumInterval, jitter, names);
  }

  /**
   * The pause before the next attempt, or empty if there is none.
   *
   * @param attempt the number of the attempt that failed, from 1
   * @param random a number from 0 to 1 for the jitter; the caller makes it the same on every replay
   */
  public Optional<Duration> delayAfter(int attempt, double random) {
    if (attempt >= maximumAttempts) {
      return Optional.empty();
    }
    double seconds =
        (initialInterval.toNanos() / 1e9) * Math.pow(backoffCoefficient, attempt - 1.0);
    double longest =
        maximumInterval.map(interval -> interval.toMillis() / 1e3).orElse(1.0 * SwfSeconds.MAXIMUM);
    double pause = Math.min(seconds, longest);
    return Optional.of(
        Duration.ofSeconds((long) Math.ceil(pause * (1 - jitter) + pause * jitter * random)));
  }

  /**
   * Whether a failure is worth another attempt.
   *
   * @param errorTypes the names, with package, of the class that was thrown and its superclasses,
   *     as far as they are known
   */
  public boolean allows(List<String> errorTypes) {
    return errorTypes.stream()
        .noneMatch(
            type ->
                nonRetryable.contains(type)
                    || nonRetryable.contains(type.substring(type.lastIndexOf('.') + 1)));
  }
}
