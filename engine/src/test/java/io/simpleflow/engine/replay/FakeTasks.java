package io.simpleflow.engine.replay;

import io.simpleflow.ChildTask;
import io.simpleflow.Task;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.TaskTarget;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowTarget;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.WorkflowDefinition;
import io.simpleflow.spi.WorkflowRuntime;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Knows tasks by name alone, and workflows given as code. */
final class FakeTasks implements TaskCatalog {
  /** The code of a workflow: its runtime and its input as JSON in, its result as JSON out. */
  interface Code {
    String run(WorkflowRuntime runtime, @Nullable String input) throws Throwable;
  }

  static ReplaySettings settings(CoroutineThreads threads, ServiceLimits limits) {
    return new ReplaySettings(
        new FakeTasks(),
        new JsonDataConverter(),
        limits,
        "test",
        threads,
        Duration.ofSeconds(20),
        System::nanoTime);
  }

  static WorkflowDefinition workflow(Code code) {
    return workflow(code, OptionalInt.empty());
  }

  /** A workflow that goes on as new by itself from so many events on. */
  static WorkflowDefinition workflow(Code code, OptionalInt mostEvents) {
    return new WorkflowDefinition() {
      @Override
      public WorkflowType type() {
        return new WorkflowType("fake", "1");
      }

      @Override
      public TaskRegistry.WorkflowTypeDefaults defaults() {
        return new TaskRegistry.WorkflowTypeDefaults(
            type(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
      }

      @Override
      public OptionalInt taskPriority() {
        return OptionalInt.empty();
      }

      @Override
      public WorkflowOptions options(
          List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments) {
        return WorkflowOptions.none();
      }

      @Override
      public boolean idempotent() {
        return false;
      }

      @Override
      public boolean propagatesSignalsToParent() {
        return true;
      }

      @Override
      public OptionalInt continueAsNewAfterEvents() {
        return mostEvents;
      }

      @Override
      public boolean looksAtHistory() {
        return false;
      }

      @Override
      public boolean handlesTaskFailures() {
        return true;
      }

      @Override
      public String implementation() {
        return "FakeWorkflow";
      }

      @Override
      public String origin() {
        return "test";
      }

      @Override
      public void checkInput(@Nullable String input) {}

      @Override
      public String run(@Nullable String input, WorkflowRuntime runtime) throws Throwable {
        return code.run(runtime, input);
      }
    };
  }

  @Override
  public Collection<WorkflowDefinition> workflows() {
    return List.of();
  }

  @Override
  public Collection<ActivityDefinition> activities() {
    return List.of();
  }

  @Override
  public WorkflowDefinition workflow(WorkflowType type) {
    throw new TaskNotFoundException(type.name());
  }

  @Override
  public WorkflowDefinition workflow(String text) {
    throw new TaskNotFoundException(text);
  }

  @Override
  public Optional<ActivityDefinition> activity(ActivityType type) {
    return Optional.empty();
  }

  @Override
  public SubmittedActivity resolve(Task<?> task) {
    TaskTarget.OfName name = (TaskTarget.OfName) task.target();
    return new SubmittedActivity(
        new ActivityType(name.name(), name.version()),
        task.options(),
        name.name().startsWith("idempotent"),
        name.resultType(),
        SubmittedActivity.ArgumentCheck.NONE);
  }

  @Override
  public SubmittedChild resolve(ChildTask<?> child) {
    WorkflowTarget.OfName name = (WorkflowTarget.OfName) child.target();
    return new SubmittedChild(
        new WorkflowType(name.name(), name.version()),
        Optional.empty(),
        child.options(),
        name.resultType());
  }
}
