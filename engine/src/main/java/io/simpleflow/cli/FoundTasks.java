package io.simpleflow.cli;

import io.simpleflow.ChildTask;
import io.simpleflow.Task;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The tasks that were found; subclasses say what is different. */
abstract class FoundTasks implements TaskCatalog {
  private final TaskCatalog found;

  FoundTasks(TaskCatalog found) {
    this.found = found;
  }

  @Override
  public Collection<WorkflowDefinition> workflows() {
    return found.workflows();
  }

  @Override
  public Collection<ActivityDefinition> activities() {
    return found.activities();
  }

  @Override
  public List<String> problems() {
    return found.problems();
  }

  @Override
  public WorkflowDefinition workflow(WorkflowType type) {
    return found.workflow(type);
  }

  @Override
  public WorkflowDefinition workflow(String text) {
    return found.workflow(text);
  }

  @Override
  public Optional<ActivityDefinition> activity(ActivityType type) {
    return found.activity(type);
  }

  @Override
  public SubmittedActivity resolve(Task<?> task) {
    return found.resolve(task);
  }

  @Override
  public SubmittedChild resolve(ChildTask<?> child) {
    return found.resolve(child);
  }
}
