package io.simpleflow.cli;

import io.simpleflow.spi.RunOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many deciders and workers run here. */
final class RunSettings {
  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many activities run at once; by default four for each processor.")
  private @Nullable Integer workers;

  @Option(
      names = "--deciders",
      paramLabel = "N",
      description = "How many decisions are made at once; by default one for each processor.")
  private @Nullable Integer deciders;

  /**
   * Returns the options for a run.
   *
   * @throws UsageException if a number is not positive: nothing would ever happen
   */
  RunOptions get() {
    RunOptions standard = RunOptions.standard();
    return standard.withConcurrency(
        positive("--deciders", deciders, standard.deciders()),
        positive("--workers", workers, standard.workers()));
  }

  private static int positive(String option, @Nullable Integer given, int standard) {
    int number = given == null ? standard : given;
    if (number < 1) {
      throw new UsageException("%s must be positive, not %d".formatted(option, number));
    }
    return number;
  }
}
