package io.simpleflow.engine.tasks;

import io.simpleflow.ActivityContext;
import io.simpleflow.SerializationException;
import io.simpleflow.Workflow;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import io.simpleflow.spi.WorkflowDefinition;
import io.simpleflow.spi.WorkflowRuntime;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A workflow of the catalog; its class is loaded when it is first needed. */
final class WorkflowEntry implements WorkflowDefinition {
  /** SWF ends every execution after a year. */
  private static final Duration LONGEST_EXECUTION = Duration.ofDays(365);

  private final TaskPlace place;
  private final WorkflowTypeDefaults defaults;
  private final OptionalInt taskPriority;
  private final TaskEnvironment environment;
  private volatile @Nullable Code code;

  private record Code(Constructor<?> constructor, Method run, ArgumentBinder binder) {}

  /**
   * An entry for an annotation that was found.
   *
   * @throws io.simpleflow.ConfigurationException naming the place, if one of its values is wrong
   */
  WorkflowEntry(FoundWorkflow found, TaskEnvironment environment) {
    this.place = found.place();
    this.environment = environment;
    AnnotationValues values = found.workflow();
    WorkflowType type = type(found);
    TypeNames.check(place, type.name(), type.version());
    TypeNames.checkTaskList(place, values.text("taskList"));
    this.taskPriority = ActivityAttributes.priority(values);
    this.defaults =
        new WorkflowTypeDefaults(
            type,
            Optional.of(values.text("taskList")),
            Optional.of(SwfSeconds.of(executionTimeout(values))),
            Optional.of(SwfSeconds.of(duration(values, "taskStartToCloseTimeout"))),
            Optional.of(ChildPolicy.TERMINATE),
            Optional.empty(),
            Optional.empty());
  }

  /** The type's name and version: as annotated, else the class's name. */
  static WorkflowType type(FoundWorkflow found) {
    String name = found.workflow().text("name");
    return new WorkflowType(
        name.isEmpty() ? found.place().code() : name, found.workflow().text("version"));
  }

  private Duration executionTimeout(AnnotationValues values) {
    Duration timeout = duration(values, "executionStartToCloseTimeout");
    if (timeout.compareTo(LONGEST_EXECUTION) > 0) {
      throw place.problem("executionStartToCloseTimeout: an execution may take at most a year");
    }
    return timeout;
  }

  private Duration duration(AnnotationValues values, String member) {
    return Durations.parse(place + ": " + member, values.text(member));
  }

  @Override
  public WorkflowType type() {
    return defaults.type();
  }

  @Override
  public WorkflowTypeDefaults defaults() {
    return defaults;
  }

  @Override
  public OptionalInt taskPriority() {
    return taskPriority;
  }

  @Override
  public String implementation() {
    return place.code();
  }

  @Override
  public String origin() {
    return place.origin();
  }

  /**
   * Loads the code, if it is not loaded yet.
   *
   * @throws io.simpleflow.ConfigurationException if it cannot be loaded or called
   */
  void load() {
    code();
  }

  /** The code; finding it twice does no harm. */
  private Code code() {
    Code found = code;
    if (found == null) {
      Class<?> type = environment.load(place);
      try {
        found = find(type);
      } catch (LinkageError broken) {
        throw TaskEnvironment.broken(place, broken);
      }
      code = found;
    }
    return found;
  }

  private Code find(Class<?> type) {
    if (!Workflow.class.isAssignableFrom(type)) {
      throw place.problem("a workflow must extend " + Workflow.class.getName());
    }
    CodeFinder.refuseUninstantiable(place, type);
    Constructor<?> constructor =
        CodeFinder.constructors(type)
            .filter(candidate -> candidate.getParameterCount() == 0)
            .findFirst()
            .orElseThrow(
                () -> place.problem("a workflow needs a public constructor without parameters"));
    List<Method> runs =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals("run") && !method.isBridge())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .toList();
    if (runs.size() != 1) {
      throw place.problem(
          "a workflow needs exactly one public method named run; it has " + runs.size());
    }
    Method run = runs.get(0);
    if (List.of(run.getParameterTypes()).contains(ActivityContext.class)) {
      throw place.problem("run cannot take an ActivityContext; see runContext()");
    }
    return new Code(
        ActivityCode.accessible(constructor),
        ActivityCode.accessible(run),
        new ArgumentBinder("workflow " + type().name(), place, run, environment.converter()));
  }

  @Override
  public void checkInput(@Nullable String input) {
    bind(input);
  }

  private @Nullable Object[] bind(@Nullable String input) {
    return code().binder().bind(TaskInput.parse(input), Optional.empty());
  }

  @Override
  public String run(@Nullable String input, WorkflowRuntime runtime) throws Throwable {
    @Nullable Object[] arguments = bind(input);
    Workflow workflow = (Workflow) ActivityCode.instantiate(code().constructor());
    workflow.bind(runtime);
    Object result = ActivityCode.invoke(code().run(), workflow, arguments);
    try {
      return environment.converter().toJson(result);
    } catch (SerializationException unwritable) {
      throw new SerializationException(
          "workflow " + type().name() + ": its result: " + unwritable.getMessage(), unwritable);
    }
  }
}
