package io.simpleflow.engine.replay;

import io.simpleflow.ActivityOptions;
import io.simpleflow.ContinueAsNew;
import io.simpleflow.ExecutionId;
import io.simpleflow.FailureDecision;
import io.simpleflow.FailureHandler;
import io.simpleflow.Future;
import io.simpleflow.Promise;
import io.simpleflow.RetryPolicy;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.TaskTerminatedException;
import io.simpleflow.TaskTimedOutException;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.engine.json.FailureDetails;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ChildEvent;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.StartChildWorkflowExecution;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExternalEvent;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.TaskIds;
import io.simpleflow.spi.WorkflowDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The child workflows of one execution: starts them once their arguments are there, and follows
 * them through the history's events. Not thread-safe.
 */
final class ChildTasks {
  /** Why a service refuses a child that it would start later. */
  private static final Set<String> PASSING_REFUSALS =
      Set.of(
          "OPEN_CHILDREN_LIMIT_EXCEEDED",
          "CHILD_CREATION_RATE_EXCEEDED",
          "OPEN_WORKFLOWS_LIMIT_EXCEEDED");

  private final ReplaySettings settings;
  private final ExecutionId parent;
  private final Outbox outbox;
  private final ReplayTimers timers;
  private final Attempts attempts;
  private final TaskIds ids;
  private final Dependencies dependencies;
  private final ChildDecisions decisions;
  private final Map<String, Child> byId = new HashMap<>();
  private final Map<Long, Child> byInitiatedEvent = new LinkedHashMap<>();

  /** Whatever future is a child's; with the child while that has not ended. */
  private final Map<Future<?>, Optional<Child>> byFuture = new WeakHashMap<>();

  private final List<Consumer<ExecutionId>> startListeners = new ArrayList<>();

  /** One child, through all its attempts. */
  private static final class Child {
    private final SubmittedTask<StartChildWorkflowExecution> task;
    private final Refusals cancelRefusals = new Refusals();
    private @Nullable ExecutionId execution;
    private final boolean codeIsHere;
    private @Nullable String timeout;

    Child(SubmittedTask<StartChildWorkflowExecution> task, boolean codeIsHere) {
      this.task = task;
      this.codeIsHere = codeIsHere;
    }
  }

  ChildTasks(
      ReplaySettings settings,
      ExecutionId parent,
      Outbox outbox,
      ReplayTimers timers,
      Attempts attempts,
      TaskIds ids,
      Dependencies dependencies) {
    this.settings = settings;
    this.parent = parent;
    this.outbox = outbox;
    this.timers = timers;
    this.attempts = attempts;
    this.ids = ids;
    this.dependencies = dependencies;
    this.decisions = new ChildDecisions(settings);
  }

  /** Takes what children, and the next run, inherit. */
  void begin(ExecutionEvent.WorkflowExecutionStarted started, WorkflowDefinition definition) {
    decisions.begin(started, definition);
  }

  /** Starts a child as soon as the futures among its arguments are finished. */
  void submit(
      SubmittedChild child,
      TaskArguments arguments,
      Optional<FailureHandler> handler,
      Promise<?> promise,
      Strand submitter) {
    child.options().workflowId().ifPresent(this::requireFree);
    String name = "workflow-" + child.type().name();
    // Numbers are given in the order of the submits, whatever is known of the arguments.
    Optional<String> id =
        child
            .options()
            .workflowId()
            .or(
                () ->
                    child.idempotent()
                        ? Optional.empty()
                        : Optional.of(ids.nextChild(name, parent)));
    byFuture.put(promise, Optional.empty());
    dependencies.whenReady(
        "child",
        id.orElse(name),
        arguments,
        promise,
        values -> start(new Submit(child, name, handler, submitter), id, values, promise));
  }

  /** What a submit gives beside the arguments. */
  private record Submit(
      SubmittedChild child, String name, Optional<FailureHandler> handler, Strand submitter) {}

  private void requireFree(String workflowId) {
    Child other = byId.get(workflowId);
    if (other != null && !other.task.promise().isDone()) {
      throw new IllegalArgumentException(
          "the workflow id '%s' is taken by a child that has not ended".formatted(workflowId));
    }
  }

  private void start(Submit submit, Optional<String> id, TaskArguments values, Promise<?> promise) {
    SubmittedChild submitted = submit.child();
    TaskInput input = decisions.input(submitted, values);
    WorkflowOptions options = decisions.options(submitted, input);
    boolean shared = options.workflowId().isEmpty() && submitted.idempotent();
    String workflowId =
        options
            .workflowId()
            .or(() -> id)
            .orElseGet(() -> TaskIds.childOfInput(submit.name(), parent, input.toJson()));
    Child child = shared ? byId.get(workflowId) : null;
    if (child == null) {
      requireFree(workflowId);
      child =
          new Child(
              new SubmittedTask<>(
                  new SubmittedTask.Identity(submit.name(), workflowId, submitted.resultType()),
                  new SubmittedTask.FailureRules(
                      options.retry().orElseGet(RetryPolicy::never),
                      submit.handler(),
                      options.raisesOnFailure().orElse(false),
                      submit.submitter()),
                  decisions.start(submitted, options, workflowId, input),
                  shared ? Promise.<@Nullable Object>unawaitable() : promise,
                  (before, retry) -> changed(submitted, values, before, retry),
                  (before, attempt) -> before),
              submitted.definition().isPresent());
      begin(child);
    }
    byFuture.put(promise, Optional.of(child));
    promise.whenDone(() -> byFuture.put(promise, Optional.empty()));
    if (shared) {
      child.task.addFollower(promise);
    }
  }

