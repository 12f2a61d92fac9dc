package io.simpleflow.inline;

import io.simpleflow.ActivityOptions;
import io.simpleflow.ChildTask;
import io.simpleflow.ExecutionAlreadyStartedException;
import io.simpleflow.FailureDecision;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SerializationException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.engine.json.FailureDetails;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCompleted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionStarted;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionInitiated;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionConfiguration;
import io.simpleflow.history.ExecutionState;
import io.simpleflow.inline.InlineAttempts.Identity;
import io.simpleflow.inline.InlineAttempts.InlineTask;
import io.simpleflow.inline.InlineAttempts.Outcome;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.TaskIds;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The child workflows of one execution: runs each to its end, with a history of its own. Not
 * thread-safe.
 */
final class InlineChildren {
  private final InlineRuns runs;
  private final InlineHistory history;
  private final TaskIds ids;
  private final InlineSignals signals;

  InlineChildren(InlineRuns runs, InlineHistory history, TaskIds ids, InlineSignals signals) {
    this.runs = runs;
    this.history = history;
    this.ids = ids;
    this.signals = signals;
  }

  /**
   * A child to run.
   *
   * @throws TaskNotFoundException if its code is not here
   */
  Submission submit(ChildTask<?> task) {
    SubmittedChild child = runs.environment().tasks().resolve(task);
    WorkflowDefinition definition =
        child
            .definition()
            .orElseThrow(
                () ->
                    new TaskNotFoundException(
                        "workflow '%s' version '%s' is not on the class path, and the inline backend runs children in this process only"
                            .formatted(child.type().name(), child.type().version())));
    String name = "workflow-" + child.type().name();
    Optional<String> counted =
        child.idempotent() || child.options().workflowId().isPresent()
            ? Optional.empty()
            : Optional.of(ids.nextChild(name, history.execution()));
    return new Submission(
        name,
        new TaskArguments(task.arguments(), task.keywordArguments()),
        child.idempotent(),
        child.options().raisesOnFailure().orElse(false),
        values -> {
          TaskInput input = input(definition, values);
          WorkflowOptions options = options(child, input);
          String id =
              options
                  .workflowId()
                  .or(() -> counted)
                  .orElseGet(() -> TaskIds.childOfInput(name, history.execution(), input.toJson()));
          Identity identity =
              new Identity(
                  name,
                  id,
                  child.resultType(),
                  options.retry().orElseGet(RetryPolicy::never),
                  task.failureHandler());
          return new Child(definition, identity, values, request(child, id, input, options));
        });
  }

  private TaskInput input(WorkflowDefinition definition, TaskArguments values) {
    TaskInput input;
    try {
      input = TaskInput.of(runs.environment().converter(), values.positional(), values.keywords());
    } catch (SerializationException unwritable) {
      throw new SerializationException(
          "workflow %s: %s".formatted(definition.type().name(), unwritable.getMessage()),
          unwritable);
    }
    definition.checkInput(input.toJson());
    return input;
  }

  private WorkflowOptions options(SubmittedChild child, TaskInput input) {
    List<@Nullable Object> arguments = new ArrayList<>();
    input.args().forEach(json -> arguments.add(plain(json)));
    Map<String, @Nullable Object> keywordArguments = new LinkedHashMap<>();
    input.kwargs().forEach((name, json) -> keywordArguments.put(name, plain(json)));
    return child.options(arguments, keywordArguments);
  }

  private @Nullable Object plain(String json) {
    return runs.environment().converter().fromJson(json, Object.class);
  }

  private StartRequest request(
      SubmittedChild child, String workflowId, TaskInput input, WorkflowOptions options) {
    boolean inherits = options.inheritTags().orElse(false);
    return new StartRequest(
        workflowId,
        child.type(),
        input.toJson(),
        options.taskList(),
        priority(options),
        SwfSeconds.of(options.executionStartToCloseTimeout()),
        SwfSeconds.of(options.taskStartToCloseTimeout()),
        options.childPolicy(),
        options.tagList().orElseGet(() -> inherits ? history.run().request().tagList() : List.of()),
        options.lambdaRole().or(() -> Optional.ofNullable(history.configuration().lambdaRole())));
  }

