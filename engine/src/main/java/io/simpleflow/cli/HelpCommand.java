package io.simpleflow.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    customSynopsis = "simpleflow help [COMMAND]",
    description = "Shows the help of a command, or of the program.",
    footer = "  simpleflow help start")
final class HelpCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
  private @Nullable String name;

  @Override
  public Integer call() {
    CommandLine self = Objects.requireNonNull(spec).commandLine();
    CommandLine root = self.getParent();
    CommandLine wanted = name == null ? root : root.getSubcommands().get(name);
    if (wanted == null) {
      throw new UsageException("there is no command '%s'".formatted(name));
    }
    wanted.usage(root.getOut());
    return 0;
  }
}
