package io.simpleflow.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityEvent.ActivityTaskCancelRequested;
import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.ActivityEvent.ScheduleActivityTaskFailed;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionStarted;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionInitiated;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExternalEvent.ExternalWorkflowExecutionSignaled;
import io.simpleflow.history.ExternalEvent.RequestCancelExternalWorkflowExecutionFailed;
import io.simpleflow.history.ExternalEvent.RequestCancelExternalWorkflowExecutionInitiated;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionInitiated;
import io.simpleflow.history.LambdaEvent.LambdaFunctionCompleted;
import io.simpleflow.history.LambdaEvent.LambdaFunctionScheduled;
import io.simpleflow.history.LambdaEvent.LambdaFunctionStarted;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.history.TimerEvent.CancelTimerFailed;
import io.simpleflow.history.TimerEvent.StartTimerFailed;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.history.TimerEvent.TimerStarted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.006Z");
  private static final WorkflowType WORKFLOW = new WorkflowType("basic", "example");
  private static final ActivityType ACTIVITY = new ActivityType("twice", "1");

  private final History history = History.of(List.of(started()));

  @Test
  void countsTheFailuresOfAnActivityOverItsAttempts() {
    history.append(
        List.of(
            scheduled(2, "a", "1"),
            new ActivityTaskStarted(3, at(3), "me", 2),
            new ActivityTaskFailed(4, at(4), "IOException: no", "{}", 2, 3),
            scheduled(5, "a", "2"),
            new ActivityTaskTimedOut(6, at(6), "SCHEDULE_TO_START", 5, 0, null),
            scheduled(7, "a", "3")));

    ActivityState open = activity("a");
    assertThat(open.failures()).isEqualTo(2);
    assertThat(open.status()).isEqualTo(ActivityState.Status.SCHEDULED);
    assertThat(open.input()).isEqualTo("3");
    assertThat(open.scheduledEventId()).isEqualTo(7);
    assertThat(open.reason()).isNull();

    history.append(
        List.of(
            new ActivityTaskStarted(8, at(8), "you", 7),
            new ActivityTaskCompleted(9, at(9), "42", 7, 8)));

    ActivityState closed = activity("a");
    assertThat(closed.result()).isEqualTo("42");
    assertThat(closed.identity()).isEqualTo("you");
    assertThat(closed.failures()).isEqualTo(2);
    assertThat(closed.scheduledAt()).contains(at(7));
    assertThat(closed.startedAt()).contains(at(8));
    assertThat(closed.closedAt()).contains(at(9));
    assertThat(open.isOpen()).as("a state once handed out stays as it was").isTrue();
  }

  @Test
  void tellsWhyAnActivityTimedOut() {
    history.append(
        List.of(
            scheduled(2, "a", "1"),
            new ActivityTaskStarted(3, at(3), null, 2),
            new ActivityTaskTimedOut(4, at(4), "HEARTBEAT", 2, 3, "half way")));

    assertThat(activity("a").status()).isEqualTo(ActivityState.Status.TIMED_OUT);
    assertThat(activity("a").timeoutType()).isEqualTo("HEARTBEAT");
    assertThat(activity("a").details()).isEqualTo("half way");
  }

  @Test
  void forgetsACancelRequestWhenTheActivityIsScheduledAgain() {
    history.append(
        List.of(scheduled(2, "a", "1"), new ActivityTaskCancelRequested(3, at(3), 1, "a")));
    assertThat(activity("a").cancelRequested()).isTrue();

    history.append(
        List.of(new ActivityTaskCanceled(4, at(4), "stopped", 2, 0, 3L), scheduled(5, "a", "1")));
    assertThat(activity("a").cancelRequested()).isFalse();
    assertThat(activity("a").failures()).as("a cancellation is no failure").isZero();
  }

  @Test
  void keepsAnOpenActivityWhenASecondOneOfItsIdIsRefused() {
    history.append(
        List.of(
            scheduled(2, "a", "1"),
            refused(3, "a", "ACTIVITY_ID_ALREADY_IN_USE"),
            refused(4, "b", "ACTIVITY_TYPE_DOES_NOT_EXIST")));

    assertThat(activity("a").status()).isEqualTo(ActivityState.Status.SCHEDULED);
    assertThat(activity("b").status()).isEqualTo(ActivityState.Status.SCHEDULE_FAILED);
    assertThat(activity("b").cause()).isEqualTo("ACTIVITY_TYPE_DOES_NOT_EXIST");
    assertThat(activity("b").scheduledEventId()).isZero();
  }

  @Test
  void listsInOrderOfFirstAppearance() {
    history.append(
        List.of(
            scheduled(2, "b", "1"),
            scheduled(3, "a", "1"),
            new ActivityTaskTimedOut(4, at(4), "SCHEDULE_TO_START", 2, 0, null),
            scheduled(5, "b", "2")));

    assertThat(history.activities())
        .extracting(ActivityState::activityId)
        .containsExactly("b", "a");
  }

  @Test
  void followsAChildThroughItsAttempts() {
    ExecutionId child = new ExecutionId("child", "run");
    history.append(
        List.of(
            initiated(2, "child"),
            new ChildWorkflowExecutionStarted(3, at(3), child, WORKFLOW, 2),
            new ChildWorkflowExecutionFailed(4, at(4), child, WORKFLOW, "no", "why", 2, 3),
            initiated(5, "child"),
            new StartChildWorkflowExecutionFailed(
                6, at(6), WORKFLOW, "WORKFLOW_ALREADY_RUNNING", "child", 5, 1, null)));

    ChildState state = history.child("child").orElseThrow();
    assertThat(state.status()).isEqualTo(ChildState.Status.START_FAILED);
    assertThat(state.cause()).isEqualTo("WORKFLOW_ALREADY_RUNNING");
    assertThat(state.failures()).isEqualTo(1);
    assertThat(state.initiatedEventId()).isEqualTo(5);
    assertThat(history.openCounts().openChildWorkflowExecutions()).isZero();
  }

  @Test
  void keepsARunningTimerWhenItsIdOrItsCancellationIsRefused() {
    history.append(
        List.of(
            new TimerStarted(2, at(2), "t", "control", "5", 1),
            new StartTimerFailed(3, at(3), "t", "TIMER_ID_ALREADY_IN_USE", 1),
            new CancelTimerFailed(4, at(4), "other", "TIMER_ID_UNKNOWN", 1)));
    assertThat(history.timer("t").orElseThrow().isOpen()).isTrue();
    assertThat(history.timer("other")).isEmpty();

    history.append(List.of(new TimerFired(5, at(5), "t", 2)));
    assertThat(history.timer("t").orElseThrow().status()).isEqualTo(TimerState.Status.FIRED);
    assertThat(history.timer("t").orElseThrow().control()).isEqualTo("control");
  }

  @Test
  void tellsWhatBecameOfSignalsAndCancelRequestsSent() {
    ExecutionId other = new ExecutionId("other", "run");
    history.append(
        List.of(
            new SignalExternalWorkflowExecutionInitiated(
                2, at(2), "other", null, "go", "[]", 1, null),
            new RequestCancelExternalWorkflowExecutionInitiated(3, at(3), "gone", null, 1, null),
            new ExternalWorkflowExecutionSignaled(4, at(4), other, 2),
            new RequestCancelExternalWorkflowExecutionFailed(
                5, at(5), "gone", null, "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION", 3, 1, null)));

    assertThat(history.externalSignals())
        .singleElement()
        .satisfies(
            signal -> {
              assertThat(signal.status()).isEqualTo(ExternalRequestState.Status.DELIVERED);
              assertThat(signal.initiated().signalName()).isEqualTo("go");
            });
    assertThat(history.externalCancelRequests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.status()).isEqualTo(ExternalRequestState.Status.FAILED);
              assertThat(request.cause()).isEqualTo("UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION");
            });
  }

  @Test
  void findsSignalsAndMarkersByName() {
    WorkflowExecutionSignaled first = new WorkflowExecutionSignaled(2, at(2), "go", "1", null, 0);
    MarkerRecorded marker = new MarkerRecorded(3, at(3), "here", null, 1);
    WorkflowExecutionSignaled stop = new WorkflowExecutionSignaled(4, at(4), "stop", "2", null, 0);
    WorkflowExecutionSignaled second = new WorkflowExecutionSignaled(5, at(5), "go", "3", null, 0);
    history.append(List.of(first, marker, stop, second));

    assertThat(history.signals()).containsExactly(first, stop, second);
    assertThat(history.signals("go")).containsExactly(first, second);
    assertThat(history.signals("none")).isEmpty();
    assertThat(history.markers("here")).containsExactly(marker);
  }

  @Test
  void followsLambdaFunctions() {
    history.append(
        List.of(
            new LambdaFunctionScheduled(2, at(2), "hello-1", "hello", null, "{}", "300", 1),
            new LambdaFunctionStarted(3, at(3), 2),
            new LambdaFunctionCompleted(4, at(4), 2, 3, "42")));

    assertThat(history.lambda("hello-1").orElseThrow().result()).isEqualTo("42");
  }

  @Test
  void keepsTheExecutionContextOfAnEarlierDecision() {
    history.append(
        List.of(
            new DecisionTaskScheduled(2, at(2), "list", null, "300", null),
            new DecisionTaskStarted(3, at(3), null, 2),
            new DecisionTaskScheduled(4, at(3), "list", null, "300", null)));
    assertThat(history.openCounts().openDecisionTasks()).isEqualTo(2);

    history.append(
        List.of(
            new DecisionTaskCompleted(5, at(5), "context", 2, 3, null, null),
            new DecisionTaskStarted(6, at(6), null, 4),
            new DecisionTaskCompleted(7, at(7), null, 4, 6, null, null)));

    assertThat(history.latestExecutionContext()).contains("context");
    assertThat(history.lastDecision()).map(HistoryEvent::id).contains(7L);
    assertThat(history.decisionTasks()).hasSize(2).noneMatch(DecisionTaskState::isOpen);
  }

  @Test
  void tellsHowTheExecutionEnded() {
    assertThat(history.execution().status()).isEqualTo(ExecutionStatus.OPEN);

    history.append(
        List.of(scheduled(2, "a", "1"), new WorkflowExecutionFailed(3, at(3), "broken", "why", 1)));

    ExecutionState execution = history.execution();
    assertThat(execution.status()).isEqualTo(ExecutionStatus.CLOSED);
    assertThat(execution.closeStatus()).isEqualTo(CloseStatus.FAILED);
    assertThat(execution.reason()).isEqualTo("broken");
    assertThat(execution.details()).isEqualTo("why");
    assertThat(execution.closedAt()).contains(at(3));
    assertThat(history.openCounts().openActivityTasks()).as("left open, as in SWF").isEqualTo(1);
  }

  @Test
  void refusesAGap() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> history.append(List.of(scheduled(3, "a", "1"))))
        .withMessageContaining("event 3")
        .withMessageContaining("event 1");
  }

  @Test
  void refusesAnEventThatRefersToNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> history.append(List.of(new ActivityTaskStarted(2, at(2), null, 1))))
        .withMessageContaining("event 2, ActivityTaskStarted")
        .withMessageContaining("event id 1");
    assertThat(history.lastEventId()).isEqualTo(1);
  }

  @Test
  void mustBeginWithTheStartOfTheExecution() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> History.of(List.of(scheduled(1, "a", "1"))))
        .withMessageContaining("ActivityTaskScheduled");
    assertThatIllegalStateException().isThrownBy(() -> new History().execution());
  }

  private ActivityState activity(String id) {
    return history.activity(id).orElseThrow();
  }

  private static Instant at(long id) {
    return START.plusMillis(id);
  }

  private static WorkflowExecutionStarted started() {
    return new WorkflowExecutionStarted(
        1,
        at(1),
        "{}",
        "300",
        "300",
        ChildPolicy.TERMINATE,
        "list",
        null,
        WORKFLOW,
        List.of(),
        null,
        null,
        0,
        null);
  }

  private static ActivityTaskScheduled scheduled(
      long id, String activityId, @Nullable String input) {
    return new ActivityTaskScheduled(
        id,
        at(id),
        ACTIVITY,
        activityId,
        input,
        null,
        "300",
        "300",
        "300",
        "list",
        null,
        1,
        "NONE");
  }

  private static ScheduleActivityTaskFailed refused(long id, String activityId, String cause) {
    return new ScheduleActivityTaskFailed(id, at(id), ACTIVITY, activityId, cause, 1);
  }

  private static StartChildWorkflowExecutionInitiated initiated(long id, String workflowId) {
    return new StartChildWorkflowExecutionInitiated(
        id,
        at(id),
        workflowId,
        WORKFLOW,
        null,
        "{}",
        "300",
        "list",
        null,
        1,
        ChildPolicy.ABANDON,
        "300",
        List.of(),
        null);
  }
}
