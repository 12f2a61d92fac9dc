package io.simpleflow;

import org.jspecify.annotations.Nullable;

/**
 * Workflow code blocked its thread by itself, with something other than a future, and was stopped.
 * The execution is left as it is; it goes on once the code no longer does that.
 */
public final class WorkflowBlockedException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception with the given message. */
  public WorkflowBlockedException(String message) {
    super(message);
  }

  /** An exception with the given message and cause. */
  public WorkflowBlockedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
