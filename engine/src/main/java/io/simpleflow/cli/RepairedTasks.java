package io.simpleflow.cli;

import io.simpleflow.ActivityContext;
import io.simpleflow.ActivityOptions;
import io.simpleflow.history.ActivityType;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.TaskCatalog;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that were found, of which activities give the results that a former execution has for
 * their ids. They come into the history as if the activities had run.
 */
final class RepairedTasks extends FoundTasks {
  private final FormerExecution former;

  private RepairedTasks(TaskCatalog found, FormerExecution former) {
    super(found);
    this.former = former;
  }

  /** The tasks that were found, with the results of a former execution if there is one. */
  static TaskCatalog of(TaskCatalog found, Optional<FormerExecution> former) {
    return former.<TaskCatalog>map(one -> new RepairedTasks(found, one)).orElse(found);
  }

  @Override
  public Optional<ActivityDefinition> activity(ActivityType type) {
    return super.activity(type).map(activity -> new Repaired(activity, former));
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