  static Optional<String> priority(WorkflowOptions options) {
    OptionalInt priority = options.taskPriority();
    return priority.isPresent()
        ? Optional.of(Integer.toString(priority.getAsInt()))
        : Optional.empty();
  }

  /** A submitted child. */
  private final class Child implements InlineTask {
    private final WorkflowDefinition definition;
    private final Identity identity;
    private TaskArguments values;
    private StartRequest request;

    Child(
        WorkflowDefinition definition,
        Identity identity,
        TaskArguments values,
        StartRequest request) {
      this.definition = definition;
      this.identity = identity;
      this.values = values;
      this.request = request;
    }

    @Override
    public Identity identity() {
      return identity;
    }

    @Override
    public void change(FailureDecision.Retry retry) {
      if (!retry.options().equals(ActivityOptions.none())) {
        throw new IllegalArgumentException(
            "a child workflow cannot be tried again with the options of an activity: %s"
                .formatted(identity.id()));
      }
      values =
          new TaskArguments(
              retry.arguments().orElseGet(values::positional),
              retry.keywordArguments().orElseGet(values::keywords));
      request =
          new StartRequest(
              request.workflowId(),
              request.workflowType(),
              input(definition, values).toJson(),
              request.taskList(),
              request.taskPriority(),
              request.executionStartToCloseTimeout(),
              request.taskStartToCloseTimeout(),
              request.childPolicy(),
              request.tagList(),
              request.lambdaRole());
    }

    @Override
    public Outcome attempt() {
      long decision = history.decision();
      long initiated = initiate(decision);
      InlineHistory child;
      try {
        NewRun.Parent parent = new NewRun.Parent(history.execution(), initiated, signals);
        child = runs.begin(NewRun.of(request, parent));
      } catch (ExecutionAlreadyStartedException running) {
        return refuse("WORKFLOW_ALREADY_RUNNING", initiated, decision);
      }
      long started =
          history.append(
              (id, time) ->
                  new ChildWorkflowExecutionStarted(
                      id, time, child.execution(), definition.type(), initiated));
      InlineHistory last = runs.toEnd(child);
      try {
        return end(last, initiated, started);
      } finally {
        history.waited();
      }
    }

    private long initiate(long decision) {
      ExecutionConfiguration configuration = runs.configuration(request, definition);
      return history.append(
          (id, time) ->
              new StartChildWorkflowExecutionInitiated(
                  id,
                  time,
                  request.workflowId(),
                  definition.type(),
                  null,
                  request.input(),
                  configuration.executionStartToCloseTimeout(),
                  configuration.taskList(),
                  configuration.taskPriority(),
                  decision,
                  configuration.childPolicy(),
                  configuration.taskStartToCloseTimeout(),
                  request.tagList(),
                  configuration.lambdaRole()));
    }

    private Outcome refuse(String cause, long initiated, long decision) {
      long event =
          history.append(
              (id, time) ->
                  new StartChildWorkflowExecutionFailed(
                      id,
                      time,
                      definition.type(),
                      cause,
                      request.workflowId(),
                      initiated,
                      decision,
                      null));
      history.waited();
      return Outcome.failure(
          new TaskFailedException(identity.name(), cause, Optional.empty(), Optional.empty()),
          List.of(),
          event);
    }

    private Outcome end(InlineHistory child, long initiated, long started) {
      ExecutionState state = child.state();
      if (state.closeStatus() == CloseStatus.COMPLETED) {
        history.append(
            (id, time) ->
                new ChildWorkflowExecutionCompleted(
                    id,
                    time,
                    child.execution(),
                    definition.type(),
                    state.result(),
                    initiated,
                    started));
        return Outcome.success(state.result());
      }
      long event =
          history.append(
              (id, time) ->
                  new ChildWorkflowExecutionFailed(
                      id,
                      time,
                      child.execution(),
                      definition.type(),
                      state.reason(),
                      state.details(),
                      initiated,
                      started));
      return Outcome.failure(
          FailureDetails.exception(identity.name(), state.reason(), state.details()),
          FailureDetails.errorTypes(state.details()),
          event);
    }
  }
}
