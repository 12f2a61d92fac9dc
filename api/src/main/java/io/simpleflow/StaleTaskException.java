package io.simpleflow;

import org.jspecify.annotations.Nullable;

/**
 * A worker or decider answered a task that is no longer its own: it timed out, was answered before,
 * or the execution is closed. SWF's UnknownResourceFault.
 */
public final class StaleTaskException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception with the given message. */
  public StaleTaskException(String message) {
    super(message);
  }

  /** An exception with the given message and cause. */
  public StaleTaskException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
