package io.simpleflow.engine.tasks;

import io.simpleflow.ActivityContext;
import io.simpleflow.ExecutionId;
import io.simpleflow.Func;
import io.simpleflow.Task;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.ActivityType;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.SubmittedActivity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A catalog of the tests' own class path, and ways to use what is in it. */
final class Tasks {
  private final ClassPathTasks catalog;

  Tasks(ClassPathTasks catalog) {
    this.catalog = catalog;
  }

  /** What the tests' own class path holds. */
  static Tasks own() {
    return new Tasks(scan(Tasks.class.getClassLoader()));
  }

  static ClassPathTasks scan(ClassLoader loader) {
    return ClassPathTasks.scan(
        loader, new JsonDataConverter(), Optional.empty(), List.of(), Map.of());
  }

  SubmittedActivity resolve(Func function) {
    return catalog.resolve(Task.of(function));
  }

  ActivityDefinition activity(Func function) {
    return activity(resolve(function).type());
  }

  ActivityDefinition activity(ActivityType type) {
    return catalog.activity(type).orElseThrow();
  }

  /** Runs an activity as a worker does. */
  String run(Func function, @Nullable String input) throws Exception {
    return run(activity(function), input);
  }

  static String run(ActivityDefinition activity, @Nullable String input) throws Exception {
    return activity.execute(input, new Context(activity.type(), input));
  }

  record Context(ActivityType type, @Nullable String input) implements ActivityContext {
    @Override
    public String name() {
      return type.name();
    }

    @Override
    public String version() {
      return type.version();
    }

    @Override
    public ExecutionId execution() {
      return new ExecutionId("workflow", "run");
    }

    @Override
    public String activityId() {
      return "activity-1";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public String taskToken() {
      return "token";
    }

    @Override
    public void completeLater() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void heartbeat(@Nullable Object details) {}

    @Override
    public boolean isCancelRequested() {
      return false;
    }
  }
}
