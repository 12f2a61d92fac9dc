package io.simpleflow.engine.replay;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.ChildEvent;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExternalEvent;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionInitiated;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.LambdaEvent;
import io.simpleflow.history.MarkerEvent;
import io.simpleflow.history.TimerEvent;
import io.simpleflow.history.WorkflowType;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
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

  private static final List<String> ACTIVITY_CAUSES =
      List.of(
          "ACTIVITY_TYPE_DOES_NOT_EXIST",
          "ACTIVITY_TYPE_DEPRECATED",
          "OPEN_ACTIVITIES_LIMIT_EXCEEDED",
          "ACTIVITY_CREATION_RATE_EXCEEDED");
  private static final List<String> TIMER_CAUSES =
      List.of(
          "TIMER_CREATION_RATE_EXCEEDED", "OPEN_TIMERS_LIMIT_EXCEEDED", "TIMER_ID_ALREADY_IN_USE");
  private static final List<String> CHILD_CAUSES =
      List.of(
          "WORKFLOW_TYPE_DOES_NOT_EXIST",
          "CHILD_CREATION_RATE_EXCEEDED",
          "WORKFLOW_TYPE_DEPRECATED");
  private static final List<String> SIGNAL_CAUSES =
      List.of(
          "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION",
          "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED");
  private static final List<String> FUNCTION_CAUSES =
      List.of("LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED", "LAMBDA_SERVICE_NOT_AVAILABLE_IN_REGION");

  private final Random random;
  private final List<HistoryEvent> events = new ArrayList<>();
  private final Map<Long, ActivityEvent.ActivityTaskScheduled> scheduled = new LinkedHashMap<>();
  private final Map<Long, Long> started = new LinkedHashMap<>();
  private final Map<Long, ActivityEvent.ActivityTaskScheduled> startedActivities =
      new LinkedHashMap<>();
  private final Map<Long, Long> cancelRequested = new LinkedHashMap<>();
  private final Map<String, Long> timers = new LinkedHashMap<>();

  /** The events that asked for children which have not ended, by workflow id. */
  private final Map<String, ChildEvent.StartChildWorkflowExecutionInitiated> children =
      new LinkedHashMap<>();

  private final Map<String, Long> childStarts = new HashMap<>();
  private final Map<Long, SignalExternalWorkflowExecutionInitiated> signals = new LinkedHashMap<>();

  /** The calls of functions, by the events that schedule them: 0, or the event of the start. */
  private final Map<Long, Long> functions = new LinkedHashMap<>();

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long decisionScheduled;
  private long decisionStarted;
  private final Deque<String> toRefuse = new ArrayDeque<>();
  private boolean refuses;
  private boolean closed;

  SimulatedService(Random random, String input) {
    this.random = random;
    events.add(
        new ExecutionEvent.WorkflowExecutionStarted(
            1,
            now,
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
    scheduleDecision();
  }

  List<HistoryEvent> events() {
    return List.copyOf(events);
  }

  boolean isClosed() {
    return closed;
  }

  private long id() {
    return events.size() + 1L;
  }

  private void scheduleDecision() {
    if (decisionScheduled == 0) {
      decisionScheduled = id();
      events.add(new DecisionTaskEvent.DecisionTaskScheduled(id(), now, "list", null, "60", null));
    }
  }

  boolean hasDecision() {
    return decisionScheduled != 0 && decisionStarted == 0;
  }

  /** Hands out the decision task: the history up to its start. */
  List<HistoryEvent> startDecision() {
    tick();
    decisionStarted = id();
    events.add(new DecisionTaskEvent.DecisionTaskStarted(id(), now, "decider", decisionScheduled));
    decisionScheduled = 0;
    return events();
  }

  /** The decider did not answer. */
  void timeOutDecision() {
    events.add(
        new DecisionTaskEvent.DecisionTaskTimedOut(
            id(), now, "START_TO_CLOSE", decisionStarted, decisionStarted));
    decisionStarted = 0;
    scheduleDecision();
  }

  void completeDecision(List<Decision> decisions) {
    completeDecision(decisions, null);
  }

  void completeDecision(List<Decision> decisions, @Nullable String executionContext) {
    long completed = id();
    events.add(
        new DecisionTaskEvent.DecisionTaskCompleted(
            completed, now, executionContext, decisionStarted - 1, decisionStarted, null, null));
    decisionStarted = 0;
    decisions.forEach(decision -> apply(decision, completed));
  }

  private void apply(Decision decision, long completed) {
    if (decision.type().isClosing() && decisionScheduled != 0) {
      refuseClose(decision, "UNHANDLED_DECISION", completed);
    } else if (!toRefuse.isEmpty()) {
      refuse(decision, toRefuse.remove(), completed);
      scheduleDecision();
    } else if (refuses && random.nextInt(20) == 0 && isRefusable(decision)) {
      refuse(decision, one(causes(decision)), completed);
      scheduleDecision();
    } else if (decision instanceof Decision.ScheduleActivityTask d) {
      ActivityEvent.ActivityTaskScheduled event =
          new ActivityEvent.ActivityTaskScheduled(
              id(),
              now,
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
      events.add(event);
    } else if (decision instanceof Decision.StartTimer d) {
      timers.put(d.timerId(), id());
      events.add(
          new TimerEvent.TimerStarted(
              id(), now, d.timerId(), d.control(), d.startToFireTimeout(), completed));
    } else if (decision instanceof Decision.CancelTimer d) {
      Long timer = timers.remove(d.timerId());
      events.add(
          timer == null
              ? new TimerEvent.CancelTimerFailed(
                  id(), now, d.timerId(), "TIMER_ID_UNKNOWN", completed)
              : new TimerEvent.TimerCanceled(id(), now, d.timerId(), timer, completed));
    } else if (decision instanceof Decision.StartChildWorkflowExecution d) {
      ChildEvent.StartChildWorkflowExecutionInitiated event = initiated(d, completed);
      children.put(d.workflowId(), event);
      events.add(event);
    } else if (decision instanceof Decision.RequestCancelExternalWorkflowExecution d) {
      events.add(
          new ExternalEvent.RequestCancelExternalWorkflowExecutionInitiated(
              id(), now, d.workflowId(), d.runId(), completed, null));
    } else if (decision instanceof Decision.ContinueAsNewWorkflowExecution d) {
      closed = true;
      events.add(continuedAsNew(d, completed));
    } else if (decision instanceof Decision.RequestCancelActivityTask d) {
      requestCancel(d.activityId(), completed);
    } else if (decision instanceof Decision.SignalExternalWorkflowExecution d) {
      signals.put(id(), initiate(d, completed));
    } else if (decision instanceof Decision.ScheduleLambdaFunction d) {
      functions.put(id(), 0L);
      events.add(
          new LambdaEvent.LambdaFunctionScheduled(
              id(), now, d.functionId(), d.name(), null, d.input(), null, completed));
    } else if (decision instanceof Decision.RecordMarker d) {
      events.add(new MarkerEvent.MarkerRecorded(id(), now, d.markerName(), d.details(), completed));
    } else if (decision instanceof Decision.CompleteWorkflowExecution d) {
      closed = true;
      events.add(new ExecutionEvent.WorkflowExecutionCompleted(id(), now, d.result(), completed));
    } else if (decision instanceof Decision.CancelWorkflowExecution d) {
      closed = true;
      events.add(new ExecutionEvent.WorkflowExecutionCanceled(id(), now, d.details(), completed));
    } else if (decision instanceof Decision.FailWorkflowExecution d) {
      closed = true;
      events.add(
          new ExecutionEvent.WorkflowExecutionFailed(
              id(), now, d.reason(), d.details(), completed));
    } else {
      throw new IllegalArgumentException("not simulated: " + decision);
    }
  }

  private SignalExternalWorkflowExecutionInitiated initiate(
      Decision.SignalExternalWorkflowExecution d, long completed) {
    SignalExternalWorkflowExecutionInitiated event =
        new SignalExternalWorkflowExecutionInitiated(
            id(), now, d.workflowId(), d.runId(), d.signalName(), d.input(), completed, null);
    events.add(event);
    return event;
  }

  private void requestCancel(String activityId, long completed) {
    Long waiting = find(scheduled.values(), activityId);
    Long running = find(startedActivities.values(), activityId);
    if (waiting == null && running == null) {
      events.add(
          new ActivityEvent.RequestCancelActivityTaskFailed(
              id(), now, activityId, "ACTIVITY_ID_UNKNOWN", completed));
      return;
    }
    long requested = id();
    events.add(
        new ActivityEvent.ActivityTaskCancelRequested(requested, now, completed, activityId));
    if (waiting != null) {
      scheduled.remove(waiting);
      events.add(new ActivityEvent.ActivityTaskCanceled(id(), now, null, waiting, 0, requested));
      scheduleDecision();
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

  private ChildEvent.StartChildWorkflowExecutionInitiated initiated(
      Decision.StartChildWorkflowExecution d, long completed) {
    return new ChildEvent.StartChildWorkflowExecutionInitiated(
        id(),
        now,
        d.workflowId(),
        d.workflowType(),
        null,
        d.input(),
        "60",
        "list",
        null,
        completed,
        ChildPolicy.TERMINATE,
        "60",
        d.tagList(),
        null);
  }

  private ExecutionEvent.WorkflowExecutionContinuedAsNew continuedAsNew(
      Decision.ContinueAsNewWorkflowExecution d, long completed) {
    return new ExecutionEvent.WorkflowExecutionContinuedAsNew(
        id(),
        now,
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

  /** A child starts. */
  void startChild(String workflowId) {
    ChildEvent.StartChildWorkflowExecutionInitiated child =
        Objects.requireNonNull(children.get(workflowId));
    childStarts.put(workflowId, id());
    events.add(
        new ChildEvent.ChildWorkflowExecutionStarted(
            id(), now, new ExecutionId(workflowId, "run-9"), child.workflowType(), child.id()));
    scheduleDecision();
  }

  /** A started child ends, with its result or details. */
  void endChild(String workflowId, String how, @Nullable String details) {
    ExecutionId run = new ExecutionId(workflowId, "run-9");
    ChildEvent.StartChildWorkflowExecutionInitiated child =
        Objects.requireNonNull(children.remove(workflowId));
    long asked = child.id();
    long begun = Objects.requireNonNull(childStarts.remove(workflowId));
    WorkflowType type = child.workflowType();
    events.add(
        switch (how) {
          case "COMPLETED" ->
              new ChildEvent.ChildWorkflowExecutionCompleted(
                  id(), now, run, type, details, asked, begun);
          case "FAILED" ->
              new ChildEvent.ChildWorkflowExecutionFailed(
                  id(), now, run, type, "reason", details, asked, begun);
          case "TIMED_OUT" ->
              new ChildEvent.ChildWorkflowExecutionTimedOut(
                  id(), now, run, type, "START_TO_CLOSE", asked, begun);
          case "CANCELED" ->
              new ChildEvent.ChildWorkflowExecutionCanceled(
                  id(), now, run, type, details, asked, begun);
          default ->
              new ChildEvent.ChildWorkflowExecutionTerminated(id(), now, run, type, asked, begun);
        });
    scheduleDecision();
  }

  private void changeChild(String workflowId) {
    if (childStarts.containsKey(workflowId)) {
      endChild(
          workflowId,
          one(List.of("COMPLETED", "COMPLETED", "FAILED", "TIMED_OUT", "CANCELED", "TERMINATED")),
          "5");
    } else {
      startChild(workflowId);
    }
  }

  /** The request to cancel a run of a child does not reach it. */
  void failCancel(String workflowId, String runId) {
    events.add(
        new ExternalEvent.RequestCancelExternalWorkflowExecutionFailed(
            id(), now, workflowId, runId, "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION", 1, 0, null));
    scheduleDecision();
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

  private static boolean isRefusable(Decision decision) {
    return !causes(decision).isEmpty();
  }

  private static List<String> causes(Decision decision) {
    return decision.type().isClosing()
        ? List.of("OPERATION_NOT_PERMITTED")
        : decision instanceof Decision.ScheduleActivityTask
            ? ACTIVITY_CAUSES
            : decision instanceof Decision.StartTimer
                ? TIMER_CAUSES
                : decision instanceof Decision.SignalExternalWorkflowExecution
                    ? SIGNAL_CAUSES
                    : decision instanceof Decision.ScheduleLambdaFunction
                        ? FUNCTION_CAUSES
                        : decision instanceof Decision.StartChildWorkflowExecution
                            ? CHILD_CAUSES
                            : List.of();
  }

  private void refuse(Decision decision, String cause, long completed) {
    if (decision instanceof Decision.StartChildWorkflowExecution d) {
      events.add(
          new ChildEvent.StartChildWorkflowExecutionFailed(
              id(), now, d.workflowType(), cause, d.workflowId(), 0, completed, null));
    } else if (decision instanceof Decision.ScheduleActivityTask d) {
      events.add(
          new ActivityEvent.ScheduleActivityTaskFailed(
              id(), now, d.activityType(), d.activityId(), cause, completed));
    } else if (decision instanceof Decision.StartTimer d) {
      events.add(new TimerEvent.StartTimerFailed(id(), now, d.timerId(), cause, completed));
    } else if (decision instanceof Decision.SignalExternalWorkflowExecution d) {
      // One that comes too fast is not even initiated.
      fail(
          d.workflowId(),
          d.runId(),
          cause,
          cause.contains("RATE") ? 0 : initiate(d, completed).id());
    } else if (decision instanceof Decision.ScheduleLambdaFunction d) {
      events.add(
          new LambdaEvent.ScheduleLambdaFunctionFailed(
              id(), now, d.functionId(), d.name(), cause, completed));
    } else if (decision instanceof Decision.RecordMarker d) {
      events.add(new MarkerEvent.RecordMarkerFailed(id(), now, d.markerName(), cause, completed));
    } else {
      refuseClose(decision, cause, completed);
    }
  }

  private String one(List<String> causes) {
    return causes.get(random.nextInt(causes.size()));
  }

  private void refuseClose(Decision decision, String cause, long completed) {
    events.add(
        decision instanceof Decision.CancelWorkflowExecution
            ? new ExecutionEvent.CancelWorkflowExecutionFailed(id(), now, cause, completed)
            : decision instanceof Decision.FailWorkflowExecution
                ? new ExecutionEvent.FailWorkflowExecutionFailed(id(), now, cause, completed)
                : decision instanceof Decision.ContinueAsNewWorkflowExecution
                    ? new ExecutionEvent.ContinueAsNewWorkflowExecutionFailed(
                        id(), now, cause, completed)
                    : new ExecutionEvent.CompleteWorkflowExecutionFailed(
                        id(), now, cause, completed));
  }

  private void tick() {
    now = now.plusMillis(1 + random.nextInt(5_000));
  }

  /** Lets one thing happen outside the decider, if anything can. */
  boolean happen() {
    int tasks = scheduled.size() + started.size() + timers.size();
    int choices = tasks + signals.size() + functions.size() + children.size();
    if (choices == 0 || closed) {
      return false;
    }
    tick();
    if (random.nextInt(12) == 0) {
      signal(
          random.nextBoolean() ? "go" : "stop",
          one(List.of("{\"__propagate\":true,\"args\":[1],\"kwargs\":{}}", "2", "three")),
          random.nextBoolean() ? PARENT : null);
      return true;
    }
    if (random.nextInt(400) == 0) {
      requestCancel();
      return true;
    }
    int choice = random.nextInt(choices);
    if (choice < scheduled.size()) {
      start(new ArrayList<>(scheduled.keySet()).get(choice));
    } else if (choice < scheduled.size() + started.size()) {
      end(new ArrayList<>(started.keySet()).get(choice - scheduled.size()));
    } else if (choice < tasks) {
      fire(new ArrayList<>(timers.keySet()).get(choice - scheduled.size() - started.size()));
    } else if (choice < tasks + signals.size()) {
      endSignal(random.nextInt(4) == 0 ? one(SIGNAL_CAUSES) : null);
    } else if (choice < tasks + signals.size() + functions.size()) {
      call();
    } else {
      changeChild(one(List.copyOf(children.keySet())));
    }
    return true;
  }

  /** Somebody asks the execution to cancel itself. */
  void requestCancel() {
    events.add(new ExecutionEvent.WorkflowExecutionCancelRequested(id(), now, null, 0, null));
    scheduleDecision();
  }

  /** A signal comes. */
  void signal(String name, @Nullable String input, @Nullable ExecutionId sender) {
    events.add(
        new ExecutionEvent.WorkflowExecutionSignaled(
            id(), now, name, input, sender, sender == null ? 0 : 7));
    scheduleDecision();
  }

  private void fail(String workflowId, @Nullable String runId, String cause, long initiated) {
    events.add(
        new ExternalEvent.SignalExternalWorkflowExecutionFailed(
            id(), now, workflowId, runId, cause, initiated, 0, null));
  }

  /** The first signal on its way is delivered, or not for this cause. */
  void endSignal(@Nullable String cause) {
    SignalExternalWorkflowExecutionInitiated signal =
        Objects.requireNonNull(signals.remove(signals.keySet().iterator().next()));
    if (cause != null) {
      fail(signal.workflowId(), signal.runId(), cause, signal.id());
    } else {
      events.add(
          new ExternalEvent.ExternalWorkflowExecutionSignaled(
              id(), now, new ExecutionId(signal.workflowId(), "run-7"), signal.id()));
    }
    scheduleDecision();
  }

  /** A function starts, or ends. */
  private void call() {
    long scheduledId = functions.keySet().iterator().next();
    long startedId = functions.getOrDefault(scheduledId, 0L);
    int outcome = random.nextInt(10);
    if (startedId == 0 && outcome == 0) {
      endFunction("ASSUME_ROLE_FAILED", null);
    } else if (startedId == 0) {
      functions.put(scheduledId, id());
      events.add(new LambdaEvent.LambdaFunctionStarted(id(), now, scheduledId));
    } else {
      endFunction(outcome < 7 ? null : outcome < 9 ? "Oops" : "START_TO_CLOSE", "5");
    }
  }

  /**
   * The first function called ends.
   *
   * @param trouble null to complete, else the reason, or the type of a timeout, or the cause why it
   *     is not even started
   * @param details the result, or the failure's details
   */
  void endFunction(@Nullable String trouble, @Nullable String details) {
    long scheduledId = functions.keySet().iterator().next();
    long start = Objects.requireNonNull(functions.remove(scheduledId));
    events.add(
        trouble == null
            ? new LambdaEvent.LambdaFunctionCompleted(id(), now, scheduledId, start, details)
            : trouble.equals("ASSUME_ROLE_FAILED")
                ? new LambdaEvent.StartLambdaFunctionFailed(
                    id(), now, scheduledId, trouble, details)
                : trouble.equals("START_TO_CLOSE")
                    ? new LambdaEvent.LambdaFunctionTimedOut(id(), now, scheduledId, start, trouble)
                    : new LambdaEvent.LambdaFunctionFailed(
                        id(), now, scheduledId, start, trouble, details));
    scheduleDecision();
  }

  /** The time of a timer passes. */
  void fire(String timer) {
    events.add(
        new TimerEvent.TimerFired(id(), now, timer, Objects.requireNonNull(timers.remove(timer))));
    scheduleDecision();
  }

  /** The activity scheduled first of those not started is run: it fails for a reason, if given. */
  void endActivity(@Nullable String reason) {
    long scheduledId = scheduled.keySet().iterator().next();
    start(scheduledId);
    long startedId = Objects.requireNonNull(started.remove(scheduledId));
    startedActivities.remove(scheduledId);
    events.add(
        reason == null
            ? new ActivityEvent.ActivityTaskCompleted(id(), now, "1", scheduledId, startedId)
            : new ActivityEvent.ActivityTaskFailed(
                id(), now, reason, null, scheduledId, startedId));
    scheduleDecision();
  }

  private void start(long scheduledId) {
    started.put(scheduledId, id());
    startedActivities.put(scheduledId, Objects.requireNonNull(scheduled.remove(scheduledId)));
    events.add(new ActivityEvent.ActivityTaskStarted(id(), now, "worker", scheduledId));
  }

  private void end(long scheduledId) {
    long startedId = Objects.requireNonNull(started.remove(scheduledId));
    startedActivities.remove(scheduledId);
    Long requested = cancelRequested.remove(scheduledId);
    int outcome = random.nextInt(10);
    if (requested != null && outcome < 5) {
      events.add(
          new ActivityEvent.ActivityTaskCanceled(
              id(), now, "stopped", scheduledId, startedId, requested));
    } else if (outcome < 7) {
      events.add(
          new ActivityEvent.ActivityTaskCompleted(
              id(), now, Long.toString(scheduledId), scheduledId, startedId));
    } else if (outcome < 9) {
      events.add(
          new ActivityEvent.ActivityTaskFailed(
              id(), now, "IllegalStateException: no luck", null, scheduledId, startedId));
    } else {
      events.add(
          new ActivityEvent.ActivityTaskTimedOut(
              id(), now, "START_TO_CLOSE", scheduledId, startedId, null));
    }
    scheduleDecision();
  }
}
