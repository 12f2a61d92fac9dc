package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.cli.format.JsonIndent;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.engine.stats.HistoryReport;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.OutputFormat;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    customSynopsis = "simpleflow history [OPTIONS] [[DOMAIN] WORKFLOW_ID [RUN_ID]]",
    description = "Shows the history of an execution, as JSON unless a format is chosen.",
    footer = {
      "  simpleflow history basic-example-1700000000000 > history.json",
      "  simpleflow history -o cooked",
      "  simpleflow --format tabular history --reverse-order"
    })
final class HistoryCommand extends ReportCommand {
  /** What to make of the events. */
  enum Shape {
    EVENTS,
    RAW,
    COOKED
  }

  @Option(
      names = {"-o", "--of", "--output-format"},
      paramLabel = "events|raw|cooked",
      description = {
        "events: as SWF gives them (the default);",
        "raw: each as one flat record;",
        "cooked: what the tasks, timers, signals and so on have come to."
      })
  private Shape shape = Shape.EVENTS;

  @Option(
      names = "--reverse-order",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "The last event first.")
  private boolean reverse;

  HistoryCommand(Session session) {
    super(session);
  }

  @Override
  void report(String domain, ExecutionId execution, History history) throws IOException {
    if (shape == Shape.COOKED && reverse) {
      throw new UsageException("--reverse-order is for events, of which 'cooked' shows none");
    }
    List<HistoryEvent> events = new ArrayList<>(history.events());
    if (reverse) {
      Collections.reverse(events);
    }
    String format = session.format().map(OutputFormat::name).orElse("prettyjson");
    if (format.equals("json")) {
      session.streams.out().append(json(events, history)).append('\n');
    } else if (!format.equals("prettyjson")) {
      session.print(
          shape == Shape.COOKED
              ? HistoryReport.cookedTable(history)
              : HistoryReport.eventTable(events));
    } else {
      indented(events, history, session.streams.out());
    }
  }

  private String json(List<HistoryEvent> events, History history) {
    return switch (shape) {
      case EVENTS ->
          events.stream()
              .map(HistoryJson::encodeEvent)
              .collect(Collectors.joining(",", "{\"events\":[", "]}"));
      case RAW -> new JsonDataConverter().toJson(HistoryReport.raw(events));
      case COOKED -> new JsonDataConverter().toJson(HistoryReport.cooked(history));
    };
  }

  private void indented(List<HistoryEvent> events, History history, Writer out) throws IOException {
    if (shape == Shape.EVENTS) {
      HistoryJson.writeHistory(events, out);
    } else {
      JsonIndent.append(json(events, history), out);
    }
    out.append('\n');
  }
}
