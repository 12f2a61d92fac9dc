package io.simpleflow.engine.replay;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.ChildEvent;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExternalEvent;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.LambdaEvent;
import io.simpleflow.history.MarkerEvent;
import io.simpleflow.history.TimerEvent;
import io.simpleflow.history.WorkflowType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A service in miniature that keeps one history and lets activities, timers and decisions happen in
 * a random order, so that replay is tried on histories of every shape.
 */
final class SimulatedService {
  static final ExecutionId EXECUTION = new ExecutionId("wf", "run-1");
  static final List<String> TAGS = List.of("tag");
  static final ExecutionId PARENT = new ExecutionId("parent", "run-0");

  private final Random random;
  private final SimulatedHistory history = new SimulatedHistory();
  private final SimulatedOutcomes outcomes;
  private final SimulatedSignals signals = new SimulatedSignals(history);
  private final SimulatedChildren children = new SimulatedChildren(history);
  private final SimulatedFunctions functions = new SimulatedFunctions(history);
  private final Map<Long, ActivityEvent.ActivityTaskScheduled> scheduled = new LinkedHashMap<>();
  private final Map<Long, Long> started = new LinkedHashMap<>();
  private final Map<Long, ActivityEvent.ActivityTaskScheduled> startedActivities =
      new LinkedHashMap<>();
  private final Map<Long, Long> cancelRequested = new LinkedHashMap<>();
  private final Map<String, Long> timers = new LinkedHashMap<>();
  private final Deque<String> toRefuse = new ArrayDeque<>();
  private boolean refuses;
  private boolean closed;

  SimulatedService(Random random, String input) {
    this.random = random;
    this.outcomes = new SimulatedOutcomes(random);
    history.add(
        new ExecutionEvent.WorkflowExecutionStarted(
            1,
            history.now(),
            input,
            "3600",
            "60",
            ChildPolicy.TERMINATE,
            "list",
            null,
            new WorkflowType("random", "1"),
            TAGS,
            null,
            PARENT,
            0,
            null));
    history.scheduleDecision();
  }

  List<HistoryEvent> events() {
    return history.events();
  }

  boolean isClosed() {
    return closed;
  }

  boolean hasDecision() {
    return history.hasDecision();
  }

  /** Hands out the decision task: the history up to its start. */
  List<HistoryEvent> startDecision() {
    tick();
    history.startDecision();
    return events();
  }

  /** The decider did not answer. */
  void timeOutDecision() {
    long start = history.endDecision();
    history.add(
        new DecisionTaskEvent.DecisionTaskTimedOut(
            history.id(), history.now(), "START_TO_CLOSE", start, start));
    history.scheduleDecision();
  }

  void completeDecision(List<Decision> decisions) {
    completeDecision(decisions, null);
  }

  void completeDecision(List<Decision> decisions, @Nullable String executionContext) {
    long completed = history.id();
    long start = history.endDecision();
    history.add(
        new DecisionTaskEvent.DecisionTaskCompleted(
            completed, history.now(), executionContext, start - 1, start, null, null));
    decisions.forEach(decision -> apply(decision, completed));
  }

