package io.simpleflow.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happens to an AWS Lambda function called by the execution. {@code functionId} is SWF's
 * {@code id}, which here is the event's own.
 */
public sealed interface LambdaEvent extends HistoryEvent {

  /** A Lambda function is about to be called. */
  record LambdaFunctionScheduled(
      long id,
      Instant timestamp,
      String functionId,
      String name,
      @Nullable String control,
      @Nullable String input,
      @Nullable String startToCloseTimeout,
      long decisionTaskCompletedEventId)
      implements LambdaEvent {}

  /** The function was called. */
  record LambdaFunctionStarted(long id, Instant timestamp, long scheduledEventId)
      implements LambdaEvent {}

  /** The function gave a result. */
  record LambdaFunctionCompleted(
      long id,
      Instant timestamp,
      long scheduledEventId,
      long startedEventId,
      @Nullable String result)
      implements LambdaEvent {}

  /** The function failed. */
  record LambdaFunctionFailed(
      long id,
      Instant timestamp,
      long scheduledEventId,
      long startedEventId,
      @Nullable String reason,
      @Nullable String details)
      implements LambdaEvent {}

  /** The function did not answer in time. */
  record LambdaFunctionTimedOut(
      long id,
      Instant timestamp,
      long scheduledEventId,
      long startedEventId,
      @Nullable String timeoutType)
      implements LambdaEvent {}

  /** A {@link Decision.ScheduleLambdaFunction} was refused. */
  record ScheduleLambdaFunctionFailed(
      long id,
      Instant timestamp,
      String functionId,
      String name,
      String cause,
      long decisionTaskCompletedEventId)
      implements LambdaEvent {}

  /** The function could not be called. */
  record StartLambdaFunctionFailed(
      long id,
      Instant timestamp,
      long scheduledEventId,
      @Nullable String cause,
      @Nullable String message)
      implements LambdaEvent {}
}
