package io.simpleflow;

import io.simpleflow.spi.SwfNames;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of an AWS Lambda function as a task. The service calls the function itself, with the IAM
 * role that the execution was started with ({@link WorkflowOptions#lambdaRole}); no worker takes
 * part. On the local backend, a {@link io.simpleflow.spi.LambdaFunction} on the class path stands
 * in for it.
 *
 * @param function the function's name, 1 to 64 characters (SWF's rule)
 * @param resultType what the function's JSON result is read as
 * @param payload what the function is called with, as JSON: a value, or the future of one; null for
 *     no input
 * @param startToCloseTimeout how long the call may take, 1 second to 15 minutes; whole seconds,
 *     rounded up
 * @param retry the attempts and the pauses between them
 * @param failureHandler decides what follows if it fails, before the workflow's own handler
 * @param <R> the result's type
 */
public record LambdaTask<R extends @Nullable Object>(
    String function,
    Type resultType,
    @Nullable Object payload,
    Optional<Duration> startToCloseTimeout,
    Optional<RetryPolicy> retry,
    Optional<FailureHandler> failureHandler)
    implements Submittable<R> {

  private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

  /**
   * Refuses a name or a timeout that SWF would refuse.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public LambdaTask {
    SwfNames.requireText("name of a Lambda function", function, 64);
    if (startToCloseTimeout.isPresent()
        && (startToCloseTimeout.get().isNegative() || startToCloseTimeout.get().isZero())) {
      throw new IllegalArgumentException(
          "startToCloseTimeout of Lambda function %s is not positive: %s"
              .formatted(function, startToCloseTimeout.get()));
    }
    if (startToCloseTimeout.isPresent() && startToCloseTimeout.get().compareTo(LONGEST_CALL) > 0) {
      throw new IllegalArgumentException(
          "startToCloseTimeout of Lambda function %s is longer than %d minutes: %s"
              .formatted(function, LONGEST_CALL.toMinutes(), startToCloseTimeout.get()));
    }
  }

  /** A call of a function with one value, which may be a future. */
  public static <R extends @Nullable Object> LambdaTask<R> of(
      String function, Class<R> resultType, @Nullable Object payload) {
    return of(function, (Type) resultType, payload);
  }

  /** As {@link #of(String, Class, Object)}, with a generic type of the result. */
  public static <R extends @Nullable Object> LambdaTask<R> of(
      String function, GenericType<R> resultType, @Nullable Object payload) {
    return of(function, resultType.type(), payload);
  }

  private static <R extends @Nullable Object> LambdaTask<R> of(
      String function, Type resultType, @Nullable Object payload) {
    return new LambdaTask<>(
        function, resultType, payload, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same call with a limit for its time. */
  public LambdaTask<R> withStartToCloseTimeout(Duration value) {
    return new LambdaTask<>(
        function, resultType, payload, Optional.of(value), retry, failureHandler);
  }

  /** The same call with retries. */
  public LambdaTask<R> withRetry(RetryPolicy value) {
    return new LambdaTask<>(
        function, resultType, payload, startToCloseTimeout, Optional.of(value), failureHandler);
  }

  /** The same call with a handler of its failures. */
  public LambdaTask<R> onFailure(FailureHandler handler) {
    return new LambdaTask<>(
        function, resultType, payload, startToCloseTimeout, retry, Optional.of(handler));
  }
}
