package io.simpleflow.cli;

import io.simpleflow.spi.RunOptions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a decider or a worker takes its tasks, and how many at once. */
final class PollingOptions {
  @Option(
      names = {"-t", "--task-list"},
      paramLabel = "NAME",
      description = "A task list to poll, instead of those that the code names; may be repeated.")
  private List<String> taskLists = List.of();

  @Option(
      names = {"-N", "--concurrency", "--nb-processes"},
      paramLabel = "N",
      description = {
        "How many tasks of each list to handle at once, in this one process: a list is polled for"
            + " itself, so that two lists make twice as many."
      })
  private @Nullable Integer concurrency;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "How long to let what is running finish when told to stop; 10 by default.")
  private @Nullable Long grace;

  /** How many tasks at once. */
  int concurrency(int standard, int most) {
    return RunSettings.number("--concurrency", concurrency, standard, most);
  }

  /** The task lists that were named. */
  Set<String> taskLists() {
    taskLists.forEach(list -> Names.check("--task-list", list));
    return new LinkedHashSet<>(taskLists);
  }

  /** The task lists that were named, or else these, of which there must be one. */
  Set<String> taskListsOr(Set<String> ofCode) {
    return taskLists.isEmpty() ? ofCode : taskLists();
  }

  /** The standard options with this wait for what is running. */
  RunOptions standard() {
    RunOptions standard = RunOptions.standard();
    return grace == null ? standard : standard.withGrace(seconds("--grace", grace));
  }

  /**
   * Returns a time.
   *
   * @throws UsageException if it is negative
   */
  static Duration seconds(String option, long seconds) {
    if (seconds < 0) {
      throw new UsageException("%s must not be negative, as %d is".formatted(option, seconds));
    }
    return Duration.ofSeconds(seconds);
  }

  /** How many tasks at once on which lists, as a person reads it. */
  static String text(int concurrency, Set<String> taskLists) {
    return "%d at once on %s%s"
        .formatted(concurrency, taskLists.size() == 1 ? "" : "each of the ", text(taskLists));
  }

  /** Task lists as a person reads them. */
  static String text(Set<String> taskLists) {
    return (taskLists.size() == 1 ? "task list " : "task lists ")
        + taskLists.stream().sorted().collect(Collectors.joining(", "));
  }
}
