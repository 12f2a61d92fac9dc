package io.simpleflow.cli;

import picocli.CommandLine.Option;

/** The option that says how many tasks to show. */
final class TaskLimit {
  @Option(
      names = {"-n", "--nb-tasks"},
      paramLabel = "N",
      description = "Show at most so many tasks.")
  private int tasks = Integer.MAX_VALUE;

  /**
   * Returns the number, or one larger than any if none was given.
   *
   * @throws UsageException if it is not positive
   */
  int get() {
    if (tasks < 1) {
      throw new UsageException("--nb-tasks must be positive, not " + tasks);
    }
    return tasks;
  }
}
