package io.simpleflow.engine.tasks;

import io.simpleflow.ActivityContext;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SerializationException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
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
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A workflow of the catalog; its class is loaded when it is first needed. */
final class WorkflowEntry implements WorkflowDefinition {
  /** SWF ends every execution after a year. */
  private static final Duration LONGEST_EXECUTION = Duration.ofDays(365);

  /** A run has three events when its code begins, and should get on before it begins anew. */
  private static final int FEWEST_EVENTS = 10;

  /** SWF's limit of a history. */
  private static final int MOST_EVENTS = 25_000;

  private final TaskPlace place;
  private final WorkflowTypeDefaults defaults;
  private final OptionalInt taskPriority;
  private final RetryPolicy retry;
  private final boolean idempotent;
  private final boolean propagatesSignalsToParent;
  private final int continueAsNewAfterEvents;
  private final TaskEnvironment environment;
  private volatile @Nullable Code code;

  private record Code(
      Constructor<?> constructor,
      Method run,
      Type resultType,
      ArgumentBinder binder,
      Overrides overrides) {}

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
            Optional.of(values.constant("childPolicy", ChildPolicy.class)),
            Optional.empty(),
            Optional.of(values.text("lambdaRole")).filter(role -> !role.isEmpty()));
    this.retry = ActivityAttributes.immediateRetry(place, values);
    this.idempotent = values.flag("idempotent");
    this.propagatesSignalsToParent = values.flag("propagateSignalsToParent");
    this.continueAsNewAfterEvents = values.number("continueAsNewAfterEvents");
    if (continueAsNewAfterEvents != 0
        && (continueAsNewAfterEvents < FEWEST_EVENTS || continueAsNewAfterEvents > MOST_EVENTS)) {
      throw place.problem(
          "continueAsNewAfterEvents is %d; make it a number of events from %d to %,d, or 0 for never"
              .formatted(continueAsNewAfterEvents, FEWEST_EVENTS, MOST_EVENTS));
    }
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
  public WorkflowOptions options(
      List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments) {
    WorkflowOptions annotated = WorkflowOptions.none().withRetry(retry);
    if (!code().overrides().options()) {
      return annotated;
    }
    Workflow neverRun;
    try {
      neverRun = instance();
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception thrown) {
      throw new SimpleflowException("workflow " + type().name() + ": " + thrown, thrown);
    }
    return annotated.overriddenBy(neverRun.optionsFor(arguments, keywordArguments));
  }

  @Override
  public boolean idempotent() {
    return idempotent;
  }

  @Override
  public boolean propagatesSignalsToParent() {
    return propagatesSignalsToParent;
  }

  @Override
  public OptionalInt continueAsNewAfterEvents() {
    return continueAsNewAfterEvents == 0
        ? OptionalInt.empty()
        : OptionalInt.of(continueAsNewAfterEvents);
  }

  @Override
  public boolean looksAtHistory() {
    return code().overrides().history();
  }

  @Override
  public boolean handlesTaskFailures() {
    return code().overrides().taskFailures();
  }

  /** What the result of {@code run} is read as by whoever started it as a child. */
  Type resultType() {
    return code().resultType();
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
        ResultTypes.of(type, run),
        new ArgumentBinder("workflow " + type().name(), place, run, environment.converter()),
        Overrides.of(type));
  }

  @Override
  public void checkInput(@Nullable String input) {
    bind(input);
  }

  private @Nullable Object[] bind(@Nullable String input) {
    return code().binder().bind(TaskInput.parse(input), Optional.empty());
  }

  private Workflow instance() throws Exception {
    return (Workflow) ActivityCode.instantiate(code().constructor());
  }

  @Override
  public String run(@Nullable String input, WorkflowRuntime runtime) throws Throwable {
    @Nullable Object[] arguments = bind(input);
    Workflow workflow = instance();
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
