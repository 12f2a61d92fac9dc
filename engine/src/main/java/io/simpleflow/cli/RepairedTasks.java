package io.simpleflow.cli;

import io.simpleflow.ActivityContext;
import io.simpleflow.ActivityOptions;
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
import org.jspecify.annotations.Nullable;

/**
 * The tasks that were found, of which activities give the results that a former execution has for
 * their ids. They come into the history as if the activities had run.
 */
record RepairedTasks(TaskCatalog found, FormerExecution former) implements TaskCatalog {
  /** The tasks that were found, with the results of a former execution if there is one. */
  static TaskCatalog of(TaskCatalog found, Optional<FormerExecution> former) {
    return former.<TaskCatalog>map(one -> new RepairedTasks(found, one)).orElse(found);
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
    return found.activity(type).map(activity -> new Repaired(activity, former));
  }

  @Override
  public SubmittedChild resolve(ChildTask<?> child) {
    return found.resolve(child);
  }

  @Override
  public SubmittedActivity resolve(Task<?> task) {
    return found.resolve(task);
  }

  private record Repaired(ActivityDefinition code, FormerExecution former)
      implements ActivityDefinition {
    @Override
    public ActivityType type() {
      return code.type();
    }

    @Override
    public ActivityOptions options() {
      return code.options();
    }

    @Override
    public String implementation() {
      return code.implementation();
    }

    @Override
    public String origin() {
      return code.origin();
    }

    @Override
    public String execute(@Nullable String input, ActivityContext context) throws Exception {
      Optional<String> result = former.result(context.name(), context.activityId());
      return result.isPresent() ? result.get() : code.execute(input, context);
    }
  }
}
