package io.simpleflow.cli;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.stats.ExecutionReport;
import io.simpleflow.engine.stats.ExecutionReport.Started;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.BackendProvider.Access;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.HistorySource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    customSynopsis = "simpleflow filter [OPTIONS] [DOMAIN]",
    description = "Lists the executions that fit all options, with everything known of them.",
    footer = {
      "  simpleflow --header filter --workflow-type-name basic",
      "  simpleflow --format human filter --close-status failed --from-date 2026-01-31",
      "  simpleflow --format csv --header filter --tag nightly --started-since 7"
    })
final class FilterCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "0..*", paramLabel = "[DOMAIN]", hideParamSyntax = true, hidden = true)
  private List<String> words = new ArrayList<>();

  @Option(
      names = {"-s", "--status"},
      paramLabel = "open|closed",
      description = "Only the open, or only the closed ones.")
  private @Nullable ExecutionStatus status;

  @Option(
      names = {"-c", "--close-status"},
      paramLabel = "STATUS",
      description =
          "Only those that ended so: completed, failed, canceled, terminated, continued_as_new or"
              + " timed_out.")
  private @Nullable CloseStatus closeStatus;

  @Option(names = "--tag", paramLabel = "TAG", description = "Only those with this tag.")
  private @Nullable String tag;

  @Option(names = "--workflow-id", paramLabel = "ID", description = "Only those of this id.")
  private @Nullable String workflowId;

  @Option(
      names = "--workflow-type-name",
      paramLabel = "NAME",
      description = "Only those of a workflow of this name.")
  private @Nullable String typeName;

  @Option(
      names = "--workflow-type-version",
      paramLabel = "VERSION",
      description = "Only those of a workflow of this version.")
  private @Nullable String typeVersion;

  @Option(
      names = {"-d", "--started-since"},
      paramLabel = "DAYS",
      description = "Only those started in the last so many days; 30 by default.")
  private @Nullable Integer days;

  @Option(
      names = "--from-date",
      paramLabel = "DATE",
      description = "Only those started since: 2026-01-31, 2026-01-31T13:45 or with seconds; UTC.")
  private @Nullable String from;

  @Option(
      names = "--to-date",
      paramLabel = "DATE",
      description = "Only those started until; a date alone includes that day.")
  private @Nullable String to;

  FilterCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    ExecutionFilter filter = filter();
    try (Simpleflow simpleflow = session.open(Access.READ, words, 1)) {
      ExecutionWords.refuse(words, simpleflow.backend().domain());
      HistorySource histories = simpleflow.histories();
      List<Started> executions = new ArrayList<>();
      for (ExecutionInfo info : histories.list(filter)) {
        List<HistoryEvent> first = histories.events(info.execution(), 0, 1);
        if (!first.isEmpty() && first.get(0) instanceof WorkflowExecutionStarted event) {
          executions.add(new Started(info, event));
        }
      }
      session.print(ExecutionReport.filter(executions));
      return 0;
    }
  }

  private ExecutionFilter filter() {
    if (closeStatus != null && status == ExecutionStatus.OPEN) {
      throw new UsageException("--close-status is for closed executions, --status asks for open");
    }
    if (days != null && from != null) {
      throw new UsageException("--started-since and --from-date exclude each other");
    }
    return new ExecutionFilter(
        Optional.ofNullable(closeStatus == null ? status : ExecutionStatus.CLOSED),
        Optional.ofNullable(workflowId),
        Optional.ofNullable(typeName),
        Optional.ofNullable(typeVersion),
        Optional.ofNullable(tag),
        Optional.ofNullable(closeStatus),
        Optional.of(since()),
        Optional.ofNullable(to).map(text -> Dates.parse("--to-date", text, true)),
        Optional.empty(),
        Optional.empty(),
        Integer.MAX_VALUE);
  }

  private Instant since() {
    return from == null
        ? session.clock().instant().minus(Duration.ofDays(days == null ? 30 : days))
        : Dates.parse("--from-date", from, false);
  }
}
