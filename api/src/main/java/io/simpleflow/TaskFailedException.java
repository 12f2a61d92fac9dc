package io.simpleflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An activity threw an exception, or could not be run at all, and has no attempt left. */
public final class TaskFailedException extends TaskException {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final @Nullable String details;
  private final @Nullable String errorType;

  /**
   * An exception for a failed task.
   *
   * @param task the task, such as {@code activity-Arithmetic.increment}
   * @param reason what the worker gave as the reason: the exception's class and message
   * @param details what it gave as details, JSON in the original's shape if it is simpleflow
   * @param errorType the name of the class thrown, with package, as the details tell it
   */
  public TaskFailedException(
      String task, String reason, Optional<String> details, Optional<String> errorType) {
    super(task, task + " failed: " + reason);
    this.reason = reason;
    this.details = details.orElse(null);
    this.errorType = errorType.orElse(null);
  }

  /** The exception's class and message, as the worker sent them. */
  public String reason() {
    return reason;
  }

  /** The failure's details as the worker sent them, such as the stack trace. */
  public Optional<String> details() {
    return Optional.ofNullable(details);
  }

  /** The name of the class that was thrown, with its package, if the details tell it. */
  public Optional<String> errorType() {
    return Optional.ofNullable(errorType);
  }
}
