package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.History;
import io.simpleflow.spi.BackendProvider.Access;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;

/** A command that reports on one execution, open or closed. */
abstract class ReportCommand implements Callable<Integer> {
  final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "[[DOMAIN] WORKFLOW_ID [RUN_ID]]",
      hideParamSyntax = true,
      description = "Which execution: without a run id the latest of that id, or else of all.")
  List<String> words = new ArrayList<>();

  ReportCommand(Session session) {
    this.session = session;
  }

  /**
   * Prints the report.
   *
   * @param history the execution's history so far
   */
  abstract void report(String domain, ExecutionId execution, History history) throws IOException;

  @Override
  public final Integer call() throws IOException {
    try (Simpleflow simpleflow = session.open(Access.READ, words, 3)) {
      ExecutionId execution = ExecutionFinder.find(simpleflow, words);
      History history = History.of(simpleflow.histories().events(execution));
      report(simpleflow.backend().domain(), execution, history);
      return 0;
    }
  }
}