  private void apply(Decision decision, long completed) {
    List<String> causes = SimulatedRefusals.causes(decision, outcomes.areSteady());
    if (decision.type().isClosing() && history.hasNews()) {
      refuseClose(decision, "UNHANDLED_DECISION", completed);
    } else if (!toRefuse.isEmpty()) {
      refuse(decision, toRefuse.remove(), completed);
      history.scheduleDecision();
    } else if (refuses && random.nextInt(20) == 0 && !causes.isEmpty()) {
      refuse(decision, outcomes.one(causes), completed);
      history.scheduleDecision();
    } else if (decision instanceof Decision.ScheduleActivityTask d) {
      ActivityEvent.ActivityTaskScheduled event =
          new ActivityEvent.ActivityTaskScheduled(
              history.id(),
              history.now(),
              d.activityType(),
              d.activityId(),
              d.input(),
              null,
              null,
              null,
              null,
              "list",
              null,
              completed,
              null);
      scheduled.put(event.id(), event);
      history.add(event);
    } else if (decision instanceof Decision.StartTimer d) {
      timers.put(d.timerId(), history.id());
      history.add(
          new TimerEvent.TimerStarted(
              history.id(),
              history.now(),
              d.timerId(),
              d.control(),
              d.startToFireTimeout(),
              completed));
    } else if (decision instanceof Decision.CancelTimer d) {
      Long timer = timers.remove(d.timerId());
      history.add(
          timer == null
              ? new TimerEvent.CancelTimerFailed(
                  history.id(), history.now(), d.timerId(), "TIMER_ID_UNKNOWN", completed)
              : new TimerEvent.TimerCanceled(
                  history.id(), history.now(), d.timerId(), timer, completed));
    } else if (decision instanceof Decision.StartChildWorkflowExecution d) {
      children.initiate(d, completed);
    } else if (decision instanceof Decision.RequestCancelExternalWorkflowExecution d) {
      history.add(
          new ExternalEvent.RequestCancelExternalWorkflowExecutionInitiated(
              history.id(), history.now(), d.workflowId(), d.runId(), completed, null));
    } else if (decision instanceof Decision.ContinueAsNewWorkflowExecution d) {
      closed = true;
      history.add(continuedAsNew(d, completed));
    } else if (decision instanceof Decision.RequestCancelActivityTask d) {
      requestCancel(d.activityId(), completed);
    } else if (decision instanceof Decision.SignalExternalWorkflowExecution d) {
      signals.send(d, completed);
    } else if (decision instanceof Decision.ScheduleLambdaFunction d) {
      functions.schedule(d, completed);
    } else if (decision instanceof Decision.RecordMarker d) {
      history.add(
          new MarkerEvent.MarkerRecorded(
              history.id(), history.now(), d.markerName(), d.details(), completed));
    } else if (decision instanceof Decision.CompleteWorkflowExecution d) {
      closed = true;
      history.add(
          new ExecutionEvent.WorkflowExecutionCompleted(
              history.id(), history.now(), d.result(), completed));
    } else if (decision instanceof Decision.CancelWorkflowExecution d) {
      closed = true;
      history.add(
          new ExecutionEvent.WorkflowExecutionCanceled(
              history.id(), history.now(), d.details(), completed));
    } else if (decision instanceof Decision.FailWorkflowExecution d) {
      closed = true;
      history.add(
          new ExecutionEvent.WorkflowExecutionFailed(
              history.id(), history.now(), d.reason(), d.details(), completed));
    } else {
      throw new IllegalArgumentException("not simulated: " + decision);
    }
  }

  private void requestCancel(String activityId, long completed) {
    Long waiting = find(scheduled.values(), activityId);
    Long running = find(startedActivities.values(), activityId);
    if (waiting == null && running == null) {
      history.add(
          new ActivityEvent.RequestCancelActivityTaskFailed(
              history.id(), history.now(), activityId, "ACTIVITY_ID_UNKNOWN", completed));
      return;
    }
    long requested = history.id();
    history.add(
        new ActivityEvent.ActivityTaskCancelRequested(
            requested, history.now(), completed, activityId));
    if (waiting != null) {
      scheduled.remove(waiting);
      history.add(
          new ActivityEvent.ActivityTaskCanceled(
              history.id(), history.now(), null, waiting, 0, requested));
      history.scheduleDecision();
    } else {
      cancelRequested.put(running, requested);
    }
  }

  private static @Nullable Long find(
      Collection<ActivityEvent.ActivityTaskScheduled> among, String activityId) {
    return among.stream()
        .filter(event -> event.activityId().equals(activityId))
        .map(ActivityEvent.ActivityTaskScheduled::id)
        .findFirst()
        .orElse(null);
  }

  private ExecutionEvent.WorkflowExecutionContinuedAsNew continuedAsNew(
      Decision.ContinueAsNewWorkflowExecution d, long completed) {
    return new ExecutionEvent.WorkflowExecutionContinuedAsNew(
        history.id(),
        history.now(),
        d.input(),
        completed,
        "run-2",
        d.executionStartToCloseTimeout(),
        "list",
        d.taskPriority(),
        d.taskStartToCloseTimeout(),
        ChildPolicy.TERMINATE,
        d.tagList(),
        new WorkflowType("random", "1"),
        d.lambdaRole());
  }

