package io.simpleflow;

import org.jspecify.annotations.Nullable;

/** There is no execution with the given ids, or it is closed where an open one is needed. */
public final class ExecutionNotFoundException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception with the given message. */
  public ExecutionNotFoundException(String message) {
    super(message);
  }

  /** An exception with the given message and cause. */
  public ExecutionNotFoundException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
