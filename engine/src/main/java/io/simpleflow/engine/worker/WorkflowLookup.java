package io.simpleflow.engine.worker;

import io.simpleflow.GenericType;
import io.simpleflow.SerializationException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which workflow an execution runs: the one of its type, else the one that its input names.
 *
 * <p>The original's command line starts executions under any type and writes the workflow's class
 * into the input, as {@code {"__extra":{"class":"…"}}}.
 *
 * @param tasks what is here
 * @param domain where the executions are, for people
 */
public record WorkflowLookup(TaskCatalog tasks, String domain) {
  private static final GenericType<Map<String, Object>> EXTRA = new GenericType<>() {};

  /**
   * The workflow of an execution.
   *
   * @param first gives the execution's first event, if that is needed
   * @param taskList where the decision came from, for people
   * @throws TaskNotFoundException if it is not here
   */
  public WorkflowDefinition find(WorkflowType type, Supplier<HistoryEvent> first, String taskList) {
    try {
      return tasks.workflow(type);
    } catch (TaskNotFoundException notHere) {
      return className(first.get())
          .flatMap(name -> found(() -> tasks.workflow(name)))
          .orElseThrow(() -> notHere(type, taskList, notHere));
    }
  }

  private TaskNotFoundException notHere(
      WorkflowType type, String taskList, TaskNotFoundException reason) {
    return new TaskNotFoundException(
        ("decisions of workflow '%s', version '%s', come to task list '%s' of domain '%s' and stay"
                + " unanswered: %s; put its jar on the class path here, or give its deciders a task list of their own")
            .formatted(type.name(), type.version(), taskList, domain, reason.getMessage()));
  }

  private static Optional<String> className(HistoryEvent first) {
    if (!(first instanceof ExecutionEvent.WorkflowExecutionStarted started)) {
      return Optional.empty();
    }
    try {
      return TaskInput.parse(started.input())
          .other("__extra")
          .map(json -> new JsonDataConverter().fromJson(json, EXTRA.type()))
          .flatMap(extra -> Optional.ofNullable(((Map<?, ?>) extra).get("class")))
          .map(String::valueOf);
    } catch (SerializationException otherwiseUsed) {
      return Optional.empty();
    }
  }

  private static Optional<WorkflowDefinition> found(Supplier<WorkflowDefinition> lookup) {
    try {
      return Optional.of(lookup.get());
    } catch (TaskNotFoundException otherwiseNamed) {
      return Optional.empty();
    }
  }
}
