package io.simpleflow.engine.replay;

import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.ActivityType;
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
 * @param kind what kind of thing it does it to; must agree, as the ids and the type must
 * @param id which of that kind; null for the execution
 * @param name the name of its type; null where it has none
 * @param version the version of its type; null where it has none
 * @param content the input or details that must agree too; null where the event does not repeat it
 */
record Command(
    String verb,
    String kind,
    @Nullable String id,
    @Nullable String name,
    @Nullable String version,
    @Nullable String content) {

  static final String RECORD = "record";
  static final String TIMER = "timer";
  private static final String SEND = "send a signal to";
  private static final String REQUEST_CANCEL = "request the cancel of";

  static Command of(Decision decision) {
    if (decision instanceof Decision.ScheduleActivityTask d) {
      return activity(d.activityId(), d.activityType(), orEmpty(d.input()));
    } else if (decision instanceof Decision.StartTimer d) {
      return about("start", TIMER, d.timerId(), d.startToFireTimeout());
    } else if (decision instanceof Decision.CancelTimer d) {
      return about("cancel", TIMER, d.timerId(), null);
    } else if (decision instanceof Decision.RecordMarker d) {
      return about(RECORD, "marker", d.markerName(), orEmpty(d.details()));
    } else if (decision instanceof Decision.RequestCancelActivityTask d) {
      return about(REQUEST_CANCEL, "activity", d.activityId(), null);
    } else if (decision instanceof Decision.StartChildWorkflowExecution d) {
      return child(d.workflowId(), d.workflowType(), orEmpty(d.input()));
    } else if (decision instanceof Decision.SignalExternalWorkflowExecution d) {
      return about(SEND, "execution", d.workflowId(), signal(d.signalName(), d.input()));
    } else if (decision instanceof Decision.RequestCancelExternalWorkflowExecution d) {
      return about(REQUEST_CANCEL, "execution", d.workflowId(), null);
    } else if (decision instanceof Decision.ScheduleLambdaFunction d) {
      return lambda(d.functionId(), d.name(), orEmpty(d.input()));
    } else if (decision instanceof Decision.ContinueAsNewWorkflowExecution d) {
      return execution("continue as new", orEmpty(d.input()));
    } else if (decision instanceof Decision.CompleteWorkflowExecution d) {
      return execution("complete", orEmpty(d.result()));
    } else if (decision instanceof Decision.FailWorkflowExecution) {
      return execution("fail", null); // A stack trace may differ between replays.
    } else if (decision instanceof Decision.CancelWorkflowExecution) {
      return execution("cancel", null);
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
        yield activity(e.activityId(), e.activityType(), orEmpty(e.input()));
      }
      case SCHEDULE_ACTIVITY_TASK_FAILED -> {
        ActivityEvent.ScheduleActivityTaskFailed e =
            (ActivityEvent.ScheduleActivityTaskFailed) event;
        yield activity(e.activityId(), e.activityType(), null);
      }
      case TIMER_STARTED -> {
        TimerEvent.TimerStarted e = (TimerEvent.TimerStarted) event;
        yield about("start", TIMER, e.timerId(), e.startToFireTimeout());
      }
      case START_TIMER_FAILED ->
          about("start", TIMER, ((TimerEvent.StartTimerFailed) event).timerId(), null);
      case TIMER_CANCELED ->
          about("cancel", TIMER, ((TimerEvent.TimerCanceled) event).timerId(), null);
      case CANCEL_TIMER_FAILED ->
          about("cancel", TIMER, ((TimerEvent.CancelTimerFailed) event).timerId(), null);
      case MARKER_RECORDED -> {
        MarkerEvent.MarkerRecorded e = (MarkerEvent.MarkerRecorded) event;
        yield about(RECORD, "marker", e.markerName(), orEmpty(e.details()));
      }
      case RECORD_MARKER_FAILED ->
          about(RECORD, "marker", ((MarkerEvent.RecordMarkerFailed) event).markerName(), null);
      case WORKFLOW_EXECUTION_COMPLETED ->
          execution(
              "complete", orEmpty(((ExecutionEvent.WorkflowExecutionCompleted) event).result()));
      case COMPLETE_WORKFLOW_EXECUTION_FAILED -> execution("complete", null);
      case WORKFLOW_EXECUTION_FAILED, FAIL_WORKFLOW_EXECUTION_FAILED -> execution("fail", null);
      case WORKFLOW_EXECUTION_CANCELED, CANCEL_WORKFLOW_EXECUTION_FAILED ->
          execution("cancel", null);
      case WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
          execution(
              "continue as new",
              orEmpty(((ExecutionEvent.WorkflowExecutionContinuedAsNew) event).input()));
      case CONTINUE_AS_NEW_WORKFLOW_EXECUTION_FAILED -> execution("continue as new", null);
      case ACTIVITY_TASK_CANCEL_REQUESTED ->
          about(
              REQUEST_CANCEL,
              "activity",
              ((ActivityEvent.ActivityTaskCancelRequested) event).activityId(),
              null);
      case REQUEST_CANCEL_ACTIVITY_TASK_FAILED ->
          about(
              REQUEST_CANCEL,
              "activity",
              ((ActivityEvent.RequestCancelActivityTaskFailed) event).activityId(),
              null);
      case START_CHILD_WORKFLOW_EXECUTION_INITIATED -> {
        ChildEvent.StartChildWorkflowExecutionInitiated e =
            (ChildEvent.StartChildWorkflowExecutionInitiated) event;
        yield child(e.workflowId(), e.workflowType(), orEmpty(e.input()));
      }
      case START_CHILD_WORKFLOW_EXECUTION_FAILED -> {
        ChildEvent.StartChildWorkflowExecutionFailed e =
            (ChildEvent.StartChildWorkflowExecutionFailed) event;
        // One that follows an initiated event is not what records the decision.
        yield e.initiatedEventId() != 0 ? null : child(e.workflowId(), e.workflowType(), null);
      }
      case SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED -> {
        ExternalEvent.SignalExternalWorkflowExecutionInitiated e =
            (ExternalEvent.SignalExternalWorkflowExecutionInitiated) event;
        yield about(SEND, "execution", e.workflowId(), signal(e.signalName(), e.input()));
      }
      case SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED -> {
        ExternalEvent.SignalExternalWorkflowExecutionFailed e =
            (ExternalEvent.SignalExternalWorkflowExecutionFailed) event;
        // The initiated event, if there is one, is what records the decision.
        yield e.initiatedEventId() != 0 ? null : about(SEND, "execution", e.workflowId(), null);
      }
      case REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED ->
          about(
              REQUEST_CANCEL,
              "execution",
              ((ExternalEvent.RequestCancelExternalWorkflowExecutionInitiated) event).workflowId(),
              null);
      case REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED -> {
        ExternalEvent.RequestCancelExternalWorkflowExecutionFailed e =
            (ExternalEvent.RequestCancelExternalWorkflowExecutionFailed) event;
        yield e.initiatedEventId() != 0
            ? null
            : about(REQUEST_CANCEL, "execution", e.workflowId(), null);
      }
      case LAMBDA_FUNCTION_SCHEDULED -> {
        LambdaEvent.LambdaFunctionScheduled e = (LambdaEvent.LambdaFunctionScheduled) event;
        yield lambda(e.functionId(), e.name(), orEmpty(e.input()));
      }
      case SCHEDULE_LAMBDA_FUNCTION_FAILED -> {
        LambdaEvent.ScheduleLambdaFunctionFailed e =
            (LambdaEvent.ScheduleLambdaFunctionFailed) event;
        yield lambda(e.functionId(), e.name(), null);
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

  private static Command about(
      String verb, String kind, @Nullable String id, @Nullable String content) {
    return new Command(verb, kind, id, null, null, content);
  }

  private static Command execution(String verb, @Nullable String content) {
    return about(verb, "the execution", null, content);
  }

  private static Command activity(String id, ActivityType type, @Nullable String content) {
    return new Command("schedule", "activity", id, type.name(), type.version(), content);
  }

  private static Command child(String workflowId, WorkflowType type, @Nullable String content) {
    return new Command("start", "child", workflowId, type.name(), type.version(), content);
  }

  private static Command lambda(String id, String name, @Nullable String content) {
    return new Command("call", "Lambda function", id, name, null, content);
  }

  private static String signal(String name, @Nullable String input) {
    return name + " " + orEmpty(input);
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  boolean agreesWith(Command recorded) {
    return verb.equals(recorded.verb)
        && kind.equals(recorded.kind)
        && Objects.equals(id, recorded.id)
        && Objects.equals(name, recorded.name)
        && Objects.equals(version, recorded.version)
        && (content == null
            || recorded.content == null
            || content.equals(recorded.content)
            || isSameAttemptAside(content, recorded.content));
  }

  /** The original's deciders do not say which attempt a task's input is for. */
  private static boolean isSameAttemptAside(String one, String other) {
    return TaskInput.ofFirstAttempt(one).equals(TaskInput.ofFirstAttempt(other));
  }

  /** What it does it to, for people. */
  String subject() {
    String text = id == null ? kind : kind + " " + id;
    if (name == null) {
      return text;
    }
    return text + " (" + name + (version == null ? "" : ", version " + version) + ")";
  }

  @Override
  public String toString() {
    return verb
        + " "
        + subject()
        + (content == null || content.isEmpty() ? "" : " with " + content);
  }
}
