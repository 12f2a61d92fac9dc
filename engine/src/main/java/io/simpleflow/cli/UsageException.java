package io.simpleflow.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something on the command line, or in the environment that stands for it, makes no sense. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    this(message, null);
  }

  UsageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Asks a service for something with values from the command line; it answers those that it does
   * not allow with {@link IllegalArgumentException}.
   *
   * @throws UsageException if it does
   */
  static <T> T ifRefused(Supplier<T> request) {
    try {
      return request.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }
}
