package io.simpleflow;

import org.jspecify.annotations.Nullable;

/** A value could not be written as JSON, or JSON could not be read as the value wanted. */
public final class SerializationException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception with the given message. */
  public SerializationException(String message) {
    super(message);
  }

  /** An exception with the given message and cause. */
  public SerializationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
