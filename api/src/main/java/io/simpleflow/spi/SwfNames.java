package io.simpleflow.spi;

import java.util.Optional;

/**
 * SWF's rules for names, ids and versions. A refusal shows the beginning of what it refuses, in one
 * line.
 */
public final class SwfNames {
  /** The most characters of a name or an id. */
  public static final int MAXIMUM = 256;

  private static final int VERSION_CHARACTERS = 64;
  private static final int SHOWN_CHARACTERS = 60;

  private SwfNames() {}

  /**
   * Refuses a name that SWF would refuse.
   *
   * @param what what it names, for the message
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static void require(String what, String name) {
    require(what, name, MAXIMUM);
  }

  /**
   * Refuses a version of a type that SWF would refuse.
   *
   * @param what of what it is, for the message
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static void requireVersion(String what, String version) {
    require("version of " + what, version, VERSION_CHARACTERS);
  }

  private static void require(String what, String name, int longest) {
    requireText(what, name, longest);
    refuse(what, name, fault(name, longest));
  }

  /**
   * Refuses a text that SWF would refuse where it allows any characters, as in the names of signals
   * and markers and in tags.
   *
   * @param what what it is, for the message
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static void requireText(String what, String text) {
    requireText(what, text, MAXIMUM);
  }

  /**
   * As {@link #requireText(String, String)}, for texts of another length.
   *
   * @param longest the most characters it may have
   */
  public static void requireText(String what, String text, int longest) {
    if (text == null) { // From code without null checks.
      throw new IllegalArgumentException(
          "the %s is null; give it 1 to %d characters".formatted(what, longest));
    }
    refuse(what, text, lengthFault(text, longest));
  }

  /**
   * Refuses a name that could be one of the engine's own markers or timers.
   *
   * @param what what it names, for the message
   * @throws IllegalArgumentException if it begins as theirs do
   */
  public static void requireUnreserved(String what, String name) {
    if (isReserved(name)) {
      refuse(
          what,
          name,
          Optional.of("begins with _simpleflow_, as the engine's own do; choose another"));
    }
  }

  /** Whether a name begins as those of the engine's own markers and timers do. */
  public static boolean isReserved(String name) {
    return name.startsWith("_simpleflow_") || name.startsWith("__simpleflow_");
  }

  private static void refuse(String what, String name, Optional<String> fault) {
    if (fault.isPresent()) {
      throw new IllegalArgumentException(
          "the %s '%s' %s".formatted(what, shown(name), fault.get()));
    }
  }

  private static String shown(String name) {
    String start =
        name.length() > SHOWN_CHARACTERS ? name.substring(0, SHOWN_CHARACTERS) + "…" : name;
    return start.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "?");
  }

  private static Optional<String> lengthFault(String name, int longest) {
    if (name.isEmpty()) {
      return Optional.of("is empty; give it 1 to " + longest + " characters");
    }
    return name.length() > longest
        ? Optional.of(
            "has %,d characters; SWF allows %d, choose a shorter one"
                .formatted(name.length(), longest))
        : Optional.empty();
  }

  /**
   * Says what is wrong with a name, as the end of a sentence that begins with it.
   *
   * @param longest the most characters it may have
   */
  public static Optional<String> fault(String name, int longest) {
    Optional<String> length = lengthFault(name, longest);
    if (length.isPresent()) {
      return length;
    }
    if (!name.equals(name.strip())) {
      return Optional.of("begins or ends with a blank; SWF does not allow that");
    }
    if (name.equals("arn")) {
      return Optional.of("is reserved by SWF; choose another");
    }
    if (hasForbiddenCharacter(name)) {
      return Optional.of("has a ':', '/', '|' or control character, which SWF does not allow");
    }
    return Optional.empty();
  }

  private static boolean hasForbiddenCharacter(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == ':' || c == '/' || c == '|' || Character.isISOControl(c)) {
        return true;
      }
    }
    return false;
  }
}
