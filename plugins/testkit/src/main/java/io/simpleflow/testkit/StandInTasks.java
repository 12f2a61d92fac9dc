package io.simpleflow.testkit;

import io.simpleflow.ActivityContext;
import io.simpleflow.ActivityOptions;
import io.simpleflow.ChildTask;
import io.simpleflow.Task;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A catalog in which other code stands in for some of the activities. Thread-safe. */
final class StandInTasks implements TaskCatalog {
  private final TaskCatalog tasks;
  private final DataConverter converter;
  private final Map<String, StandIn> standIns = new ConcurrentHashMap<>();

  StandInTasks(TaskCatalog tasks, DataConverter converter) {
    this.tasks = tasks;
    this.converter = converter;
  }

  void replace(String activityName, StandIn standIn) {
    standIns.put(activityName, standIn);
  }

  @Override
  public Optional<ActivityDefinition> activity(ActivityType type) {
    StandIn standIn = standIns.get(type.name());
    return standIn == null
        ? tasks.activity(type)
        : Optional.of(new StandInActivity(type, standIn, converter));
  }

  @Override
  public Collection<WorkflowDefinition> workflows() {
    return tasks.workflows();
  }

  @Override
  public Collection<ActivityDefinition> activities() {
    return tasks.activities();
  }

  @Override
  public WorkflowDefinition workflow(WorkflowType type) {
    return tasks.workflow(type);
  }

  @Override
  public WorkflowDefinition workflow(String text) {
    return tasks.workflow(text);
  }

  @Override
  public SubmittedActivity resolve(Task<?> task) {
    return tasks.resolve(task);
  }

  @Override
  public SubmittedChild resolve(ChildTask<?> child) {
    return tasks.resolve(child);
  }

  @Override
  public List<String> problems() {
    return tasks.problems();
  }

  private record StandInActivity(ActivityType type, StandIn standIn, DataConverter converter)
      implements ActivityDefinition {
    @Override
    public ActivityOptions options() {
      return ActivityOptions.none();
    }

    @Override
    public String implementation() {
      return standIn.getClass().getName();
    }

    @Override
    public String origin() {
      return "the test";
    }

    @Override
    public String execute(@Nullable String input, ActivityContext context) throws Exception {
      return converter.toJson(standIn.run(context));
    }
  }
}
