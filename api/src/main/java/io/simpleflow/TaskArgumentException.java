package io.simpleflow;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of a task do not fit its parameters: one too many, one missing, or of the wrong
 * type.
 */
public final class TaskArgumentException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception with the given message. */
  public TaskArgumentException(String message) {
    super(message);
  }

  /** An exception with the given message and cause. */
  public TaskArgumentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
