package io.simpleflow.engine.replay;

import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.ChildEvent;
import io.simpleflow.history.Decision;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExternalEvent;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.LambdaEvent;
import io.simpleflow.history.MarkerEvent;
import io.simpleflow.history.TimerEvent;
import io.simpleflow.history.WorkflowType;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision seen in the form in which it can be compared with the event that recorded it.
 *
 * @param verb what it does, for people
 * @param subject what it does it to: the ids and type that must agree
 * @param content the input or details that must agree too; null where the event does not repeat it
 */
record Command(String verb, Subject subject, @Nullable String content) {

  static final String RECORD = "record";

  /** What a command is about; all of it must agree. */
  record Subject(
      String kind, @Nullable String id, @Nullable String name, @Nullable String version) {
    static Subject of(String kind, String id) {
      return new Subject(kind, id, null, null);
    }

    @Override
    public String toString() {
      String text = id == null ? kind : kind + " " + id;
      if (name == null) {
        return text;
      }
      return text + " (" + name + (version == null ? "" : ", version " + version) + ")";
    }
  }

  static Command of(Decision decision) {
    if (decision instanceof Decision.ScheduleActivityTask d) {
      return new Command(
          "schedule",
          activity(d.activityId(), d.activityType().name(), d.activityType().version()),
          orEmpty(d.input()));
    } else if (decision instanceof Decision.StartTimer d) {
      return new Command("start", Subject.of("timer", d.timerId()), d.startToFireTimeout());
    } else if (decision instanceof Decision.CancelTimer d) {
      return new Command("cancel", Subject.of("timer", d.timerId()), null);
    } else if (decision instanceof Decision.RecordMarker d) {
      return new Command(RECORD, Subject.of("marker", d.markerName()), orEmpty(d.details()));
    } else if (decision instanceof Decision.RequestCancelActivityTask d) {
      return new Command(REQUEST_CANCEL, Subject.of("activity", d.activityId()), null);
    } else if (decision instanceof Decision.StartChildWorkflowExecution d) {
      return new Command("start", child(d.workflowId(), d.workflowType()), orEmpty(d.input()));
    } else if (decision instanceof Decision.SignalExternalWorkflowExecution d) {
      return new Command(
          SEND, Subject.of("execution", d.workflowId()), signal(d.signalName(), d.input()));
    } else if (decision instanceof Decision.RequestCancelExternalWorkflowExecution d) {
      return new Command(REQUEST_CANCEL, Subject.of("execution", d.workflowId()), null);
    } else if (decision instanceof Decision.ScheduleLambdaFunction d) {
      return new Command("call", lambda(d.functionId(), d.name()), orEmpty(d.input()));
    } else if (decision instanceof Decision.ContinueAsNewWorkflowExecution d) {
      return new Command("continue as new", EXECUTION, orEmpty(d.input()));
    } else if (decision instanceof Decision.CompleteWorkflowExecution d) {
      return new Command("complete", EXECUTION, orEmpty(d.result()));
    } else if (decision instanceof Decision.FailWorkflowExecution) {
      return new Command("fail", EXECUTION, null); // A stack trace may differ between replays.
    } else if (decision instanceof Decision.CancelWorkflowExecution) {
      return new Command("cancel", EXECUTION, null);
    }
    throw new IllegalArgumentException("not a decision of this engine: " + decision);
  }

  /** The command that an event records, or empty if it does not record one. */
  static Optional<Command> of(HistoryEvent event) {
    return Optional.ofNullable(ofNullable(event));
  }

