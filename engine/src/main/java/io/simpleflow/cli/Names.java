package io.simpleflow.cli;

import org.jspecify.annotations.Nullable;

/** Names and ids that people give. */
final class Names {
  /** SWF's; no other backend has needed longer ones. */
  private static final int LONGEST = 256;

  private Names() {}

  /**
   * Checks the value of an option.
   *
   * @param name the value, or null if the option was not given
   * @throws UsageException if it is empty or longer than names are
   */
  static void check(String option, @Nullable String name) {
    if (name == null) {
      return;
    }
    if (name.isEmpty()) {
      throw new UsageException(option + " is empty");
    }
    if (name.length() > LONGEST) {
      throw new UsageException(
          "%s has %,d characters, where there may be %d".formatted(option, name.length(), LONGEST));
    }
  }
}
