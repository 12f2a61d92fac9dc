package io.simpleflow.inline;

import io.simpleflow.engine.canvas.AuthorHooks;
import io.simpleflow.engine.canvas.HookFailedException;
import io.simpleflow.engine.json.ExecutionFailure;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.ExecutionConfiguration;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionContinuedAsNew;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionFailed;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import io.simpleflow.spi.Timekeeper;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.Optional;

/** Runs executions: those that are started, their children, and the runs that they go on as. */
final class InlineRuns {
  private final ExecutorEnvironment environment;
  private final InlineHistories histories;
  private final Timekeeper timekeeper;

  InlineRuns(ExecutorEnvironment environment, InlineHistories histories, Timekeeper timekeeper) {
    this.environment = environment;
    this.histories = histories;
    this.timekeeper = timekeeper;
  }

  ExecutorEnvironment environment() {
    return environment;
  }

  Timekeeper timekeeper() {
    return timekeeper;
  }

  /**
   * Begins a run; nothing of its code runs before {@link #toEnd}.
   *
   * @throws io.simpleflow.ExecutionAlreadyStartedException if its workflow id is in use
   */
  InlineHistory begin(NewRun run) {
    InlineHistory history =
        new InlineHistory(run, configuration(run.request(), workflow(run)), timekeeper);
    histories.add(history);
    return history;
  }

  /** Runs what has begun, and the runs that it goes on as, and returns the history of the last. */
  InlineHistory toEnd(InlineHistory begun) {
    InlineHistory history = begun;
    for (Optional<InlineHistory> next = run(history); next.isPresent(); next = run(history)) {
      history = next.get();
    }
    return history;
  }

  /** What is not in the request is as the type is annotated. */
  ExecutionConfiguration configuration(StartRequest request, WorkflowDefinition workflow) {
    WorkflowTypeDefaults defaults = workflow.defaults();
    return new ExecutionConfiguration(
        request.childPolicy().or(defaults::childPolicy).orElse(ChildPolicy.TERMINATE),
        request
            .executionStartToCloseTimeout()
            .or(defaults::executionStartToCloseTimeout)
            .orElse("NONE"),
        request.taskStartToCloseTimeout().or(defaults::taskStartToCloseTimeout).orElse("NONE"),
        request.taskList().or(defaults::taskList).orElse("default"),
        request.taskPriority().orElse(null),
        request.lambdaRole().or(defaults::lambdaRole).orElse(null));
  }

  private WorkflowDefinition workflow(NewRun run) {
    return environment.tasks().workflow(run.request().workflowType());
  }

  /** Runs the code to its end, and returns the run that it goes on as, if it does. */
  private Optional<InlineHistory> run(InlineHistory history) {
    NewRun run = history.run();
    WorkflowDefinition workflow = workflow(run);
    AuthorHooks hooks = new AuthorHooks(workflow, history.folded());
    InlineRuntime runtime = new InlineRuntime(this, history, workflow, hooks);
    Decision end;
    try {
      String result = workflow.run(run.request().input(), runtime);
      runtime.throwRaised();
      end = new Decision.CompleteWorkflowExecution(result);
    } catch (HookFailedException thrown) {
      end = ExecutionFailure.ofHook(thrown.thrown(), ServiceLimits.swf());
    } catch (Throwable thrown) {
      end = ExecutionFailure.of(thrown, ServiceLimits.swf());
    }
    Optional<NewRun> next = runtime.end().map(run::continuedWith);
    if (next.isPresent()) {
      Decision.ContinueAsNewWorkflowExecution onwards = continueAsNew(next.get());
      runtime.afterDecision(onwards);
      InlineHistory nextHistory = begin(next.get()); // Who waits for this one goes on to that.
      close(history, onwards, nextHistory);
      return Optional.of(nextHistory);
    }
    runtime.afterDecision(end);
    close(history, end);
    return Optional.empty();
  }

  private static void close(InlineHistory history, Decision end) {
    long decision = history.lastDecision();
    history.append(
        (id, time) ->
            end instanceof Decision.FailWorkflowExecution failure
                ? new WorkflowExecutionFailed(
                    id, time, failure.reason(), failure.details(), decision)
                : new WorkflowExecutionCompleted(
                    id, time, ((Decision.CompleteWorkflowExecution) end).result(), decision));
  }

  private Decision.ContinueAsNewWorkflowExecution continueAsNew(NewRun next) {
    StartRequest request = next.request();
    ExecutionConfiguration configuration = configuration(request, workflow(next));
    return new Decision.ContinueAsNewWorkflowExecution(
        request.input(),
        configuration.executionStartToCloseTimeout(),
        configuration.taskList(),
        configuration.taskPriority(),
        configuration.taskStartToCloseTimeout(),
        configuration.childPolicy(),
        request.tagList(),
        request.workflowType().version(),
        configuration.lambdaRole());
  }

  private static void close(
      InlineHistory history, Decision.ContinueAsNewWorkflowExecution end, InlineHistory next) {
    ExecutionConfiguration configuration = next.configuration();
    long decision = history.lastDecision();
    history.append(
        (id, time) ->
            new WorkflowExecutionContinuedAsNew(
                id,
                time,
                end.input(),
                decision,
                next.execution().runId(),
                configuration.executionStartToCloseTimeout(),
                configuration.taskList(),
                configuration.taskPriority(),
                configuration.taskStartToCloseTimeout(),
                configuration.childPolicy(),
                end.tagList(),
                next.run().request().workflowType(),
                configuration.lambdaRole()));
  }
}
