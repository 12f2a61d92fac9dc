package io.simpleflow.engine.replay;

import io.simpleflow.ContinueAsNew;
import io.simpleflow.SerializationException;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.Decision.ContinueAsNewWorkflowExecution;
import io.simpleflow.history.Decision.StartChildWorkflowExecution;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Writes the decisions that begin other runs: children, and the next run of this execution. What a
 * workflow's annotation says is named one by one, as a type that the service knows keeps the
 * defaults that it came with first. Not thread-safe.
 */
final class ChildDecisions {
  /** Where the original keeps the class of a workflow. */
  private static final String EXTRA = "__extra";

  private final ReplaySettings settings;
  private @Nullable WorkflowExecutionStarted started;
  private @Nullable WorkflowDefinition definition;

  ChildDecisions(ReplaySettings settings) {
    this.settings = settings;
  }

  /** Takes what other runs inherit. */
  void begin(WorkflowExecutionStarted event, WorkflowDefinition ownDefinition) {
    started = event;
    definition = ownDefinition;
  }

  /**
   * The input of a child.
   *
   * @throws TaskArgumentException if it does not fit the child's {@code run}, or is too long
   * @throws SerializationException if an argument cannot be written as JSON
   */
  TaskInput input(SubmittedChild child, TaskArguments values) {
    TaskInput input = written(child.type(), values);
    checked(child.type(), child.definition(), input);
    return input;
  }

  private TaskInput written(WorkflowType type, TaskArguments values) {
    try {
      return TaskInput.of(settings.converter(), values.positional(), values.keywords());
    } catch (SerializationException unwritable) {
      throw new SerializationException(
          "workflow %s: %s".formatted(type.name(), unwritable.getMessage()), unwritable);
    }
  }

  private String checked(WorkflowType type, Optional<WorkflowDefinition> code, TaskInput input) {
    String json = input.toJson();
    if (json.length() > settings.limits().dataCharacters()) {
      throw new TaskArgumentException(
          "the input of workflow %s is %,d characters of JSON; at most %,d are allowed: pass a reference to large data"
              .formatted(type.name(), json.length(), settings.limits().dataCharacters()));
    }
    code.ifPresent(known -> known.checkInput(json));
    return json;
  }

  /**
   * What the submit, over the child's own code, says of it.
   *
   * @throws RuntimeException what the author's code throws
   */
  WorkflowOptions options(SubmittedChild child, TaskInput input) {
    return child.options(
        input.plainArgs(settings.converter()), input.plainKwargs(settings.converter()));
  }

  /** The decision to start a child. */
  StartChildWorkflowExecution start(
      SubmittedChild child, WorkflowOptions options, String workflowId, TaskInput input) {
    WorkflowExecutionStarted parent = Objects.requireNonNull(started);
    Optional<WorkflowTypeDefaults> annotated = child.definition().map(WorkflowDefinition::defaults);
    boolean inheritsTags = options.inheritTags().orElse(false);
    return new StartChildWorkflowExecution(
        child.type(),
        workflowId,
        null,
        input.toJson(),
        SwfSeconds.of(options.executionStartToCloseTimeout())
            .or(() -> annotated.flatMap(WorkflowTypeDefaults::executionStartToCloseTimeout))
            .orElse(null),
        options.taskList().or(() -> annotated.flatMap(WorkflowTypeDefaults::taskList)).orElse(null),
        text(options.taskPriority())
            .or(() -> annotated.flatMap(WorkflowTypeDefaults::taskPriority))
            .orElse(null),
        SwfSeconds.of(options.taskStartToCloseTimeout())
            .or(() -> annotated.flatMap(WorkflowTypeDefaults::taskStartToCloseTimeout))
            .orElse(null),
        options
            .childPolicy()
            .or(() -> annotated.flatMap(WorkflowTypeDefaults::childPolicy))
            .orElse(null),
        options.tagList().orElse(inheritsTags ? parent.tagList() : List.of()),
        options
            .lambdaRole()
            .or(() -> annotated.flatMap(WorkflowTypeDefaults::lambdaRole))
            .orElse(parent.lambdaRole()));
  }

  /**
   * The decision by which this run goes on as a new one; what it is not given stays as it is.
   *
   * @throws TaskArgumentException if the arguments do not fit {@code run}, or are too long
   * @throws SerializationException if an argument cannot be written as JSON
   */
  ContinueAsNewWorkflowExecution next(ContinueAsNew next) {
    WorkflowExecutionStarted run = Objects.requireNonNull(started);
    WorkflowType type =
        next.version()
            .map(version -> new WorkflowType(run.workflowType().name(), version))
            .orElse(run.workflowType());
    TaskArguments values = new TaskArguments(next.arguments(), next.keywordArguments()).resolved();
    TaskInput input = written(type, values);
    Optional<String> extra = TaskInput.parse(run.input()).other(EXTRA);
    if (extra.isPresent()) {
      input = input.withOther(EXTRA, extra.get());
    }
    return next(run, next, checked(type, code(type, next.version().isPresent()), input));
  }

  /** The decision by which this run goes on as a new one with the same input. */
  ContinueAsNewWorkflowExecution again() {
    WorkflowExecutionStarted run = Objects.requireNonNull(started);
    return next(run, ContinueAsNew.with(), run.input());
  }

  /** The code of the next run, if it is here; another version may be elsewhere. */
  private Optional<WorkflowDefinition> code(WorkflowType type, boolean other) {
    try {
      return Optional.of(
          other ? settings.tasks().workflow(type) : Objects.requireNonNull(definition));
    } catch (TaskNotFoundException elsewhere) {
      return Optional.empty();
    }
  }

  private static ContinueAsNewWorkflowExecution next(
      WorkflowExecutionStarted run, ContinueAsNew next, @Nullable String input) {
    WorkflowOptions options = next.options();
    boolean keepsTags = options.inheritTags().orElse(true);
    return new ContinueAsNewWorkflowExecution(
        input,
        SwfSeconds.of(options.executionStartToCloseTimeout())
            .orElse(run.executionStartToCloseTimeout()),
        options.taskList().orElse(run.taskList()),
        text(options.taskPriority()).orElse(run.taskPriority()),
        SwfSeconds.of(options.taskStartToCloseTimeout()).orElse(run.taskStartToCloseTimeout()),
        options.childPolicy().orElse(run.childPolicy()),
        options.tagList().orElse(keepsTags ? run.tagList() : List.of()),
        next.version().orElse(run.workflowType().version()),
        options.lambdaRole().orElse(run.lambdaRole()));
  }

  private static Optional<String> text(OptionalInt number) {
    return number.isPresent() ? Optional.of(Integer.toString(number.getAsInt())) : Optional.empty();
  }
}
