package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.spi.BackendProvider.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    customSynopsis = "simpleflow terminate [OPTIONS] [DOMAIN] WORKFLOW_ID [RUN_ID]",
    description = "Ends an open execution at once, without asking it.",
    footer = "  simpleflow terminate basic-example-1700000000000 --reason 'started by mistake'")
final class TerminateCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "[DOMAIN] WORKFLOW_ID [RUN_ID]",
      hideParamSyntax = true,
      description = "Which execution; without a run id the open one of that id.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, in short.")
  private @Nullable String reason;

  @Option(names = "--details", paramLabel = "TEXT", description = "Why, at length.")
  private @Nullable String details;

  @Option(
      names = "--child-policy",
      paramLabel = "POLICY",
      description = "What becomes of its children: terminate, request_cancel or abandon.")
  private @Nullable ChildPolicy childPolicy;

  TerminateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (Simpleflow simpleflow = session.open(Access.WRITE, words, 3)) {
      ExecutionId execution = ExecutionFinder.findNamed(simpleflow, words);
      return UsageException.ifRefused(
          () -> {
            simpleflow
                .executor()
                .terminate(execution, reason, details, Optional.ofNullable(childPolicy));
            return 0;
          });
    }
  }
}
