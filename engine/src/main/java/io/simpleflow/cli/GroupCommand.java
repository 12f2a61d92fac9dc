package io.simpleflow.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Holds commands of one kind, such as {@code task info}; without one of them it shows its help. */
@Command
final class GroupCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine self = Objects.requireNonNull(spec).commandLine();
    self.usage(self.getErr());
    return Failures.USAGE;
  }
}
