package io.simpleflow.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Holds the commands about single tasks: {@code task info}. */
@Command(
    customSynopsis = "simpleflow task COMMAND",
    description = "Shows single tasks.",
    footer = "  simpleflow task info basic-example-1700000000000 Arithmetic.increment")
final class TaskCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  TaskCommand(Session session) {
    // Its commands have it: see Commands.
  }

  @Override
  public Integer call() {
    CommandLine self = Objects.requireNonNull(spec).commandLine();
    self.usage(self.getErr());
    return Failures.USAGE;
  }
}
