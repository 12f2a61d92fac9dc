package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.BackendProvider.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    customSynopsis = "simpleflow cancel [OPTIONS] [DOMAIN] WORKFLOW_ID [RUN_ID]",
    description = "Asks an open execution to cancel itself.",
    footer = "  simpleflow cancel basic-example-1700000000000")
final class CancelCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "[DOMAIN] WORKFLOW_ID [RUN_ID]",
      hideParamSyntax = true,
      description = "Which execution; without a run id the open one of that id.")
  private List<String> words = new ArrayList<>();

  CancelCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (Simpleflow simpleflow = session.open(Access.WRITE, words, 3)) {
      ExecutionId execution = ExecutionFinder.findNamed(simpleflow, words);
      simpleflow.executor().requestCancel(execution);
      session.noteThatItMustGoOn(execution);
      return 0;
    }
  }
}
