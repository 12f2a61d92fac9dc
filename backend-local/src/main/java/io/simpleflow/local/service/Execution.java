package io.simpleflow.local.service;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.ActivityEvent.ActivityTaskCancelRequested;
import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.ChildEvent;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCanceled;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCompleted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionStarted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionTerminated;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionTimedOut;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionInitiated;
import io.simpleflow.history.DecisionTaskEvent;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskTimedOut;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.LambdaEvent;
import io.simpleflow.history.LambdaEvent.LambdaFunctionCompleted;
import io.simpleflow.history.LambdaEvent.LambdaFunctionFailed;
import io.simpleflow.history.LambdaEvent.LambdaFunctionScheduled;
import io.simpleflow.history.LambdaEvent.LambdaFunctionStarted;
import io.simpleflow.history.LambdaEvent.LambdaFunctionTimedOut;
import io.simpleflow.history.LambdaEvent.StartLambdaFunctionFailed;
import io.simpleflow.history.OpenCounts;
import io.simpleflow.history.TimerEvent;
import io.simpleflow.history.TimerEvent.TimerCanceled;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.history.TimerEvent.TimerStarted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution stands, folded from its events, at a cost that does not depend on how many
 * there were: what is open, and the events that the next decision task must carry. Guarded by the
 * domain's lock.
 */
final class Execution {
  private final long key;
  private final ExecutionId id;
  private final WorkflowExecutionStarted started;

  private final Map<Long, OpenActivity> activities = new LinkedHashMap<>();
  private final Map<String, OpenActivity> activitiesById = new HashMap<>();
  private final Map<String, OpenTimer> timers = new LinkedHashMap<>();
  private final Map<Long, OpenChild> children = new LinkedHashMap<>();
  private final Map<Long, OpenLambda> lambdas = new LinkedHashMap<>();

  /** The events from {@link #previousStartedEventId} on, or all if that is 0. */
  private final List<HistoryEvent> recent = new ArrayList<>();

  private long lastEventId;
  private long previousStartedEventId;
  private @Nullable DecisionTaskScheduled waitingDecision;
  private @Nullable DecisionTaskStarted startedDecision;

  /** The answer that has named another task list for decision tasks; null for none. */
  private @Nullable DecisionTaskCompleted override;

  private @Nullable Instant latestActivityTaskTimestamp;
  private @Nullable String latestExecutionContext;
  private boolean cancelRequested;
  private @Nullable ExecutionEvent closing;

  /** Whether its tasks, timers and timeouts are alive; not so until an old one is resumed. */
  boolean active;

  /** What the operation at hand has appended. */
  final List<HistoryEvent> appended = new ArrayList<>();

  /** Whether the operation at hand changes its line in the listing. */
  boolean relisted;

  /** What the decision task's token says besides the task; not 0 if it was handed out again. */
  long decisionAgain;

  TaskQueue.@Nullable Entry<Execution> queued;
  Deadlines.@Nullable Deadline decisionDeadline;
  Deadlines.@Nullable Deadline deadline;

  Execution(long key, ExecutionId id, WorkflowExecutionStarted started) {
    this.key = key;
    this.id = id;
    this.started = started;
    recent.add(started);
    lastEventId = started.id();
  }

  /** Folds a whole history. */
  static Execution of(long key, ExecutionId id, List<HistoryEvent> events) {
    Execution execution = new Execution(key, id, (WorkflowExecutionStarted) events.get(0));
    events.subList(1, events.size()).forEach(execution::apply);
    return execution;
  }

  void apply(HistoryEvent event) {
    recent.add(event);
    lastEventId = event.id();
    if (event instanceof ActivityEvent activity) {
      apply(activity);
    } else if (event instanceof DecisionTaskEvent decisionTask) {
      apply(decisionTask);
    } else if (event instanceof TimerEvent timer) {
      apply(timer);
    } else if (event instanceof ExecutionEvent ofExecution) {
      if (Closing.statusOf(ofExecution).isPresent()) {
        closing = ofExecution;
      } else if (event instanceof WorkflowExecutionCancelRequested) {
        cancelRequested = true;
      }
    } else if (event instanceof ChildEvent child) {
      apply(child);
    } else if (event instanceof LambdaEvent lambda) {
      apply(lambda);
    }
  }

