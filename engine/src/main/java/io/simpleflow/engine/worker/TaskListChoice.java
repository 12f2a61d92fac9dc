package io.simpleflow.engine.worker;

import io.simpleflow.spi.RunOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which task lists the loops poll: those that were asked for; else every list, in one poll, where
 * the service can do that; else those that the tasks found name.
 */
final class TaskListChoice {
  private TaskListChoice() {}

  static List<Optional<String>> decisions(RunOptions options, Work work) {
    return choose(
        options,
        work,
        work.tasks().workflows().stream().flatMap(w -> w.defaults().taskList().stream()));
  }

  static List<Optional<String>> activities(RunOptions options, Work work) {
    return choose(
        options,
        work,
        work.tasks().activities().stream().flatMap(a -> a.options().taskList().stream()));
  }

  private static List<Optional<String>> choose(
      RunOptions options, Work work, Stream<String> named) {
    if (!options.taskLists().isEmpty()) {
      return options.taskLists().stream().sorted().map(Optional::of).toList();
    } else if (work.service().limits().pollsEveryTaskList()) {
      return List.of(Optional.empty());
    }
    return named.distinct().sorted().map(Optional::of).toList();
  }
}