  private void begin(Child child) {
    byId.put(child.task.id(), child);
    outbox.add(child.task.decision());
    child.task.promise().onCancelRequest(() -> requestCancel(child));
  }

  private StartChildWorkflowExecution changed(
      SubmittedChild submitted,
      TaskArguments values,
      StartChildWorkflowExecution before,
      FailureDecision.Retry retry) {
    if (!retry.options().equals(ActivityOptions.none())) {
      throw new IllegalArgumentException(
          "a child workflow is tried again with other arguments, not with the options of"
              + " activities: "
              + before.workflowId());
    }
    if (retry.arguments().isEmpty() && retry.keywordArguments().isEmpty()) {
      return before;
    }
    TaskInput input =
        decisions.input(
            submitted,
            new TaskArguments(
                retry.arguments().orElseGet(values::positional),
                retry.keywordArguments().orElseGet(values::keywords)));
    return new StartChildWorkflowExecution(
        before.workflowType(),
        before.workflowId(),
        before.control(),
        input.toJson(),
        before.executionStartToCloseTimeout(),
        before.taskList(),
        before.taskPriority(),
        before.taskStartToCloseTimeout(),
        before.childPolicy(),
        before.tagList(),
        before.lambdaRole());
  }

  private void requestCancel(Child child) {
    child.task.requestCancel();
    if (outbox.withdraw(child.task.decision())) {
      byId.remove(child.task.id(), child); // Who asks for the same later gets a child of his own.
      child.task.promise().cancel();
    } else if (attempts.giveUpWaiting(child.task)) {
      child.task.promise().cancel();
    } else if (child.execution != null) {
      requestCancel(child.task.id(), child.execution.runId());
    }
    // Else it is asked to when it starts.
  }

  private void requestCancel(String workflowId, @Nullable String runId) {
    outbox.add(new Decision.RequestCancelExternalWorkflowExecution(workflowId, runId, null));
  }

  /** The decision by which this run goes on as a new one. */
  Decision continueAsNew(ContinueAsNew next) {
    return decisions.next(next);
  }

  /** The decision by which this run goes on as a new one with the same input. */
  Decision continueAsNew() {
    return decisions.again();
  }

  /** Whether the future is that of a child, be it started or not. */
  boolean isChild(Future<?> future) {
    return byFuture.containsKey(future);
  }

  /**
   * The first run of the child of a future, while it runs; empty before it has started and after it
   * has ended. A child that goes on as new has other run ids then, which its parent is not told.
   */
  Optional<ExecutionId> execution(Future<?> future) {
    return byFuture
        .getOrDefault(future, Optional.empty())
        .flatMap(child -> Optional.ofNullable(child.execution));
  }

  /** The children that run, in the order in which their starts were asked for. */
  Stream<ExecutionId> started() {
    return byInitiatedEvent.values().stream()
        .flatMap(child -> Optional.ofNullable(child.execution).stream());
  }

  /** Tells of each child that starts from now on, after {@link #execution} knows it. */
  void onStart(Consumer<ExecutionId> listener) {
    startListeners.add(listener);
  }

  void apply(ChildEvent event) {
    if (event instanceof ChildEvent.StartChildWorkflowExecutionInitiated initiated) {
      apply(initiated);
    } else if (event instanceof ChildEvent.StartChildWorkflowExecutionFailed refused) {
      apply(refused);
    } else if (event instanceof ChildEvent.ChildWorkflowExecutionStarted started) {
      apply(started);
    } else if (event instanceof ChildEvent.ChildWorkflowExecutionCompleted completed) {
      apply(completed);
    } else if (event instanceof ChildEvent.ChildWorkflowExecutionFailed failed) {
      apply(failed);
    } else if (event instanceof ChildEvent.ChildWorkflowExecutionTimedOut timedOut) {
      apply(timedOut);
    } else if (event instanceof ChildEvent.ChildWorkflowExecutionCanceled canceled) {
      apply(canceled);
    } else if (event instanceof ChildEvent.ChildWorkflowExecutionTerminated terminated) {
      apply(terminated);
    }
  }

  /** Lets go of what a child was given and has given, when no attempt is under way. */
  private void forgetIfDone(Child child) {
    if (child.task.promise().isDone() && !child.task.isShared()) {
      byId.remove(child.task.id(), child);
    }
  }

  private void apply(ChildEvent.StartChildWorkflowExecutionInitiated event) {
    Child child = byId.get(event.workflowId());
    if (child != null) {
      child.timeout = event.executionStartToCloseTimeout();
      byInitiatedEvent.put(event.id(), child);
    }
  }

