package io.simpleflow.history;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The 54 kinds of event that an SWF history consists of, in the order of SWF's documentation. */
public enum EventType {
  WORKFLOW_EXECUTION_STARTED(ExecutionEvent.WorkflowExecutionStarted.class),
  WORKFLOW_EXECUTION_CANCEL_REQUESTED(ExecutionEvent.WorkflowExecutionCancelRequested.class),
  WORKFLOW_EXECUTION_COMPLETED(ExecutionEvent.WorkflowExecutionCompleted.class),
  COMPLETE_WORKFLOW_EXECUTION_FAILED(ExecutionEvent.CompleteWorkflowExecutionFailed.class),
  WORKFLOW_EXECUTION_FAILED(ExecutionEvent.WorkflowExecutionFailed.class),
  FAIL_WORKFLOW_EXECUTION_FAILED(ExecutionEvent.FailWorkflowExecutionFailed.class),
  WORKFLOW_EXECUTION_TIMED_OUT(ExecutionEvent.WorkflowExecutionTimedOut.class),
  WORKFLOW_EXECUTION_CANCELED(ExecutionEvent.WorkflowExecutionCanceled.class),
  CANCEL_WORKFLOW_EXECUTION_FAILED(ExecutionEvent.CancelWorkflowExecutionFailed.class),
  WORKFLOW_EXECUTION_CONTINUED_AS_NEW(ExecutionEvent.WorkflowExecutionContinuedAsNew.class),
  CONTINUE_AS_NEW_WORKFLOW_EXECUTION_FAILED(
      ExecutionEvent.ContinueAsNewWorkflowExecutionFailed.class),
  WORKFLOW_EXECUTION_TERMINATED(ExecutionEvent.WorkflowExecutionTerminated.class),
  DECISION_TASK_SCHEDULED(DecisionTaskEvent.DecisionTaskScheduled.class),
  DECISION_TASK_STARTED(DecisionTaskEvent.DecisionTaskStarted.class),
  DECISION_TASK_COMPLETED(DecisionTaskEvent.DecisionTaskCompleted.class),
  DECISION_TASK_TIMED_OUT(DecisionTaskEvent.DecisionTaskTimedOut.class),
  ACTIVITY_TASK_SCHEDULED(ActivityEvent.ActivityTaskScheduled.class),
  SCHEDULE_ACTIVITY_TASK_FAILED(ActivityEvent.ScheduleActivityTaskFailed.class),
  ACTIVITY_TASK_STARTED(ActivityEvent.ActivityTaskStarted.class),
  ACTIVITY_TASK_COMPLETED(ActivityEvent.ActivityTaskCompleted.class),
  ACTIVITY_TASK_FAILED(ActivityEvent.ActivityTaskFailed.class),
  ACTIVITY_TASK_TIMED_OUT(ActivityEvent.ActivityTaskTimedOut.class),
  ACTIVITY_TASK_CANCELED(ActivityEvent.ActivityTaskCanceled.class),
  ACTIVITY_TASK_CANCEL_REQUESTED(ActivityEvent.ActivityTaskCancelRequested.class),
  REQUEST_CANCEL_ACTIVITY_TASK_FAILED(ActivityEvent.RequestCancelActivityTaskFailed.class),
  WORKFLOW_EXECUTION_SIGNALED(ExecutionEvent.WorkflowExecutionSignaled.class),
  MARKER_RECORDED(MarkerEvent.MarkerRecorded.class),
  RECORD_MARKER_FAILED(MarkerEvent.RecordMarkerFailed.class),
  TIMER_STARTED(TimerEvent.TimerStarted.class),
  START_TIMER_FAILED(TimerEvent.StartTimerFailed.class),
  TIMER_FIRED(TimerEvent.TimerFired.class),
  TIMER_CANCELED(TimerEvent.TimerCanceled.class),
  CANCEL_TIMER_FAILED(TimerEvent.CancelTimerFailed.class),
  START_CHILD_WORKFLOW_EXECUTION_INITIATED(ChildEvent.StartChildWorkflowExecutionInitiated.class),
  START_CHILD_WORKFLOW_EXECUTION_FAILED(ChildEvent.StartChildWorkflowExecutionFailed.class),
  CHILD_WORKFLOW_EXECUTION_STARTED(ChildEvent.ChildWorkflowExecutionStarted.class),
  CHILD_WORKFLOW_EXECUTION_COMPLETED(ChildEvent.ChildWorkflowExecutionCompleted.class),
  CHILD_WORKFLOW_EXECUTION_FAILED(ChildEvent.ChildWorkflowExecutionFailed.class),
  CHILD_WORKFLOW_EXECUTION_TIMED_OUT(ChildEvent.ChildWorkflowExecutionTimedOut.class),
  CHILD_WORKFLOW_EXECUTION_CANCELED(ChildEvent.ChildWorkflowExecutionCanceled.class),
  CHILD_WORKFLOW_EXECUTION_TERMINATED(ChildEvent.ChildWorkflowExecutionTerminated.class),
  SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED(
      ExternalEvent.SignalExternalWorkflowExecutionInitiated.class),
  SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED(
      ExternalEvent.SignalExternalWorkflowExecutionFailed.class),
  EXTERNAL_WORKFLOW_EXECUTION_SIGNALED(ExternalEvent.ExternalWorkflowExecutionSignaled.class),
  REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED(
      ExternalEvent.RequestCancelExternalWorkflowExecutionInitiated.class),
  REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED(
      ExternalEvent.RequestCancelExternalWorkflowExecutionFailed.class),
  EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED(
      ExternalEvent.ExternalWorkflowExecutionCancelRequested.class),
  LAMBDA_FUNCTION_SCHEDULED(LambdaEvent.LambdaFunctionScheduled.class),
  LAMBDA_FUNCTION_STARTED(LambdaEvent.LambdaFunctionStarted.class),
  LAMBDA_FUNCTION_COMPLETED(LambdaEvent.LambdaFunctionCompleted.class),
  LAMBDA_FUNCTION_FAILED(LambdaEvent.LambdaFunctionFailed.class),
  LAMBDA_FUNCTION_TIMED_OUT(LambdaEvent.LambdaFunctionTimedOut.class),
  SCHEDULE_LAMBDA_FUNCTION_FAILED(LambdaEvent.ScheduleLambdaFunctionFailed.class),
  START_LAMBDA_FUNCTION_FAILED(LambdaEvent.StartLambdaFunctionFailed.class);

  private static final Map<String, EventType> BY_WIRE_NAME = new HashMap<>();
  private static final Map<Class<?>, EventType> BY_CLASS = new HashMap<>();

  static {
    for (EventType type : values()) {
      BY_WIRE_NAME.put(type.wireName(), type);
      BY_CLASS.put(type.eventClass, type);
    }
  }

  private final Class<? extends HistoryEvent> eventClass;

  EventType(Class<? extends HistoryEvent> eventClass) {
    this.eventClass = eventClass;
  }

  /** Returns SWF's name, such as {@code ActivityTaskScheduled}. */
  public String wireName() {
    return eventClass.getSimpleName();
  }

  /** Returns the record whose instances are the events of this type. */
  public Class<? extends HistoryEvent> eventClass() {
    return eventClass;
  }

  /** Returns the type of SWF's name {@code wireName}, if there is one. */
  public static Optional<EventType> ofWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  static EventType of(HistoryEvent event) {
    EventType type = BY_CLASS.get(event.getClass());
    if (type == null) {
      throw new IllegalStateException("no event type for " + event.getClass().getName());
    }
    return type;
  }
}
