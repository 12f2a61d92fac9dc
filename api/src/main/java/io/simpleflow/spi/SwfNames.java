package io.simpleflow.spi;

import java.util.Optional;

/** SWF's rules for names, ids and versions. */
public final class SwfNames {
  /** The most characters of a name or an id. */
  public static final int MAXIMUM = 256;

  private static final int VERSION_CHARACTERS = 64;

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
    Optional<String> fault = fault(name, longest);
    if (fault.isPresent()) {
      throw new IllegalArgumentException("the %s '%s' %s".formatted(what, name, fault.get()));
    }
  }

  /**
   * Says what is wrong with a name, as the end of a sentence that begins with it.
   *
   * @param longest the most characters it may have
   */
  public static Optional<String> fault(String name, int longest) {
    if (name.isEmpty()) {
      return Optional.of("is empty; give it 1 to " + longest + " characters");
    }
    if (name.length() > longest) {
      return Optional.of(
          "has " + name.length() + " characters; SWF allows " + longest + ", choose a shorter one");
    }
    if (!name.equals(name.strip())) {
      return Optional.of("begins or ends with a blank; SWF does not allow that");
    }
    if (name.equals("arn")) {
      return Optional.of("is reserved by SWF; choose another");
    }
    if (name.chars().anyMatch(c -> ":/|".indexOf(c) >= 0 || Character.isISOControl(c))) {
      return Optional.of("has a ':', '/', '|' or control character, which SWF does not allow");
    }
    return Optional.empty();
  }
}
