package io.simpleflow.inline;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.RunContext;
import io.simpleflow.engine.json.ExecutionFailure;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.ExecutionConfiguration;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionFailed;
import io.simpleflow.history.ExecutionState;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import io.simpleflow.spi.Timekeeper;
import io.simpleflow.spi.WorkflowDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs every execution to its end within {@link #start}. Thread-safe. */
final class InlineExecutor implements Executor {
  private final ExecutorEnvironment environment;
  private final InlineHistories histories;
  private final Timekeeper timekeeper;

  InlineExecutor(
      ExecutorEnvironment environment, InlineHistories histories, Timekeeper timekeeper) {
    this.environment = environment;
    this.histories = histories;
    this.timekeeper = timekeeper;
  }

  @Override
  public ExecutionId start(StartRequest request) {
    WorkflowDefinition workflow = environment.tasks().workflow(request.workflowType());
    ExecutionId execution = new ExecutionId(request.workflowId(), UUID.randomUUID().toString());
    InlineHistory history =
        new InlineHistory(
            execution, request, configuration(request, workflow.defaults()), timekeeper);
    histories.add(history);
    try {
      String result = workflow.run(request.input(), runtime(workflow, history, request));
      long decision = history.decision();
      history.append((id, time) -> new WorkflowExecutionCompleted(id, time, result, decision));
    } catch (Throwable thrown) {
      Decision.FailWorkflowExecution failure = ExecutionFailure.of(thrown, ServiceLimits.swf());
      long decision = history.decision();
      history.append(
          (id, time) ->
              new WorkflowExecutionFailed(id, time, failure.reason(), failure.details(), decision));
    }
    return execution;
  }

  private InlineRuntime runtime(
      WorkflowDefinition workflow, InlineHistory history, StartRequest request) {
    RunContext context =
        new RunContext(
            request.workflowType().name(),
            request.workflowType().version(),
            InlineBackend.DOMAIN,
            history.execution(),
            request.tagList(),
            Optional.empty(),
            Optional.empty());
    return new InlineRuntime(
        environment,
        context,
        history,
        new InlineActivities(environment.tasks(), history, workflow.taskPriority()),
        new InlineTimers(history, timekeeper));
  }

  /** What is not in the request is as the type is annotated. */
  private static ExecutionConfiguration configuration(
      StartRequest request, WorkflowTypeDefaults defaults) {
    return new ExecutionConfiguration(
        request.childPolicy().or(defaults::childPolicy).orElse(ChildPolicy.TERMINATE),
        request
            .executionStartToCloseTimeout()
            .or(defaults::executionStartToCloseTimeout)
            .orElse("NONE"),
        request.taskStartToCloseTimeout().or(defaults::taskStartToCloseTimeout).orElse("NONE"),
        request.taskList().or(defaults::taskList).orElse("default"),
        request.taskPriority().orElse(null),
        null);
  }

  @Override
  public void signal(ExecutionId execution, String signalName, @Nullable String input) {
    throw cannotReach(execution, "signalled");
  }

  @Override
  public void requestCancel(ExecutionId execution) {
    throw cannotReach(execution, "cancelled");
  }

  @Override
  public void terminate(
      ExecutionId execution,
      @Nullable String reason,
      @Nullable String details,
      Optional<ChildPolicy> childPolicy) {
    throw cannotReach(execution, "terminated");
  }

  private RuntimeException cannotReach(ExecutionId execution, String action) {
    return histories.find(execution).isOpen()
        ? new ConfigurationException(
            "the inline backend runs an execution within its start, where it cannot be %s; use the local backend for that"
                .formatted(action))
        : closed(execution);
  }

  private static ExecutionNotFoundException closed(ExecutionId execution) {
    return new ExecutionNotFoundException(
        "the execution of workflow '%s' with run id '%s' is closed"
            .formatted(execution.workflowId(), execution.runId()));
  }

  /** Nothing is ever left open to go on with, except what runs at this moment. */
  @Override
  public List<ExecutionId> resume(Optional<ExecutionId> execution) {
    if (execution.isPresent() && !histories.find(execution.get()).isOpen()) {
      throw closed(execution.get());
    }
    return execution.map(List::of).orElse(List.of());
  }

  /** There is nothing to run: {@link #start} has done it. */
  @Override
  public Run run(RunOptions options) {
    return () -> {};
  }

  @Override
  public ExecutionOutcome await(ExecutionId execution, Duration timeout)
      throws InterruptedException, TimeoutException {
    InlineHistory history = histories.find(execution);
    if (!history.awaitClose(timeout)) {
      throw new TimeoutException(
          "workflow '%s' is open after %s".formatted(execution.workflowId(), timeout));
    }
    ExecutionState state = history.state();
    return new ExecutionOutcome(
        execution,
        Objects.requireNonNull(state.closeStatus(), "a closed execution has a close status"),
        Optional.ofNullable(state.result()),
        Optional.ofNullable(state.reason()),
        Optional.ofNullable(state.details()));
  }

  @Override
  public void close() {
    // What runs, runs in its caller's thread.
  }
}
