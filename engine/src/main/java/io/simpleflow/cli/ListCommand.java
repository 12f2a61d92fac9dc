package io.simpleflow.cli;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.stats.ExecutionReport;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.ExecutionFilter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    customSynopsis = "simpleflow list [OPTIONS] [DOMAIN]",
    description = "Lists executions, those started last first: workflow id, type and status.",
    footer = {
      "  simpleflow list",
      "  simpleflow list --status closed --started-since 1",
      "  simpleflow --format json --header list --status all"
    })
final class ListCommand implements Callable<Integer> {
  /** Which executions to list. */
  enum Status {
    OPEN,
    CLOSED,
    ALL
  }

  private final Session session;

  @Parameters(arity = "0..*", paramLabel = "[DOMAIN]", hideParamSyntax = true, hidden = true)
  private List<String> words = new ArrayList<>();

  @Option(
      names = {"-s", "--status"},
      paramLabel = "open|closed|all",
      description = "Which to list; open by default.")
  private Status status = Status.OPEN;

  @Option(
      names = {"-d", "--started-since"},
      paramLabel = "DAYS",
      description = "Only those started in the last so many days; 30 by default.")
  private int days = 30;

  ListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    try (Simpleflow simpleflow = session.open(Access.READ, words, 1)) {
      ExecutionWords.refuse(words, simpleflow.backend().domain());
      List<ExecutionInfo> executions = simpleflow.histories().list(filter());
      session.print(ExecutionReport.list(executions));
      if (executions.isEmpty() && status != Status.ALL) {
        session.note(
            "no %s executions; all are listed by: %s"
                .formatted(
                    status == Status.OPEN ? "open" : "closed",
                    session.command("list", "--status", "all")));
      }
      return 0;
    }
  }

  private ExecutionFilter filter() {
    ExecutionFilter all = ExecutionFilter.all();
    return new ExecutionFilter(
        switch (status) {
          case OPEN -> Optional.of(ExecutionStatus.OPEN);
          case CLOSED -> Optional.of(ExecutionStatus.CLOSED);
          case ALL -> Optional.empty();
        },
        all.workflowId(),
        all.typeName(),
        all.typeVersion(),
        all.tag(),
        all.closeStatus(),
        Optional.of(session.clock().instant().minus(Duration.ofDays(days))),
        all.startedUntil(),
        all.closedSince(),
        all.closedUntil(),
        all.limit());
  }
}
