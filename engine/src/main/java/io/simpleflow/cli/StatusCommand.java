package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.stats.StatusReport;
import io.simpleflow.history.History;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    customSynopsis = "simpleflow status [OPTIONS] [[DOMAIN] WORKFLOW_ID [RUN_ID]]",
    description = "Shows the state of each task of an execution, newest first.",
    footer = {
      "  simpleflow status",
      "  simpleflow status basic-example-1700000000000 --nb-tasks 3",
      "  simpleflow --format json --header status basic-example-1700000000000"
    })
final class StatusCommand extends ReportCommand {
  @Mixin private final TaskLimit limit = new TaskLimit();

  StatusCommand(Session session) {
    super(session);
  }

  @Override
  void report(String domain, ExecutionId execution, History history) throws IOException {
    if (session.format().isPresent()) {
      session.print(StatusReport.table(history, limit.get()));
    } else {
      session
          .streams
          .out()
          .append(StatusReport.text(domain, execution.workflowId(), history, limit.get()));
    }
  }
}
