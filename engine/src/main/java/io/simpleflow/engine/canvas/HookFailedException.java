package io.simpleflow.engine.canvas;

import java.util.Objects;

/** A hook that decides has thrown; the cause is what. */
public final class HookFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  HookFailedException(Throwable thrown) {
    super(thrown);
  }

  /** What the hook has thrown. */
  public Throwable thrown() {
    return Objects.requireNonNull(getCause());
  }
}
