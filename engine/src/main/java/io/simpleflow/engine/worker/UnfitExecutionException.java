package io.simpleflow.engine.worker;

import io.simpleflow.SimpleflowException;

/** An execution cannot be decided with the code that is here; trying again would not help. */
final class UnfitExecutionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final SimpleflowException reason;

  UnfitExecutionException(Throwable cause) {
    super(cause);
    reason =
        cause instanceof SimpleflowException exception
            ? exception
            : new SimpleflowException("no decision can be made: " + cause, cause);
  }

  SimpleflowException reason() {
    return reason;
  }
}
