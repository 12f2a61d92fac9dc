package io.simpleflow;

import org.jspecify.annotations.Nullable;

/**
 * Workflow code asked for something else on replay than its history says it had asked for. The
 * execution is left as it is; it goes on once the code fits its history again.
 */
public final class NonDeterminismException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception with the given message. */
  public NonDeterminismException(String message) {
    super(message);
  }

  /** An exception with the given message and cause. */
  public NonDeterminismException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
