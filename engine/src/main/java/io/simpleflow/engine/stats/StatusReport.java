package io.simpleflow.engine.stats;

import io.simpleflow.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which state each task of an execution is in and since when, those scheduled last first. Of a task
 * that was tried again it shows the latest attempt.
 */
public final class StatusReport {
  private StatusReport() {}

  /**
   * Returns the report as a table.
   *
   * @param history a history that is not empty
   * @param limit how many tasks at most
   */
  public static Table table(History history, int limit) {
    List<TimedTask> tasks = newestFirst(history);
    Map<TimedTask, String> names = TimedTask.names(tasks);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (TimedTask task : tasks) {
      rows.add(Arrays.asList(names.get(task), task.state(), task.lastChange(), task.scheduled()));
    }
    return new Table(List.of("Tasks", "Last State", "Last State Time", "Scheduled Time"), rows)
        .first(limit);
  }

  /**
   * Returns the report as a text with a Markdown table; arguments as for {@link #table}.
   *
   * @param domain the domain to name in it
   * @param workflowId the workflow id to name in it
   */
  public static String text(String domain, String workflowId, History history, int limit) {
    List<TimedTask> tasks = newestFirst(history);
    Map<TimedTask, String> names = TimedTask.names(tasks);
    MarkdownTable table =
        new MarkdownTable()
            .text("Tasks", tasks.stream().map(names::get).toList())
            .text("Last State", tasks.stream().map(TimedTask::state).toList())
            .text("at", times(tasks, true))
            .text("Scheduled at", times(tasks, false));
    return ReportText.of(domain, workflowId, history, "Tasks Status", table.lines(limit));
  }

  private static List<@Nullable String> times(List<TimedTask> tasks, boolean ofLastChange) {
    List<@Nullable String> times = new ArrayList<>();
    for (TimedTask task : tasks) {
      times.add(Times.toMicroseconds(ofLastChange ? task.lastChange() : task.scheduled()));
    }
    return times;
  }

  private static List<TimedTask> newestFirst(History history) {
    List<TimedTask> tasks = TimedTask.of(history);
    Collections.reverse(tasks);
    return tasks;
  }
}
