package io.simpleflow.history;

import io.simpleflow.history.ActivityEvent.ActivityTaskCancelRequested;
import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.ActivityEvent.ScheduleActivityTaskFailed;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCanceled;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCompleted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionStarted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionTerminated;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionTimedOut;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionInitiated;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskTimedOut;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCanceled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionContinuedAsNew;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTerminated;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTimedOut;
import io.simpleflow.history.ExternalEvent.ExternalWorkflowExecutionCancelRequested;
import io.simpleflow.history.ExternalEvent.ExternalWorkflowExecutionSignaled;
import io.simpleflow.history.ExternalEvent.RequestCancelExternalWorkflowExecutionFailed;
import io.simpleflow.history.ExternalEvent.RequestCancelExternalWorkflowExecutionInitiated;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionFailed;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionInitiated;
import io.simpleflow.history.LambdaEvent.LambdaFunctionCompleted;
import io.simpleflow.history.LambdaEvent.LambdaFunctionFailed;
import io.simpleflow.history.LambdaEvent.LambdaFunctionScheduled;
import io.simpleflow.history.LambdaEvent.LambdaFunctionStarted;
import io.simpleflow.history.LambdaEvent.LambdaFunctionTimedOut;
import io.simpleflow.history.LambdaEvent.ScheduleLambdaFunctionFailed;
import io.simpleflow.history.LambdaEvent.StartLambdaFunctionFailed;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.history.TimerEvent.CancelTimerFailed;
import io.simpleflow.history.TimerEvent.StartTimerFailed;
import io.simpleflow.history.TimerEvent.TimerCanceled;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.history.TimerEvent.TimerStarted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transitions: which state each event leads to. A refusal of a decision that created nothing
 * (closing the execution, recording a marker, cancelling what is unknown) changes no state; it is
 * found among the events.
 */
final class HistoryFold {
  final StateTable<String, ActivityState> activities = new StateTable<>(ActivityState::isOpen);
  final StateTable<String, ChildState> children = new StateTable<>(ChildState::isOpen);
  final StateTable<String, TimerState> timers = new StateTable<>(TimerState::isOpen);
  final StateTable<String, LambdaState> lambdas = new StateTable<>(LambdaState::isOpen);
  final StateTable<Long, DecisionTaskState> decisionTasks =
      new StateTable<>(DecisionTaskState::isOpen);
  final StateTable<Long, ExternalRequestState<SignalExternalWorkflowExecutionInitiated>>
      externalSignals = new StateTable<>(ExternalRequestState::isOpen);
  final StateTable<Long, ExternalRequestState<RequestCancelExternalWorkflowExecutionInitiated>>
      externalCancelRequests = new StateTable<>(ExternalRequestState::isOpen);
  final NamedEvents<MarkerRecorded> markers = new NamedEvents<>();
  final NamedEvents<WorkflowExecutionSignaled> signals = new NamedEvents<>();
  @Nullable DecisionTaskCompleted lastDecision;
  @Nullable String latestExecutionContext;

  private final List<HistoryEvent> events;
  private @Nullable ExecutionState execution;

  /** Folds events that the caller adds to {@code events} once they are applied. */
  HistoryFold(List<HistoryEvent> events) {
    this.events = events;
  }

  ExecutionState execution() {
    if (execution == null) {
      throw new IllegalStateException("the history has no events yet");
    }
    return execution;
  }

  void apply(HistoryEvent event) {
    if ((event instanceof WorkflowExecutionStarted) != (event.id() == 1)) {
      throw new IllegalArgumentException(
          "WorkflowExecutionStarted must be event 1 and no other, but event "
              + event.id()
              + " is "
              + event.type().wireName());
    }
    if (event instanceof ActivityEvent activity) {
      apply(activity);
    } else if (event instanceof DecisionTaskEvent decisionTask) {
      apply(decisionTask);
    } else if (event instanceof TimerEvent timer) {
      apply(timer);
    } else if (event instanceof ExecutionEvent ofExecution) {
      apply(ofExecution);
    } else if (event instanceof ChildEvent child) {
      apply(child);
    } else if (event instanceof ExternalEvent external) {
      apply(external);
    } else if (event instanceof LambdaEvent lambda) {
      apply(lambda);
    } else if (event instanceof MarkerRecorded marker) {
      markers.add(marker.markerName(), marker);
    }
  }