  private void apply(ActivityEvent event) {
    if (event instanceof ActivityTaskScheduled e) {
      OpenActivity activity = new OpenActivity(this, e);
      activities.put(e.id(), activity);
      activitiesById.put(e.activityId(), activity);
      latestActivityTaskTimestamp = e.timestamp();
    } else if (event instanceof ActivityTaskStarted e) {
      activity(e.scheduledEventId()).started = e;
      latestActivityTaskTimestamp = e.timestamp();
    } else if (event instanceof ActivityTaskCancelRequested e) {
      OpenActivity activity = activitiesById.get(e.activityId());
      if (activity != null) {
        activity.cancelRequestedEventId = e.id();
      }
    } else {
      long scheduledEventId = endOfActivity(event);
      if (scheduledEventId != 0) {
        OpenActivity ended = Objects.requireNonNull(activities.remove(scheduledEventId));
        activitiesById.remove(ended.scheduled.activityId());
        latestActivityTaskTimestamp = event.timestamp();
      }
    }
  }

  /** The scheduledEventId of the activity that an event ends; 0 if it ends none. */
  static long endOfActivity(HistoryEvent event) {
    if (event instanceof ActivityTaskCompleted e) {
      return e.scheduledEventId();
    } else if (event instanceof ActivityTaskFailed e) {
      return e.scheduledEventId();
    } else if (event instanceof ActivityTaskTimedOut e) {
      return e.scheduledEventId();
    } else if (event instanceof ActivityTaskCanceled e) {
      return e.scheduledEventId();
    }
    return 0;
  }

  private void apply(DecisionTaskEvent event) {
    if (event instanceof DecisionTaskScheduled e) {
      waitingDecision = e;
    } else if (event instanceof DecisionTaskStarted e) {
      startedDecision = e;
      waitingDecision = null;
      decisionAgain = 0;
    } else if (event instanceof DecisionTaskCompleted e) {
      startedDecision = null;
      override = e.taskList() == null ? override : e;
      latestExecutionContext =
          e.executionContext() == null ? latestExecutionContext : e.executionContext();
      long firstRecent = recent.get(0).id();
      recent.subList(0, (int) (e.startedEventId() - firstRecent)).clear();
      previousStartedEventId = e.startedEventId();
    } else if (event instanceof DecisionTaskTimedOut e) {
      if (e.startedEventId() == 0) {
        waitingDecision = null;
      } else {
        startedDecision = null;
      }
      if (override != null && override.taskListScheduleToStartTimeout() != null) {
        override = null;
      }
    }
  }

  private void apply(TimerEvent event) {
    if (event instanceof TimerStarted e) {
      timers.put(e.timerId(), new OpenTimer(e));
    } else if (event instanceof TimerFired e) {
      timers.remove(e.timerId());
    } else if (event instanceof TimerCanceled e) {
      timers.remove(e.timerId());
    }
  }

  private void apply(ChildEvent event) {
    if (event instanceof StartChildWorkflowExecutionInitiated e) {
      children.put(e.id(), new OpenChild(e));
    } else if (event instanceof ChildWorkflowExecutionStarted e) {
      child(e.initiatedEventId()).startedEventId = e.id();
    } else if (event instanceof StartChildWorkflowExecutionFailed e) {
      children.remove(e.initiatedEventId());
    } else if (event instanceof ChildWorkflowExecutionCompleted e) {
      children.remove(e.initiatedEventId());
    } else if (event instanceof ChildWorkflowExecutionFailed e) {
      children.remove(e.initiatedEventId());
    } else if (event instanceof ChildWorkflowExecutionTimedOut e) {
      children.remove(e.initiatedEventId());
    } else if (event instanceof ChildWorkflowExecutionCanceled e) {
      children.remove(e.initiatedEventId());
    } else if (event instanceof ChildWorkflowExecutionTerminated e) {
      children.remove(e.initiatedEventId());
    }
  }

  private void apply(LambdaEvent event) {
    if (event instanceof LambdaFunctionScheduled e) {
      lambdas.put(e.id(), new OpenLambda(this, e));
    } else if (event instanceof LambdaFunctionStarted e) {
      lambda(e.scheduledEventId()).started = e;
    } else {
      lambdas.remove(endOfLambda(event));
    }
  }

