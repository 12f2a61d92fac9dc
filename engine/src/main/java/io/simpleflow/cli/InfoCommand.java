package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.stats.ExecutionReport;
import io.simpleflow.history.History;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
    customSynopsis = "simpleflow info [OPTIONS] [[DOMAIN] WORKFLOW_ID [RUN_ID]]",
    description = {
      "Shows an execution: its type, ids and tags, the seconds from its first task's beginning to the"
          + " last change of any, the input of its first task, and the state that its code tells."
    },
    footer = {"  simpleflow info", "  simpleflow --format human info basic-example-1700000000000"})
final class InfoCommand extends ReportCommand {
  InfoCommand(Session session) {
    super(session);
  }

  @Override
  void report(String domain, ExecutionId execution, History history) throws IOException {
    session.print(ExecutionReport.info(domain, execution, history));
  }
}