  private void apply(ActivityEvent event) {
    if (event instanceof ActivityTaskScheduled e) {
      put(ActivityState.scheduled(activities.get(e.activityId()), e));
    } else if (event instanceof ScheduleActivityTaskFailed e) {
      put(ActivityState.refused(activities.get(e.activityId()), e));
    } else if (event instanceof ActivityTaskStarted e) {
      put(activity(e, e.scheduledEventId()).started(e));
    } else if (event instanceof ActivityTaskCompleted e) {
      put(activity(e, e.scheduledEventId()).closed(ActivityState.Status.COMPLETED, e));
    } else if (event instanceof ActivityTaskFailed e) {
      put(activity(e, e.scheduledEventId()).closed(ActivityState.Status.FAILED, e));
    } else if (event instanceof ActivityTaskTimedOut e) {
      put(activity(e, e.scheduledEventId()).closed(ActivityState.Status.TIMED_OUT, e));
    } else if (event instanceof ActivityTaskCanceled e) {
      put(activity(e, e.scheduledEventId()).closed(ActivityState.Status.CANCELED, e));
    } else if (event instanceof ActivityTaskCancelRequested e) {
      put(known(activities, e.activityId(), e).withCancelRequested());
    }
  }

  private ActivityState activity(HistoryEvent event, long scheduledEventId) {
    var scheduled = referred(event, scheduledEventId, ActivityTaskScheduled.class);
    return known(activities, scheduled.activityId(), event);
  }

  private void put(ActivityState state) {
    activities.put(state.activityId(), state);
  }

  private void apply(ChildEvent event) {
    if (event instanceof StartChildWorkflowExecutionInitiated e) {
      put(ChildState.initiated(children.get(e.workflowId()), e));
    } else if (event instanceof StartChildWorkflowExecutionFailed e) {
      put(ChildState.refused(children.get(e.workflowId()), e));
    } else if (event instanceof ChildWorkflowExecutionStarted e) {
      put(child(e, e.initiatedEventId()).started(e));
    } else if (event instanceof ChildWorkflowExecutionCompleted e) {
      put(child(e, e.initiatedEventId()).closed(ChildState.Status.COMPLETED, e));
    } else if (event instanceof ChildWorkflowExecutionFailed e) {
      put(child(e, e.initiatedEventId()).closed(ChildState.Status.FAILED, e));
    } else if (event instanceof ChildWorkflowExecutionTimedOut e) {
      put(child(e, e.initiatedEventId()).closed(ChildState.Status.TIMED_OUT, e));
    } else if (event instanceof ChildWorkflowExecutionCanceled e) {
      put(child(e, e.initiatedEventId()).closed(ChildState.Status.CANCELED, e));
    } else if (event instanceof ChildWorkflowExecutionTerminated e) {
      put(child(e, e.initiatedEventId()).closed(ChildState.Status.TERMINATED, e));
    }
  }

  private ChildState child(HistoryEvent event, long initiatedEventId) {
    var initiated = referred(event, initiatedEventId, StartChildWorkflowExecutionInitiated.class);
    return known(children, initiated.workflowId(), event);
  }

  private void put(ChildState state) {
    children.put(state.workflowId(), state);
  }

  private void apply(TimerEvent event) {
    if (event instanceof TimerStarted e) {
      put(TimerState.started(e));
    } else if (event instanceof StartTimerFailed e) {
      put(TimerState.refused(timers.get(e.timerId()), e));
    } else if (event instanceof TimerFired e) {
      put(known(timers, e.timerId(), e).closed(TimerState.Status.FIRED, e));
    } else if (event instanceof TimerCanceled e) {
      put(known(timers, e.timerId(), e).closed(TimerState.Status.CANCELED, e));
    } else if (event instanceof CancelTimerFailed e) {
      timers.find(e.timerId()).ifPresent(timer -> put(timer.withCancelFailure(e)));
    }
  }

  private void put(TimerState state) {
    timers.put(state.timerId(), state);
  }

  private void apply(LambdaEvent event) {
    if (event instanceof LambdaFunctionScheduled e) {
      put(LambdaState.scheduled(lambdas.get(e.functionId()), e));
    } else if (event instanceof ScheduleLambdaFunctionFailed e) {
      put(LambdaState.refused(lambdas.get(e.functionId()), e));
    } else if (event instanceof LambdaFunctionStarted e) {
      put(lambda(e, e.scheduledEventId()).started(e));
    } else if (event instanceof StartLambdaFunctionFailed e) {
      put(lambda(e, e.scheduledEventId()).closed(LambdaState.Status.START_FAILED, e));
    } else if (event instanceof LambdaFunctionCompleted e) {
      put(lambda(e, e.scheduledEventId()).closed(LambdaState.Status.COMPLETED, e));
    } else if (event instanceof LambdaFunctionFailed e) {
      put(lambda(e, e.scheduledEventId()).closed(LambdaState.Status.FAILED, e));
    } else if (event instanceof LambdaFunctionTimedOut e) {
      put(lambda(e, e.scheduledEventId()).closed(LambdaState.Status.TIMED_OUT, e));
    }
  }

  private LambdaState lambda(HistoryEvent event, long scheduledEventId) {
    var scheduled = referred(event, scheduledEventId, LambdaFunctionScheduled.class);
    return known(lambdas, scheduled.functionId(), event);
  }

  private void put(LambdaState state) {
    lambdas.put(state.functionId(), state);
  }

