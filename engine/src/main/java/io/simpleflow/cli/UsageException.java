package io.simpleflow.cli;

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
}
