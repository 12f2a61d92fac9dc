package io.simpleflow;

import org.jspecify.annotations.Nullable;

/** An open execution has the workflow id that a new one was to get. */
public final class ExecutionAlreadyStartedException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception with the given message. */
  public ExecutionAlreadyStartedException(String message) {
    super(message);
  }

  /** An exception with the given message and cause. */
  public ExecutionAlreadyStartedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