  /** From now on refuses a decision now and then. */
  SimulatedService refusing() {
    refuses = true;
    return this;
  }

  /** Refuses the next decisions, each for its cause. */
  void refuseNext(String... causes) {
    toRefuse.addAll(List.of(causes));
  }

  /**
   * From now on what becomes of a task hangs on the task alone; nothing else comes from outside.
   */
  SimulatedService steady() {
    outcomes.beSteady();
    return this;
  }

  private void refuse(Decision decision, String cause, long completed) {
    if (decision instanceof Decision.StartChildWorkflowExecution d) {
      history.add(
          new ChildEvent.StartChildWorkflowExecutionFailed(
              history.id(),
              history.now(),
              d.workflowType(),
              cause,
              d.workflowId(),
              0,
              completed,
              null));
    } else if (decision instanceof Decision.ScheduleActivityTask d) {
      history.add(
          new ActivityEvent.ScheduleActivityTaskFailed(
              history.id(), history.now(), d.activityType(), d.activityId(), cause, completed));
    } else if (decision instanceof Decision.StartTimer d) {
      history.add(
          new TimerEvent.StartTimerFailed(
              history.id(), history.now(), d.timerId(), cause, completed));
    } else if (decision instanceof Decision.SignalExternalWorkflowExecution d) {
      // One that comes too fast is not even initiated.
      signals.fail(
          d.workflowId(),
          d.runId(),
          cause,
          cause.contains("RATE") ? 0 : signals.initiate(d, completed).id());
    } else if (decision instanceof Decision.ScheduleLambdaFunction d) {
      history.add(
          new LambdaEvent.ScheduleLambdaFunctionFailed(
              history.id(), history.now(), d.functionId(), d.name(), cause, completed));
    } else if (decision instanceof Decision.RecordMarker d) {
      history.add(
          new MarkerEvent.RecordMarkerFailed(
              history.id(), history.now(), d.markerName(), cause, completed));
    } else {
      refuseClose(decision, cause, completed);
    }
  }

  private void refuseClose(Decision decision, String cause, long completed) {
    history.add(
        decision instanceof Decision.CancelWorkflowExecution
            ? new ExecutionEvent.CancelWorkflowExecutionFailed(
                history.id(), history.now(), cause, completed)
            : decision instanceof Decision.FailWorkflowExecution
                ? new ExecutionEvent.FailWorkflowExecutionFailed(
                    history.id(), history.now(), cause, completed)
                : decision instanceof Decision.ContinueAsNewWorkflowExecution
                    ? new ExecutionEvent.ContinueAsNewWorkflowExecutionFailed(
                        history.id(), history.now(), cause, completed)
                    : new ExecutionEvent.CompleteWorkflowExecutionFailed(
                        history.id(), history.now(), cause, completed));
  }

  private void tick() {
    history.pass(1 + random.nextInt(5_000));
  }

  /** Lets one thing happen outside the decider, if anything can. */
  boolean happen() {
    int tasks = scheduled.size() + started.size() + timers.size();
    int choices = tasks + signals.underWay() + functions.open() + children.open();
    if (choices == 0 || closed) {
      return false;
    }
    tick();
    if (!outcomes.areSteady() && random.nextInt(12) == 0) {
      comeAnything();
      return true;
    }
    int choice = random.nextInt(choices);
    if (choice < scheduled.size()) {
      start(new ArrayList<>(scheduled.keySet()).get(choice));
    } else if (choice < scheduled.size() + started.size()) {
      end(new ArrayList<>(started.keySet()).get(choice - scheduled.size()));
    } else if (choice < tasks) {
      fire(new ArrayList<>(timers.keySet()).get(choice - scheduled.size() - started.size()));
    } else if (choice < tasks + signals.underWay()) {
      endSomeSignal();
    } else if (choice < tasks + signals.underWay() + functions.open()) {
      functions.change(outcomes);
    } else {
      children.change(outcomes);
    }
    return true;
  }

