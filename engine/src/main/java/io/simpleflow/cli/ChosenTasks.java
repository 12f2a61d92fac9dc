package io.simpleflow.cli;

import io.simpleflow.ChildTask;
import io.simpleflow.Task;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The tasks that were found, but only some of the workflows, or on a task list of their own. */
final class ChosenTasks extends FoundTasks {
  private final Collection<WorkflowDefinition> workflows;
  private final Optional<String> taskList;

  private ChosenTasks(
      TaskCatalog found, Collection<WorkflowDefinition> workflows, Optional<String> taskList) {
    super(found);
    this.workflows = List.copyOf(workflows);
    this.taskList = taskList;
  }

  /** These workflows alone, and all activities. */
  static ChosenTasks withWorkflows(TaskCatalog found, Collection<WorkflowDefinition> workflows) {
    return new ChosenTasks(found, workflows, Optional.empty());
  }

  /** All tasks; what workflows submit goes to this task list. */
  static ChosenTasks onTaskList(TaskCatalog found, String taskList) {
    return new ChosenTasks(found, found.workflows(), Optional.of(taskList));
  }

  /** The task lists of workflows, by name. */
  static Set<String> decisionTaskLists(Collection<WorkflowDefinition> workflows) {
    Set<String> lists = new TreeSet<>();
    workflows.forEach(workflow -> workflow.defaults().taskList().ifPresent(lists::add));
    return lists;
  }

  /** The task lists of activities, by name. */
  static Set<String> activityTaskLists(TaskCatalog found) {
    Set<String> lists = new TreeSet<>();
    found.activities().forEach(activity -> activity.options().taskList().ifPresent(lists::add));
    return lists;
  }

  @Override
  public Collection<WorkflowDefinition> workflows() {
    return workflows;
  }

  @Override
  public WorkflowDefinition workflow(WorkflowType type) {
    return chosen(super.workflow(type));
  }

  @Override
  public WorkflowDefinition workflow(String text) {
    return chosen(super.workflow(text));
  }

  private WorkflowDefinition chosen(WorkflowDefinition workflow) {
    if (workflows.stream().noneMatch(one -> one.type().equals(workflow.type()))) {
      throw new TaskNotFoundException(
          "workflow '%s' of version '%s' is not one of those that this decider was started for"
              .formatted(workflow.type().name(), workflow.type().version()));
    }
    return workflow;
  }

  @Override
  public SubmittedActivity resolve(Task<?> task) {
    SubmittedActivity submitted = super.resolve(task);
    return taskList
        .map(
            list ->
                new SubmittedActivity(
                    submitted.type(),
                    submitted.options().withTaskList(list),
                    submitted.idempotent(),
                    submitted.resultType(),
                    submitted.check()))
        .orElse(submitted);
  }

  /** A child whose code is elsewhere keeps its task list: nobody here could decide for it. */
  @Override
  public SubmittedChild resolve(ChildTask<?> child) {
    SubmittedChild submitted = super.resolve(child);
    if (taskList.isEmpty() || submitted.definition().isEmpty()) {
      return submitted;
    }
    return new SubmittedChild(
        submitted.type(),
        submitted.definition(),
        submitted.options().withTaskList(taskList.get()),
        submitted.resultType());
  }
}
