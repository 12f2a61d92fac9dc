package io.simpleflow;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions of this library. Its message is one line that says what was wrong,
 * where, and what to do.
 */
public class SimpleflowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An exception with the given message. */
  public SimpleflowException(String message) {
    super(message);
  }

  /** An exception with the given message and cause. */
  public SimpleflowException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The message; never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
