package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ActivityState;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.History;
import io.simpleflow.history.WorkflowType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An execution that another one repairs: what it has done need not be done again.
 *
 * @param id which one
 * @param started what it was started with
 * @param completed its completed activities by id, less those that are to run again
 */
record FormerExecution(
    ExecutionId id, WorkflowExecutionStarted started, Map<String, ActivityState> completed) {

  /**
   * Reads what an execution has done.
   *
   * @param again ids in which this is found are those of activities to run again
   */
  static FormerExecution of(ExecutionId id, History history, Optional<Pattern> again) {
    Map<String, ActivityState> completed =
        history.activities().stream()
            .filter(activity -> activity.status() == ActivityState.Status.COMPLETED)
            .filter(
                activity ->
                    again.map(some -> !some.matcher(activity.activityId()).find()).orElse(true))
            .collect(Collectors.toMap(ActivityState::activityId, Function.identity()));
    return new FormerExecution(id, history.started(), completed);
  }

  /**
   * Checks that it was one of this workflow, in any version.
   *
   * @throws UsageException if it was not: the id was mistyped
   */
  void requireWorkflow(WorkflowType type) {
    String name = started.workflowType().name();
    if (!name.equals(type.name())) {
      throw new UsageException(
          "--repair: execution '%s' is one of workflow '%s', not of '%s'"
              .formatted(id.workflowId(), name, type.name()));
    }
  }

  /** Its input. */
  TaskInput input() {
    String json = started.input();
    return json == null ? TaskInput.empty() : TaskInput.parse(json);
  }

  /** Its tags. */
  List<String> tags() {
    return started.tagList();
  }

  /** The result of an activity that need not run, as JSON: one of this name and id. */
  Optional<String> result(String name, String activityId) {
    return Optional.ofNullable(completed.get(activityId))
        .filter(activity -> activity.activityType().name().equals(name))
        .map(activity -> activity.result() == null ? "null" : activity.result());
  }
}
