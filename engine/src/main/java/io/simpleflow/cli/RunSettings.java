package io.simpleflow.cli;

import io.simpleflow.spi.RunOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many deciders and workers run here. */
final class RunSettings {
  static final int MOST_WORKERS = 10_000;
  static final int MOST_DECIDERS = 1_000;

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
   * @throws UsageException if a number is not positive, as nothing would ever happen, or so large
   *     that the process would have no threads left
   */
  RunOptions get() {
    RunOptions standard = RunOptions.standard();
    return standard.withConcurrency(
        number("--deciders", deciders, standard.deciders(), MOST_DECIDERS),
        number("--workers", workers, standard.workers(), MOST_WORKERS));
  }

  /**
   * Refuses the options where nothing runs in this process.
   *
   * @throws UsageException if one is given and the backend leaves executions to others
   */
  void refuseElsewhere(Session session) {
    if (session.isShared() && (workers != null || deciders != null)) {
      throw new UsageException(
          "--workers and --deciders are for what runs here; with backend '%s' that is done by"
                  .formatted(session.backendName())
              + " 'simpleflow decider start' and 'simpleflow worker start'");
    }
  }

  /**
   * Returns a number of things at once.
   *
   * @throws UsageException if it is not positive, or too large
   */
  static int number(String option, @Nullable Integer given, int standard, int most) {
    int number = given == null ? standard : given;
    if (number < 1) {
      throw new UsageException("%s must be positive, not %d".formatted(option, number));
    }
    if (number > most) {
      throw new UsageException("%s may be at most %,d, not %,d".formatted(option, most, number));
    }
    return number;
  }
}
