package io.simpleflow.cli;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    customSynopsis = "simpleflow completion",
    description = "Prints a script that completes commands and options in bash and zsh.",
    footer = "  source <(simpleflow completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    session
        .streams
        .out()
        .append(AutoComplete.bash("simpleflow", Objects.requireNonNull(spec).root().commandLine()))
        .append('\n');
    return 0;
  }
}
