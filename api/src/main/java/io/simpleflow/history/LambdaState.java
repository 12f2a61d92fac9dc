package io.simpleflow.history;

import io.simpleflow.history.LambdaEvent.LambdaFunctionCompleted;
import io.simpleflow.history.LambdaEvent.LambdaFunctionFailed;
import io.simpleflow.history.LambdaEvent.LambdaFunctionScheduled;
import io.simpleflow.history.LambdaEvent.LambdaFunctionStarted;
import io.simpleflow.history.LambdaEvent.LambdaFunctionTimedOut;
import io.simpleflow.history.LambdaEvent.ScheduleLambdaFunctionFailed;
import io.simpleflow.history.LambdaEvent.StartLambdaFunctionFailed;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one Lambda function call stands: its latest attempt, and how often earlier ones went wrong.
 * Attempts share the id. Immutable.
 *
 * @param failures how often an attempt failed or timed out so far, the latest included
 * @param scheduled how the latest attempt began; null if it was refused
 * @param started when the function was called; null if it was not, or not yet
 * @param outcome the event that ended it; null while it is open
 */
public record LambdaState(
    String functionId,
    String name,
    Status status,
    int failures,
    @Nullable LambdaFunctionScheduled scheduled,
    @Nullable LambdaFunctionStarted started,
    @Nullable LambdaEvent outcome) {

  /** What an attempt has come to. */
  public enum Status {
    /** It is about to be called. */
    SCHEDULED,
    /** The service refused to schedule it. */
    SCHEDULE_FAILED,
    /** It runs. */
    STARTED,
    /** The service could not call it. */
    START_FAILED,
    /** It gave a result. */
    COMPLETED,
    /** It failed. */
    FAILED,
    /** It did not answer in time. */
    TIMED_OUT
  }

  static LambdaState scheduled(@Nullable LambdaState before, LambdaFunctionScheduled event) {
    return new LambdaState(
        event.functionId(),
        event.name(),
        Status.SCHEDULED,
        before == null ? 0 : before.failures,
        event,
        null,
        null);
  }

  static LambdaState refused(@Nullable LambdaState before, ScheduleLambdaFunctionFailed event) {
    if (before != null && before.isOpen()) {
      return before;
    }
    return new LambdaState(
        event.functionId(),
        event.name(),
        Status.SCHEDULE_FAILED,
        before == null ? 0 : before.failures,
        null,
        null,
        event);
  }

  LambdaState started(LambdaFunctionStarted event) {
    return new LambdaState(functionId, name, Status.STARTED, failures, scheduled, event, null);
  }

  LambdaState closed(Status as, LambdaEvent event) {
    boolean wentWrong = as == Status.FAILED || as == Status.TIMED_OUT;
    return new LambdaState(
        functionId, name, as, wentWrong ? failures + 1 : failures, scheduled, started, event);
  }

  /** Returns whether the latest attempt is scheduled or started. */
  public boolean isOpen() {
    return status == Status.SCHEDULED || status == Status.STARTED;
  }

  /** Returns when the latest attempt was scheduled. */
  public Optional<Instant> scheduledAt() {
    return Optional.ofNullable(scheduled).map(HistoryEvent::timestamp);
  }

  /** Returns when the function was called. */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(started).map(HistoryEvent::timestamp);
  }

  /** Returns when the latest attempt ended, or was refused. */
  public Optional<Instant> closedAt() {
    return Optional.ofNullable(outcome).map(HistoryEvent::timestamp);
  }

  /** Returns what the function was called with. */
  public @Nullable String input() {
    return scheduled == null ? null : scheduled.input();
  }

  /** Returns what a completed function gave. */
  public @Nullable String result() {
    return outcome instanceof LambdaFunctionCompleted completed ? completed.result() : null;
  }

  /** Returns why a failed function failed, in short. */
  public @Nullable String reason() {
    return outcome instanceof LambdaFunctionFailed failed ? failed.reason() : null;
  }

  /** Returns the details of a failure, or the message of a call that could not be made. */
  public @Nullable String details() {
    if (outcome instanceof StartLambdaFunctionFailed notCalled) {
      return notCalled.message();
    }
    return outcome instanceof LambdaFunctionFailed failed ? failed.details() : null;
  }

  /** Returns which timeout passed. */
  public @Nullable String timeoutType() {
    return outcome instanceof LambdaFunctionTimedOut timedOut ? timedOut.timeoutType() : null;
  }

  /** Returns why the service refused to schedule the function, or could not call it. */
  public @Nullable String cause() {
    if (outcome instanceof StartLambdaFunctionFailed notCalled) {
      return notCalled.cause();
    }
    return outcome instanceof ScheduleLambdaFunctionFailed refused ? refused.cause() : null;
  }
}
