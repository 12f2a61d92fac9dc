package io.simpleflow;

import io.simpleflow.spi.SwfSeconds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link FailureHandler} wants done about the failure of a task. */
public sealed interface FailureDecision {
  /** What would happen without a handler: the task's retries, then its failure. */
  record Standard() implements FailureDecision {}

  /** No further attempt: the task fails. */
  record Abort() implements FailureDecision {}

  /** The task counts as finished, with the given result, which must be of its result's type. */
  record Ignore(@Nullable Object result) implements FailureDecision {}

  /** The task counts as cancelled. */
  record Cancel() implements FailureDecision {}

  /**
   * One more attempt, whatever the task's own retries are, under the same id.
   *
   * @param pause how long to wait before it, by a durable timer; whole seconds, rounded up
   * @param arguments other positional arguments, if given; values, not futures
   * @param keywordArguments other keyword arguments, if given
   * @param options what to override of the options, for this and later attempts; activities only
   */
  record Retry(
      Duration pause,
      Optional<List<@Nullable Object>> arguments,
      Optional<Map<String, @Nullable Object>> keywordArguments,
      ActivityOptions options)
      implements FailureDecision {

    /**
     * Refuses a pause that no timer can make.
     *
     * @throws IllegalArgumentException if the pause is negative or longer than 99,999,999 seconds
     */
    public Retry {
      SwfSeconds.requirePause("the pause before a retry", pause);
    }

    /** The same with other positional arguments. */
    public Retry withArguments(@Nullable Object... values) {
      List<@Nullable Object> copy = new ArrayList<@Nullable Object>(Arrays.asList(values));
      return new Retry(
          pause, Optional.of(Collections.unmodifiableList(copy)), keywordArguments, options);
    }

    /** The same with other keyword arguments. */
    public Retry withKeywordArguments(Map<String, ? extends @Nullable Object> values) {
      Map<String, @Nullable Object> copy = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      return new Retry(pause, arguments, Optional.of(copy), options);
    }

    /** The same with these options laid over the task's. */
    public Retry withOptions(ActivityOptions overriding) {
      return new Retry(pause, arguments, keywordArguments, options.overriddenBy(overriding));
    }
  }

  /** See {@link Standard}. */
  static FailureDecision standard() {
    return new Standard();
  }

  /** See {@link Abort}. */
  static FailureDecision abort() {
    return new Abort();
  }

  /** Finishes the task with null. */
  static FailureDecision ignore() {
    return new Ignore(null);
  }

  /** Finishes the task with a result of the handler's. */
  static FailureDecision ignore(@Nullable Object result) {
    return new Ignore(result);
  }

  /** See {@link Cancel}. */
  static FailureDecision cancel() {
    return new Cancel();
  }

  /** One more attempt at once. */
  static Retry retryNow() {
    return retryLater(Duration.ZERO);
  }

  /**
   * One more attempt after a pause.
   *
   * @throws IllegalArgumentException if the pause is negative or longer than 99,999,999 seconds
   */
  static Retry retryLater(Duration pause) {
    return new Retry(pause, Optional.empty(), Optional.empty(), ActivityOptions.none());
  }
}
