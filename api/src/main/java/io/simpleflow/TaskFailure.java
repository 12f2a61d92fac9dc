package io.simpleflow;

import java.util.Optional;

/**
 * The failure or timeout of one attempt at a task, for a {@link FailureHandler}.
 *
 * @param task the task: {@code activity-}, {@code workflow-} or {@code lambda-} and its name
 * @param id the activity id, the child's workflow id, or the Lambda call's id
 * @param attempt the number of the attempt that failed, from 1
 * @param exception what the task's future would fail with
 * @param eventId the history event that told of it
 */
public record TaskFailure(
    String task, String id, int attempt, TaskException exception, long eventId) {

  /** What the worker, the child or the service gave as the reason; for a timeout, its type. */
  public String reason() {
    if (exception instanceof TaskFailedException failed) {
      return failed.reason();
    }
    return exception instanceof TaskTimedOutException timedOut
        ? timedOut.timeoutType()
        : String.valueOf(exception.getMessage());
  }

  /** The details that came with it. */
  public Optional<String> details() {
    if (exception instanceof TaskFailedException failed) {
      return failed.details();
    }
    return exception instanceof TaskTimedOutException timedOut
        ? timedOut.details()
        : Optional.empty();
  }

  /** The name of the class that was thrown, with its package, if the details tell it. */
  public Optional<String> errorType() {
    return exception instanceof TaskFailedException failed ? failed.errorType() : Optional.empty();
  }
}
