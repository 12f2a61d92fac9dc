package io.simpleflow;

import org.jspecify.annotations.Nullable;

/**
 * Histories could not be read or written: the file is damaged, foreign, newer than this program,
 * owned by another process, read-only, or the disk is full.
 */
public final class StoreException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception with the given message. */
  public StoreException(String message) {
    super(message);
  }

  /** An exception with the given message and cause. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
