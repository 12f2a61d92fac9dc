package io.simpleflow.local.service;

import org.jspecify.annotations.Nullable;

/** SWF's limits on what callers send; all throw {@link IllegalArgumentException}. */
final class Checks {
  private static final int DATA = 32_768;
  private static final int NAME = 256;
  private static final int DURATION = 8;
  private static final long YEAR = 31_536_000;
  private static final String EXECUTION_TIMEOUT = "executionStartToCloseTimeout";

  private Checks() {}

  /** An input, result, control, details or the like. */
  static void data(String what, @Nullable String value) {
    atMost(what, value, DATA);
  }

  static void atMost(String what, @Nullable String value, int characters) {
    if (value != null && value.length() > characters) {
      throw new IllegalArgumentException(
          "%s has %,d characters; the service takes at most %,d"
              .formatted(what, value.length(), characters));
    }
  }

  /** A name that the service only stores: of a signal, a marker, a timer. */
  static void name(String what, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    atMost(what, value, NAME);
  }

  /** An id or name that also stands in Amazon's resource names. */
  static void identifier(String what, String value) {
    name(what, value);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ':' || c == '/' || c == '|' || c < 0x20 || (c >= 0x7f && c <= 0x9f)) {
        throw new IllegalArgumentException(
            "%s '%s' contains %s, which SWF does not allow"
                .formatted(
                    what,
                    printable(value),
                    c < 0x20 || c > 0x7e ? "a control character" : "'" + c + "'"));
      }
    }
    if (value.equals("arn")) {
      throw new IllegalArgumentException(what + " must not be 'arn'");
    }
  }

  private static String printable(String value) {
    return value.replaceAll("\\p{Cntrl}", "?");
  }

  /** A timeout: whole seconds, or NONE. */
  static void timeout(String what, @Nullable String value) {
    if (value != null && !value.equals("NONE")) {
      seconds(what, value);
    }
  }

  private static boolean isDigits(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** A number of whole seconds. */
  static void seconds(String what, @Nullable String value) {
    if (value != null && (value.isEmpty() || value.length() > DURATION || !isDigits(value))) {
      throw new IllegalArgumentException(
          "%s is '%s'; it must be a number of whole seconds, at most %d digits"
              .formatted(what, value, DURATION));
    }
  }

  /**
   * How long an execution may take: whole seconds, at most a year. NONE is not allowed: SWF has a
   * limit for every execution.
   */
  static void executionTimeout(@Nullable String value) {
    seconds(EXECUTION_TIMEOUT, value);
    if (value != null && Long.parseLong(value) > YEAR) {
      throw new IllegalArgumentException(
          "%s is %,d seconds; the service takes at most %,d, which is a year"
              .formatted(EXECUTION_TIMEOUT, Long.parseLong(value), YEAR));
    }
  }

  /** A task's priority: an integer. */
  static void priority(@Nullable String value) {
    if (value != null) {
      try {
        Integer.parseInt(value);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "taskPriority is '" + value + "'; it must be an integer", e);
      }
    }
  }
}