  private static @Nullable Command ofNullable(HistoryEvent event) {
    return switch (event.type()) {
      case ACTIVITY_TASK_SCHEDULED -> {
        ActivityEvent.ActivityTaskScheduled e = (ActivityEvent.ActivityTaskScheduled) event;
        yield new Command(
            "schedule",
            activity(e.activityId(), e.activityType().name(), e.activityType().version()),
            orEmpty(e.input()));
      }
      case SCHEDULE_ACTIVITY_TASK_FAILED -> {
        ActivityEvent.ScheduleActivityTaskFailed e =
            (ActivityEvent.ScheduleActivityTaskFailed) event;
        yield new Command(
            "schedule",
            activity(e.activityId(), e.activityType().name(), e.activityType().version()),
            null);
      }
      case TIMER_STARTED -> {
        TimerEvent.TimerStarted e = (TimerEvent.TimerStarted) event;
        yield new Command("start", Subject.of("timer", e.timerId()), e.startToFireTimeout());
      }
      case START_TIMER_FAILED ->
          new Command(
              "start", Subject.of("timer", ((TimerEvent.StartTimerFailed) event).timerId()), null);
      case TIMER_CANCELED ->
          new Command(
              "cancel", Subject.of("timer", ((TimerEvent.TimerCanceled) event).timerId()), null);
      case CANCEL_TIMER_FAILED ->
          new Command(
              "cancel",
              Subject.of("timer", ((TimerEvent.CancelTimerFailed) event).timerId()),
              null);
      case MARKER_RECORDED -> {
        MarkerEvent.MarkerRecorded e = (MarkerEvent.MarkerRecorded) event;
        yield new Command(RECORD, Subject.of("marker", e.markerName()), orEmpty(e.details()));
      }
      case RECORD_MARKER_FAILED ->
          new Command(
              RECORD,
              Subject.of("marker", ((MarkerEvent.RecordMarkerFailed) event).markerName()),
              null);
      case WORKFLOW_EXECUTION_COMPLETED ->
          new Command(
              "complete",
              EXECUTION,
              orEmpty(((ExecutionEvent.WorkflowExecutionCompleted) event).result()));
      case COMPLETE_WORKFLOW_EXECUTION_FAILED -> new Command("complete", EXECUTION, null);
      case WORKFLOW_EXECUTION_FAILED, FAIL_WORKFLOW_EXECUTION_FAILED ->
          new Command("fail", EXECUTION, null);
      case WORKFLOW_EXECUTION_CANCELED, CANCEL_WORKFLOW_EXECUTION_FAILED ->
          new Command("cancel", EXECUTION, null);
      case WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
          new Command(
              "continue as new",
              EXECUTION,
              orEmpty(((ExecutionEvent.WorkflowExecutionContinuedAsNew) event).input()));
      case CONTINUE_AS_NEW_WORKFLOW_EXECUTION_FAILED ->
          new Command("continue as new", EXECUTION, null);
      case ACTIVITY_TASK_CANCEL_REQUESTED ->
          new Command(
              REQUEST_CANCEL,
              Subject.of(
                  "activity", ((ActivityEvent.ActivityTaskCancelRequested) event).activityId()),
              null);
      case REQUEST_CANCEL_ACTIVITY_TASK_FAILED ->
          new Command(
              REQUEST_CANCEL,
              Subject.of(
                  "activity", ((ActivityEvent.RequestCancelActivityTaskFailed) event).activityId()),
              null);
      case START_CHILD_WORKFLOW_EXECUTION_INITIATED -> {
        ChildEvent.StartChildWorkflowExecutionInitiated e =
            (ChildEvent.StartChildWorkflowExecutionInitiated) event;
        yield new Command("start", child(e.workflowId(), e.workflowType()), orEmpty(e.input()));
      }
      case START_CHILD_WORKFLOW_EXECUTION_FAILED -> {
        ChildEvent.StartChildWorkflowExecutionFailed e =
            (ChildEvent.StartChildWorkflowExecutionFailed) event;
        // One that follows an initiated event is not what records the decision.
        yield e.initiatedEventId() != 0
            ? null
            : new Command("start", child(e.workflowId(), e.workflowType()), null);
      }
      case SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED -> {
        ExternalEvent.SignalExternalWorkflowExecutionInitiated e =
            (ExternalEvent.SignalExternalWorkflowExecutionInitiated) event;
        yield new Command(
            SEND, Subject.of("execution", e.workflowId()), signal(e.signalName(), e.input()));
      }
      case SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED -> {
        ExternalEvent.SignalExternalWorkflowExecutionFailed e =
            (ExternalEvent.SignalExternalWorkflowExecutionFailed) event;
        // The initiated event, if there is one, is what records the decision.
        yield e.initiatedEventId() != 0
            ? null
            : new Command(SEND, Subject.of("execution", e.workflowId()), null);
      }
      case REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED ->
          new Command(
              REQUEST_CANCEL,
              Subject.of(
                  "execution",
                  ((ExternalEvent.RequestCancelExternalWorkflowExecutionInitiated) event)
                      .workflowId()),
              null);
      case REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED -> {
        ExternalEvent.RequestCancelExternalWorkflowExecutionFailed e =
            (ExternalEvent.RequestCancelExternalWorkflowExecutionFailed) event;
        yield e.initiatedEventId() != 0
            ? null
            : new Command(REQUEST_CANCEL, Subject.of("execution", e.workflowId()), null);
      }
      case LAMBDA_FUNCTION_SCHEDULED -> {
        LambdaEvent.LambdaFunctionScheduled e = (LambdaEvent.LambdaFunctionScheduled) event;
        yield new Command("call", lambda(e.functionId(), e.name()), orEmpty(e.input()));
      }
      case SCHEDULE_LAMBDA_FUNCTION_FAILED -> {
        LambdaEvent.ScheduleLambdaFunctionFailed e =
            (LambdaEvent.ScheduleLambdaFunctionFailed) event;
        yield new Command("call", lambda(e.functionId(), e.name()), null);
      }
      case WORKFLOW_EXECUTION_STARTED,
          WORKFLOW_EXECUTION_CANCEL_REQUESTED,
          WORKFLOW_EXECUTION_TIMED_OUT,
          WORKFLOW_EXECUTION_TERMINATED,
          DECISION_TASK_SCHEDULED,
          DECISION_TASK_STARTED,
          DECISION_TASK_COMPLETED,
          DECISION_TASK_TIMED_OUT,
          ACTIVITY_TASK_STARTED,
          ACTIVITY_TASK_COMPLETED,
          ACTIVITY_TASK_FAILED,
          ACTIVITY_TASK_TIMED_OUT,
          ACTIVITY_TASK_CANCELED,
          WORKFLOW_EXECUTION_SIGNALED,
          TIMER_FIRED,
          CHILD_WORKFLOW_EXECUTION_STARTED,
          CHILD_WORKFLOW_EXECUTION_COMPLETED,
          CHILD_WORKFLOW_EXECUTION_FAILED,
          CHILD_WORKFLOW_EXECUTION_TIMED_OUT,
          CHILD_WORKFLOW_EXECUTION_CANCELED,
          CHILD_WORKFLOW_EXECUTION_TERMINATED,
          EXTERNAL_WORKFLOW_EXECUTION_SIGNALED,
          EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED,
          LAMBDA_FUNCTION_STARTED,
          LAMBDA_FUNCTION_COMPLETED,
          LAMBDA_FUNCTION_FAILED,
          LAMBDA_FUNCTION_TIMED_OUT,
          START_LAMBDA_FUNCTION_FAILED ->
          null;
    };
  }

  private static final Subject EXECUTION = new Subject("the execution", null, null, null);
  private static final String SEND = "send a signal to";
  private static final String REQUEST_CANCEL = "request the cancel of";

  private static Subject child(String workflowId, WorkflowType type) {
    return new Subject("child", workflowId, type.name(), type.version());
  }

  private static String signal(String name, @Nullable String input) {
    return name + " " + orEmpty(input);
  }

  private static Subject lambda(String id, String name) {
    return new Subject("Lambda function", id, name, null);
  }

  private static Subject activity(String id, String name, String version) {
    return new Subject("activity", id, name, version);
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  boolean agreesWith(Command recorded) {
    return verb.equals(recorded.verb)
        && subject.equals(recorded.subject)
        && (content == null
            || recorded.content == null
            || content.equals(recorded.content)
            || isSameAttemptAside(content, recorded.content));
  }

  /** The original's deciders do not say which attempt a task's input is for. */
  private static boolean isSameAttemptAside(String one, String other) {
    return TaskInput.ofFirstAttempt(one).equals(TaskInput.ofFirstAttempt(other));
  }

  @Override
  public String toString() {
    return verb + " " + subject + (content == null || content.isEmpty() ? "" : " with " + content);
  }
}
