package io.simpleflow;

import org.jspecify.annotations.Nullable;

/** No activity or workflow of the given name and version is on the class path. */
public final class TaskNotFoundException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception with the given message. */
  public TaskNotFoundException(String message) {
    super(message);
  }

  /** An exception with the given message and cause. */
  public TaskNotFoundException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
