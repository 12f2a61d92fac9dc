package io.simpleflow.engine.stats;

import io.simpleflow.history.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long each task of an execution waited and ran, those that ran longest first. Tasks that did
 * not run to an end are left out; of one that was tried again the latest attempt counts.
 */
public final class ProfileReport {
  private static final List<String> COLUMNS =
      List.of(
          "Task",
          "Last State",
          "Scheduled",
          "Time Scheduled",
          "Start",
          "Time Running",
          "End",
          "Percentage of total time");

  private ProfileReport() {}

  /**
   * Returns the report as a table: times to the minute, spans in seconds.
   *
   * @param history a history that is not empty
   * @param limit how many tasks at most
   */
  public static Table table(History history, int limit) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Line line : lines(history)) {
      rows.add(
          Arrays.asList(
              line.name,
              line.task.state(),
              Times.toMinutes(line.task.scheduled()),
              line.waited == null ? null : Times.seconds(line.waited),
              Times.toMinutes(line.task.started()),
              Times.seconds(line.ran),
              Times.toMinutes(line.task.closed()),
              line.percentage));
    }
    return new Table(COLUMNS, rows).first(limit);
  }

  /**
   * Returns the report as a text with a Markdown table; arguments as for {@link #table}.
   *
   * @param domain the domain to name in it
   * @param workflowId the workflow id to name in it
   */
  public static String text(String domain, String workflowId, History history, int limit) {
    List<Line> lines = lines(history);
    MarkdownTable table =
        new MarkdownTable()
            .text("Task", column(lines, line -> line.name))
            .text("Last State", column(lines, line -> line.task.state()))
            .text("Scheduled", column(lines, line -> Times.toMinutes(line.task.scheduled())))
            .numbers(" -> ", column(lines, line -> number(line.waited)))
            .text("Start", column(lines, line -> Times.toMinutes(line.task.started())))
            .numbers(" -> ", column(lines, line -> number(line.ran)))
            .text("End", column(lines, line -> Times.toMinutes(line.task.closed())))
            .numbers("%", column(lines, line -> Times.number(line.percentage)));
    return ReportText.of(domain, workflowId, history, "Start to close timings", table.lines(limit));
  }

  private static List<@Nullable String> column(
      List<Line> lines, Function<Line, @Nullable String> cell) {
    List<@Nullable String> cells = new ArrayList<>();
    for (Line line : lines) {
      cells.add(cell.apply(line));
    }
    return cells;
  }

  private static @Nullable String number(@Nullable Duration duration) {
    return duration == null ? null : Times.number(Times.seconds(duration));
  }

  private static List<Line> lines(History history) {
    double total = Times.seconds(ReportText.totalTime(history));
    List<TimedTask> tasks = TimedTask.of(history);
    Map<TimedTask, String> names = TimedTask.names(tasks);
    List<Line> lines = new ArrayList<>();
    for (TimedTask task : tasks) {
      task.running()
          .map(ran -> new Line(names.getOrDefault(task, task.id()), task, ran, total))
          .ifPresent(lines::add);
    }
    lines.sort(Comparator.comparing((Line line) -> line.ran).reversed());
    return lines;
  }

  private static final class Line {
    final String name;
    final TimedTask task;
    final @Nullable Duration waited;
    final Duration ran;
    final double percentage;

    Line(String name, TimedTask task, Duration ran, double total) {
      Instant scheduled = task.scheduled();
      Instant started = task.started();
      this.name = name;
      this.task = task;
      this.waited =
          scheduled == null || started == null ? null : Duration.between(scheduled, started);
      this.ran = ran;
      this.percentage = total == 0 ? 0 : 100 * Times.seconds(ran) / total;
    }
  }
}
