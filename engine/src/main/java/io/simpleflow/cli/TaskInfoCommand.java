package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.stats.TaskReport;
import io.simpleflow.history.History;
import io.simpleflow.spi.BackendProvider.Access;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    customSynopsis = "simpleflow task info [OPTIONS] [DOMAIN] WORKFLOW_ID [RUN_ID] TASK_ID",
    description = "Shows the latest attempt of an activity.",
    footer = {
      "  simpleflow task info basic-example-1 Arithmetic.increment",
      "  simpleflow --format human task info order-17 activity-com.acme.Bank.charge-1 --details"
    })
final class TaskInfoCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..*",
      paramLabel = "[DOMAIN] WORKFLOW_ID [RUN_ID] TASK_ID",
      hideParamSyntax = true,
      description = "Which execution, and which of its tasks: its id, or its name in the status.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--details",
      negatable = true,
      description = "With the details of its failure, or without (the default).")
  private boolean details;

  TaskInfoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (words.size() < 2) {
      throw new UsageException("which task? Name the workflow id and the task");
    }
    String task = words.get(words.size() - 1);
    List<String> ids = words.subList(0, words.size() - 1);
    try (Simpleflow simpleflow = session.open(Access.READ, ids, 3)) {
      ExecutionId execution = ExecutionFinder.findNamed(simpleflow, ids);
      History history = History.of(simpleflow.histories().events(execution));
      session.print(
          TaskReport.table(history, task, details)
              .orElseThrow(
                  () ->
                      new TaskNotFoundException(
                          "there is no activity '%s' in execution %s; its tasks are shown by: %s"
                              .formatted(
                                  task,
                                  execution.workflowId(),
                                  session.command("status", execution.workflowId())))));
      return 0;
    }
  }
}