  private void apply(DecisionTaskEvent event) {
    if (event instanceof DecisionTaskScheduled e) {
      decisionTasks.put(e.id(), new DecisionTaskState(e, null, null, null));
    } else if (event instanceof DecisionTaskStarted e) {
      DecisionTaskState task = known(decisionTasks, e.scheduledEventId(), e);
      decisionTasks.put(
          e.scheduledEventId(), new DecisionTaskState(task.scheduled(), e, null, null));
    } else if (event instanceof DecisionTaskTimedOut e) {
      DecisionTaskState task = known(decisionTasks, e.scheduledEventId(), e);
      decisionTasks.put(
          e.scheduledEventId(), new DecisionTaskState(task.scheduled(), task.started(), null, e));
    } else if (event instanceof DecisionTaskCompleted e) {
      DecisionTaskState task = known(decisionTasks, e.scheduledEventId(), e);
      decisionTasks.put(
          e.scheduledEventId(), new DecisionTaskState(task.scheduled(), task.started(), e, null));
      lastDecision = e;
      if (e.executionContext() != null) {
        latestExecutionContext = e.executionContext();
      }
    }
  }

  private void apply(ExternalEvent event) {
    if (event instanceof SignalExternalWorkflowExecutionInitiated e) {
      externalSignals.put(e.id(), ExternalRequestState.initiated(e));
    } else if (event instanceof ExternalWorkflowExecutionSignaled e) {
      close(externalSignals, e.initiatedEventId(), ExternalRequestState.Status.DELIVERED, e);
    } else if (event instanceof SignalExternalWorkflowExecutionFailed e) {
      close(externalSignals, e.initiatedEventId(), ExternalRequestState.Status.FAILED, e);
    } else if (event instanceof RequestCancelExternalWorkflowExecutionInitiated e) {
      externalCancelRequests.put(e.id(), ExternalRequestState.initiated(e));
    } else if (event instanceof ExternalWorkflowExecutionCancelRequested e) {
      close(externalCancelRequests, e.initiatedEventId(), ExternalRequestState.Status.DELIVERED, e);
    } else if (event instanceof RequestCancelExternalWorkflowExecutionFailed e) {
      close(externalCancelRequests, e.initiatedEventId(), ExternalRequestState.Status.FAILED, e);
    }
  }

  private static <T extends ExternalEvent> void close(
      StateTable<Long, ExternalRequestState<T>> requests,
      long initiatedEventId,
      ExternalRequestState.Status as,
      ExternalEvent event) {
    // A request that is refused at once, for instance for its rate, was never initiated.
    if (initiatedEventId != 0) {
      requests.put(initiatedEventId, known(requests, initiatedEventId, event).closed(as, event));
    }
  }

  private void apply(ExecutionEvent event) {
    if (event instanceof WorkflowExecutionStarted e) {
      execution = new ExecutionState(e, null, null, null);
    } else if (event instanceof WorkflowExecutionSignaled e) {
      signals.add(e.signalName(), e);
    } else if (event instanceof WorkflowExecutionCancelRequested e) {
      ExecutionState before = execution();
      execution = new ExecutionState(before.started(), e, before.closeStatus(), before.closing());
    } else if (event instanceof WorkflowExecutionCompleted e) {
      close(CloseStatus.COMPLETED, e);
    } else if (event instanceof WorkflowExecutionFailed e) {
      close(CloseStatus.FAILED, e);
    } else if (event instanceof WorkflowExecutionTimedOut e) {
      close(CloseStatus.TIMED_OUT, e);
    } else if (event instanceof WorkflowExecutionCanceled e) {
      close(CloseStatus.CANCELED, e);
    } else if (event instanceof WorkflowExecutionContinuedAsNew e) {
      close(CloseStatus.CONTINUED_AS_NEW, e);
    } else if (event instanceof WorkflowExecutionTerminated e) {
      close(CloseStatus.TERMINATED, e);
    }
  }

  private void close(CloseStatus as, ExecutionEvent event) {
    ExecutionState before = execution();
    execution = new ExecutionState(before.started(), before.cancelRequest(), as, event);
  }

  private <T extends HistoryEvent> T referred(HistoryEvent from, long id, Class<T> type) {
    if (id >= 1 && id <= events.size()) {
      HistoryEvent event = events.get((int) id - 1);
      if (type.isInstance(event)) {
        return type.cast(event);
      }
    }
    throw dangling(from, type.getSimpleName() + " of event id " + id);
  }

  private static <K, S> S known(StateTable<K, S> states, K id, HistoryEvent from) {
    S state = states.get(id);
    if (state == null) {
      throw dangling(from, "'" + id + "'");
    }
    return state;
  }

  private static IllegalArgumentException dangling(HistoryEvent from, String what) {
    return new IllegalArgumentException(
        "event %d, %s, refers to %s, which is not there"
            .formatted(from.id(), from.type().wireName(), what));
  }
}