  private void apply(ChildEvent.StartChildWorkflowExecutionFailed event) {
    Child child =
        event.initiatedEventId() == 0
            ? byId.get(event.workflowId())
            : byInitiatedEvent.remove(event.initiatedEventId());
    if (child == null) {
      return;
    }
    SubmittedTask<StartChildWorkflowExecution> task = child.task;
    // A service in this process has no deciders elsewhere, which might have the code.
    boolean unknownType =
        event.cause().equals("WORKFLOW_TYPE_DOES_NOT_EXIST")
            && (child.codeIsHere || !settings.limits().pollsEveryTaskList());
    boolean passing = PASSING_REFUSALS.contains(event.cause());
    if (task.promise().isDone()) {
      outbox.ended(task.decision());
    } else if (task.isCancelRequested() && (unknownType || passing)) {
      outbox.ended(task.decision());
      task.promise().cancel();
    } else if (unknownType || passing) {
      attempts.refused(task, event.cause(), unknownType, passing);
    } else {
      outbox.ended(task.decision());
      attempts.failed(
          task,
          List.of(),
          new TaskFailedException(task.name(), event.cause(), Optional.empty(), Optional.empty()),
          event.id());
    }
  }

  private void apply(ChildEvent.ChildWorkflowExecutionStarted event) {
    Child child = byInitiatedEvent.get(event.initiatedEventId());
    if (child == null) {
      return;
    }
    child.execution = event.workflowExecution();
    if (child.task.isCancelRequested()) {
      requestCancel(child.task.id(), event.workflowExecution().runId());
    }
    child.task.start();
    List.copyOf(startListeners).forEach(listener -> listener.accept(event.workflowExecution()));
  }

  private void apply(ChildEvent.ChildWorkflowExecutionCompleted event) {
    Child child = ended(event.initiatedEventId());
    if (child != null) {
      child.task.complete(event.result(), settings.converter());
      forgetIfDone(child);
    }
  }

  private void apply(ChildEvent.ChildWorkflowExecutionFailed event) {
    Child child = ended(event.initiatedEventId());
    if (child != null) {
      attempts.failed(
          child.task,
          FailureDetails.errorTypes(event.details()),
          FailureDetails.exception(child.task.name(), event.reason(), event.details()),
          event.id());
      forgetIfDone(child);
    }
  }

  private void apply(ChildEvent.ChildWorkflowExecutionTimedOut event) {
    Child child = ended(event.initiatedEventId());
    if (child != null) {
      TaskTimedOutException failure =
          new TaskTimedOutException(
              child.task.name(),
              event.timeoutType(),
              Optional.ofNullable(child.timeout),
              Optional.empty());
      attempts.failed(child.task, List.of(), failure, event.id());
      forgetIfDone(child);
    }
  }

  private void apply(ChildEvent.ChildWorkflowExecutionCanceled event) {
    Child child = ended(event.initiatedEventId());
    if (child != null) {
      child
          .task
          .promise()
          .cancel(
              new TaskCanceledException(child.task.name(), Optional.ofNullable(event.details())));
      forgetIfDone(child);
    }
  }

  private void apply(ChildEvent.ChildWorkflowExecutionTerminated event) {
    Child child = ended(event.initiatedEventId());
    if (child != null) {
      attempts.end(child.task, new TaskTerminatedException(child.task.name()));
      forgetIfDone(child);
    }
  }

  private @Nullable Child ended(long initiatedEventId) {
    Child child = byInitiatedEvent.remove(initiatedEventId);
    if (child != null) {
      child.execution = null;
      outbox.ended(child.task.decision());
    }
    return child;
  }

  /** Looks after requests to cancel that did not reach a child which still runs. */
  void apply(ExternalEvent event) {
    if (!(event instanceof ExternalEvent.RequestCancelExternalWorkflowExecutionFailed refused)) {
      return;
    }
    Child child = byId.get(refused.workflowId());
    if (child == null || child.execution == null || !child.task.isCancelRequested()) {
      return;
    }
    if (refused.cause().endsWith("RATE_EXCEEDED")) {
      timers.start(
          new Decision.StartTimer(
              TaskIds.limited("_simpleflow_cancel_" + refused.workflowId()),
              null,
              SwfSeconds.of(child.cancelRefusals.next())),
          () -> requestCancelAgain(child, refused.runId()),
          notEvenThat -> requestCancelAgain(child, refused.runId()));
    } else if (refused.runId() != null) {
      requestCancel(refused.workflowId(), null); // It has gone on as new: another run has it now.
    }
  }

  private void requestCancelAgain(Child child, @Nullable String runId) {
    if (child.execution != null) {
      requestCancel(child.task.id(), runId);
    }
  }

  /** The workflow ids of those that run. */
  Stream<String> open() {
    return byInitiatedEvent.values().stream()
        .filter(child -> !child.task.promise().isDone())
        .map(child -> child.task.id());
  }
}
