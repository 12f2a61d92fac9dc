package io.simpleflow.cli;

import io.simpleflow.spi.RunOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often a worker says that an activity is alive. */
final class HeartbeatOption {
  @Option(
      names = "--heartbeat",
      paramLabel = "SECONDS",
      description = "How often to say that an activity is alive; 60 by default, 0 for never.")
  private @Nullable Long heartbeat;

  /** Returns options with this interval. */
  RunOptions in(RunOptions options) {
    return heartbeat == null
        ? options
        : options.withHeartbeatInterval(PollingOptions.seconds("--heartbeat", heartbeat));
  }
}