  /** The scheduledEventId of the Lambda task that an event ends; 0 if it ends none. */
  static long endOfLambda(HistoryEvent event) {
    if (event instanceof LambdaFunctionCompleted e) {
      return e.scheduledEventId();
    } else if (event instanceof LambdaFunctionFailed e) {
      return e.scheduledEventId();
    } else if (event instanceof LambdaFunctionTimedOut e) {
      return e.scheduledEventId();
    } else if (event instanceof StartLambdaFunctionFailed e) {
      return e.scheduledEventId();
    }
    return 0;
  }

  long key() {
    return key;
  }

  ExecutionId id() {
    return id;
  }

  WorkflowExecutionStarted started() {
    return started;
  }

  boolean isOpen() {
    return closing == null;
  }

  @Nullable ExecutionEvent closing() {
    return closing;
  }

  boolean cancelRequested() {
    return cancelRequested;
  }

  @Nullable Instant latestActivityTaskTimestamp() {
    return latestActivityTaskTimestamp;
  }

  @Nullable String latestExecutionContext() {
    return latestExecutionContext;
  }

  long lastEventId() {
    return lastEventId;
  }

  Instant lastTimestamp() {
    return recent.get(recent.size() - 1).timestamp();
  }

  long nextEventId() {
    return lastEventId() + 1;
  }

  /** The decision task that is scheduled and not started. */
  @Nullable DecisionTaskScheduled waitingDecision() {
    return waitingDecision;
  }

  /** The decision task that is started and not answered. */
  @Nullable DecisionTaskStarted startedDecision() {
    return startedDecision;
  }

  /** The task list of the next decision tasks. */
  String decisionTaskList() {
    String list = override == null ? null : override.taskList();
    return list == null ? started.taskList() : list;
  }

  /** How long the next decision task may wait in its list, in seconds, or NONE. */
  String decisionScheduleToStartTimeout() {
    String timeout = override == null ? null : override.taskListScheduleToStartTimeout();
    return timeout == null ? "NONE" : timeout;
  }

  long previousStartedEventId() {
    return previousStartedEventId;
  }

  /** The events of the decision task that is started, by SWF's startAtPreviousStartedEvent. */
  List<HistoryEvent> eventsToDecideOn() {
    long last = Objects.requireNonNull(startedDecision).id();
    return List.copyOf(recent.subList(0, (int) (last - recent.get(0).id()) + 1));
  }

  OpenActivity activity(long scheduledEventId) {
    return Objects.requireNonNull(activities.get(scheduledEventId));
  }

  @Nullable OpenActivity activityIfOpen(long scheduledEventId) {
    return activities.get(scheduledEventId);
  }

  @Nullable OpenActivity activityById(String activityId) {
    return activitiesById.get(activityId);
  }

  /** The open activities, in the order of scheduling. */
  Iterable<OpenActivity> activities() {
    return activities.values();
  }

  @Nullable OpenTimer timer(String timerId) {
    return timers.get(timerId);
  }

  /** The running timers, in the order of starting. */
  Iterable<OpenTimer> timers() {
    return timers.values();
  }

  OpenChild child(long initiatedEventId) {
    return Objects.requireNonNull(children.get(initiatedEventId));
  }

  @Nullable OpenChild childIfOpen(long initiatedEventId) {
    return children.get(initiatedEventId);
  }

  /** The open children, in the order of initiation. */
  Iterable<OpenChild> children() {
    return children.values();
  }

  boolean hasOpenLambda(String functionId) {
    return lambdas.values().stream()
        .anyMatch(lambda -> lambda.scheduled.functionId().equals(functionId));
  }

  OpenLambda lambda(long scheduledEventId) {
    return Objects.requireNonNull(lambdas.get(scheduledEventId));
  }

  /** Whether both the execution and a Lambda task of it are open. */
  boolean isOpen(OpenLambda lambda) {
    return isOpen() && lambdas.get(lambda.scheduled.id()) == lambda;
  }

  /** The open Lambda tasks, in the order of scheduling. */
  Iterable<OpenLambda> lambdas() {
    return lambdas.values();
  }

  OpenCounts openCounts() {
    int decisions = (waitingDecision == null ? 0 : 1) + (startedDecision == null ? 0 : 1);
    return new OpenCounts(
        activities.size(), decisions, timers.size(), children.size(), lambdas.size());
  }
}
