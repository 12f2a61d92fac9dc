package io.simpleflow.engine.tasks;

import io.simpleflow.spi.SwfNames;

/** SWF's rules for the names and versions of types. */
final class TypeNames {
  private static final int VERSION_CHARACTERS = 64;

  private TypeNames() {}

  /** Checks a type's name and version. */
  static void check(TaskPlace place, String name, String version) {
    SwfNames.fault(name, SwfNames.MAXIMUM)
        .ifPresent(
            fault -> {
              throw place.problem("the name '" + name + "' " + fault);
            });
    SwfNames.fault(version, VERSION_CHARACTERS)
        .ifPresent(
            fault -> {
              throw place.problem("the version '" + version + "' " + fault);
            });
  }

  /** Checks the name of a task list. */
  static void checkTaskList(TaskPlace place, String name) {
    SwfNames.fault(name, SwfNames.MAXIMUM)
        .ifPresent(
            fault -> {
              throw place.problem("the task list '" + name + "' " + fault);
            });
  }
}
