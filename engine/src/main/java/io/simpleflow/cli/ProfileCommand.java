package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.stats.ProfileReport;
import io.simpleflow.history.History;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    customSynopsis = "simpleflow profile [OPTIONS] [[DOMAIN] WORKFLOW_ID [RUN_ID]]",
    description = "Shows how long each task of an execution waited and ran, longest first.",
    footer = {
      "  simpleflow profile",
      "  simpleflow profile basic-example-1700000000000 --nb-tasks 3",
      "  simpleflow --format csv --header profile > profile.csv"
    })
final class ProfileCommand extends ReportCommand {
  @Mixin private final TaskLimit limit = new TaskLimit();

  ProfileCommand(Session session) {
    super(session);
  }

  @Override
  void report(String domain, ExecutionId execution, History history) throws IOException {
    if (session.format().isPresent()) {
      session.print(ProfileReport.table(history, limit.get()));
    } else {
      session
          .streams
          .out()
          .append(ProfileReport.text(domain, execution.workflowId(), history, limit.get()));
    }
  }
}
