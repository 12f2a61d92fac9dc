package io.simpleflow.engine.stats;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.json.ExecutionContext;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionInitiated;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.LambdaEvent.LambdaFunctionScheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What there is to say about executions as a whole. */
public final class ExecutionReport {
  private ExecutionReport() {}

  /**
   * Returns one row about one execution. Its execution time is that from the first task's
   * beginning, with its first attempt, to the last change of any task, and its input is that of the
   * first task; without tasks they are 0 and the execution's own. Its state is what its code last
   * said of it, as JSON, and null if that has said nothing.
   *
   * @param domain the domain to name in it
   * @param history a history that is not empty
   */
  public static Table info(String domain, ExecutionId execution, History history) {
    WorkflowExecutionStarted started = history.started();
    Optional<HistoryEvent> first =
        history.events().stream().filter(ExecutionReport::beginsATask).findFirst();
    return new Table(
        List.of(
            "domain",
            "workflow_type.name",
            "workflow_type.version",
            "task_list",
            "workflow_id",
            "run_id",
            "tag_list",
            "execution_time",
            "input",
            "state"),
        List.of(
            Arrays.<@Nullable Object>asList(
                domain,
                started.workflowType().name(),
                started.workflowType().version(),
                started.taskList(),
                execution.workflowId(),
                execution.runId(),
                String.join(",", started.tagList()),
                Times.seconds(first.map(begin -> time(begin, history)).orElse(Duration.ZERO)),
                first.isEmpty() ? started.input() : inputOf(first.get()),
                state(history))));
  }

  private static @Nullable String state(History history) {
    return history
        .latestExecutionContext()
        .flatMap(context -> ExecutionContext.parse(context).state())
        .orElse(null);
  }

  /** Returns a row for each execution: workflow id, type and status. */
  public static Table list(List<ExecutionInfo> executions) {
    return new Table(
        List.of("Workflow ID", "Workflow Type", "Status"),
        executions.stream()
            .map(
                info ->
                    Arrays.<@Nullable Object>asList(
                        info.execution().workflowId(),
                        info.workflowType().name(),
                        info.status().name()))
            .toList());
  }

  /** Returns a row for each execution with all that a listing and its first event tell. */
  public static Table filter(List<Started> executions) {
    return new Table(
        List.of(
            "Workflow ID",
            "Workflow Type",
            "Workflow Version",
            "Run ID",
            "Status",
            "Child Policy",
            "Close Status",
            "Start Timestamp",
            "Close Timestamp",
            "Cancel Requested",
            "Execution Timeout",
            "Input",
            "Tags",
            "Decision Tasks Timeout",
            "Parent Workflow ID",
            "Parent Run ID"),
        executions.stream().map(ExecutionReport::row).toList());
  }

  /**
   * An execution as a listing shows it, and its first event.
   *
   * @param info its line of the listing
   * @param event its first event
   */
  public record Started(ExecutionInfo info, WorkflowExecutionStarted event) {}

  private static List<@Nullable Object> row(Started execution) {
    ExecutionInfo info = execution.info;
    WorkflowExecutionStarted event = execution.event;
    return Arrays.asList(
        info.execution().workflowId(),
        info.workflowType().name(),
        info.workflowType().version(),
        info.execution().runId(),
        info.status().name(),
        event.childPolicy().name(),
        info.closeStatus().map(CloseStatus::name).orElse(null),
        info.startTimestamp(),
        info.closeTimestamp().orElse(null),
        info.cancelRequested(),
        event.executionStartToCloseTimeout(),
        event.input(),
        String.join(",", info.tagList()),
        event.taskStartToCloseTimeout(),
        info.parent().map(ExecutionId::workflowId).orElse(null),
        info.parent().map(ExecutionId::runId).orElse(null));
  }

  private static boolean beginsATask(HistoryEvent event) {
    return event instanceof ActivityTaskScheduled
        || event instanceof StartChildWorkflowExecutionInitiated
        || event instanceof LambdaFunctionScheduled;
  }

  private static Duration time(HistoryEvent begin, History history) {
    Instant end =
        TimedTask.of(history).stream()
            .flatMap(task -> Stream.ofNullable(task.lastChange()))
            .max(Comparator.naturalOrder())
            .orElse(begin.timestamp());
    return Duration.between(begin.timestamp(), end);
  }

  private static @Nullable String inputOf(HistoryEvent begin) {
    if (begin instanceof ActivityTaskScheduled activity) {
      return activity.input();
    }
    if (begin instanceof StartChildWorkflowExecutionInitiated child) {
      return child.input();
    }
    return begin instanceof LambdaFunctionScheduled lambda ? lambda.input() : null;
  }
}
