package io.simpleflow.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that the original has and this program has something else for: they say what. */
final class RetiredOptions {
  @Option(
      names = {"--middleware-pre-execution", "--middleware-post-execution"},
      hidden = true)
  private @Nullable String middleware;

  @Option(
      names = {"-l", "--log-level"},
      hidden = true)
  private @Nullable String logLevel;

  /**
   * Refuses what was given of them.
   *
   * @throws UsageException if there is something
   */
  void check() {
    if (middleware != null) {
      throw new UsageException(
          "there is no middleware by option, such as %s: an ActivityInterceptor on the class path"
                  .formatted(middleware)
              + " runs around every activity");
    }
    if (logLevel != null) {
      throw new UsageException(
          "there is no --log-level: set LOG_LEVEL=%s, or --verbose".formatted(logLevel));
    }
  }
}
