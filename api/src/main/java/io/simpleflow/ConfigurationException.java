package io.simpleflow;

import org.jspecify.annotations.Nullable;

/**
 * Something was set up wrongly: a setting, an annotation, a plugin, an option. Not worth a retry.
 */
public final class ConfigurationException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception with the given message. */
  public ConfigurationException(String message) {
    super(message);
  }

  /** An exception with the given message and cause. */
  public ConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