  /** Somebody asks the execution to cancel itself. */
  void requestCancel() {
    history.add(
        new ExecutionEvent.WorkflowExecutionCancelRequested(
            history.id(), history.now(), null, 0, null));
    history.scheduleDecision();
  }

  private void comeAnything() {
    if (random.nextInt(30) == 0) {
      requestCancel();
    } else {
      signal(
          random.nextBoolean() ? "go" : "stop",
          outcomes.one(List.of("{\"__propagate\":true,\"args\":[1],\"kwargs\":{}}", "2", "three")),
          random.nextBoolean() ? PARENT : null);
    }
  }

  private void endSomeSignal() {
    if (!outcomes.areSteady() && random.nextInt(4) == 0) {
      signals.end(outcomes.one(SimulatedRefusals.SIGNAL_CAUSES));
    } else {
      signals.deliver();
    }
  }

  /** A signal comes. */
  void signal(String name, @Nullable String input, @Nullable ExecutionId sender) {
    signals.come(name, input, sender);
  }

  /** The first signal on its way is delivered, or not for this cause. */
  void endSignal(@Nullable String cause) {
    signals.end(cause);
  }

  /** A child starts. */
  void startChild(String workflowId) {
    children.start(workflowId);
  }

  /** A started child ends, with its result or details. */
  void endChild(String workflowId, String how, @Nullable String details) {
    children.end(workflowId, how, details);
  }

  /** The request to cancel a run of a child does not reach it. */
  void failCancel(String workflowId, String runId) {
    children.failCancel(workflowId, runId);
  }

  /** The first function called ends; see {@link SimulatedFunctions#end}. */
  void endFunction(@Nullable String trouble, @Nullable String details) {
    functions.end(trouble, details);
  }

  /** The time of a timer passes. */
  void fire(String timer) {
    history.add(
        new TimerEvent.TimerFired(
            history.id(), history.now(), timer, Objects.requireNonNull(timers.remove(timer))));
    history.scheduleDecision();
  }

  /** The activity scheduled first of those not started is run: it fails for a reason, if given. */
  void endActivity(@Nullable String reason) {
    long scheduledId = scheduled.keySet().iterator().next();
    start(scheduledId);
    long startedId = Objects.requireNonNull(started.remove(scheduledId));
    startedActivities.remove(scheduledId);
    history.add(
        reason == null
            ? new ActivityEvent.ActivityTaskCompleted(
                history.id(), history.now(), "1", scheduledId, startedId)
            : new ActivityEvent.ActivityTaskFailed(
                history.id(), history.now(), reason, null, scheduledId, startedId));
    history.scheduleDecision();
  }

  private void start(long scheduledId) {
    started.put(scheduledId, history.id());
    startedActivities.put(scheduledId, Objects.requireNonNull(scheduled.remove(scheduledId)));
    history.add(
        new ActivityEvent.ActivityTaskStarted(history.id(), history.now(), "worker", scheduledId));
  }

  private void end(long scheduledId) {
    long startedId = Objects.requireNonNull(started.remove(scheduledId));
    ActivityEvent.ActivityTaskScheduled activity =
        Objects.requireNonNull(startedActivities.remove(scheduledId));
    String task = activity.activityType().name() + " " + activity.input();
    Long requested = cancelRequested.remove(scheduledId);
    int outcome = outcomes.next(activity.activityId(), task);
    if (requested != null && outcome < 5) {
      history.add(
          new ActivityEvent.ActivityTaskCanceled(
              history.id(), history.now(), "stopped", scheduledId, startedId, requested));
    } else if (outcome < 7) {
      history.add(
          new ActivityEvent.ActivityTaskCompleted(
              history.id(), history.now(), SimulatedOutcomes.result(task), scheduledId, startedId));
    } else if (outcome < 9) {
      history.add(
          new ActivityEvent.ActivityTaskFailed(
              history.id(),
              history.now(),
              "IllegalStateException: no luck",
              null,
              scheduledId,
              startedId));
    } else {
      history.add(
          new ActivityEvent.ActivityTaskTimedOut(
              history.id(), history.now(), "START_TO_CLOSE", scheduledId, startedId, null));
    }
    history.scheduleDecision();
  }
}
