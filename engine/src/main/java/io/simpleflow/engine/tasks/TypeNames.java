package io.simpleflow.engine.tasks;

import java.util.Optional;

/** SWF's rules for the names and versions of types. */
final class TypeNames {
  private static final int NAME_CHARACTERS = 256;
  private static final int VERSION_CHARACTERS = 64;

  private TypeNames() {}

  /** Checks a type's name and version. */
  static void check(TaskPlace place, String name, String version) {
    fault(name, NAME_CHARACTERS)
        .ifPresent(
            fault -> {
              throw place.problem("the name '" + name + "' " + fault);
            });
    fault(version, VERSION_CHARACTERS)
        .ifPresent(
            fault -> {
              throw place.problem("the version '" + version + "' " + fault);
            });
  }

  /** Checks the name of a task list. */
  static void checkTaskList(TaskPlace place, String name) {
    fault(name, NAME_CHARACTERS)
        .ifPresent(
            fault -> {
              throw place.problem("the task list '" + name + "' " + fault);
            });
  }

  private static Optional<String> fault(String text, int longest) {
    if (text.isEmpty()) {
      return Optional.of("is empty; give it 1 to " + longest + " characters");
    }
    if (text.length() > longest) {
      return Optional.of(
          "has " + text.length() + " characters; SWF allows " + longest + ", choose a shorter one");
    }
    if (!text.equals(text.strip())) {
      return Optional.of("begins or ends with a blank; SWF does not allow that");
    }
    if (text.equals("arn")) {
      return Optional.of("is reserved by SWF; choose another");
    }
    if (text.chars().anyMatch(c -> ":/|".indexOf(c) >= 0 || Character.isISOControl(c))) {
      return Optional.of("has a ':', '/', '|' or control character, which SWF does not allow");
    }
    return Optional.empty();
  }
}
