package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryBuilderTest {
  private final HistoryBuilder builder =
      new HistoryBuilder(new WorkflowType("basic", "example"), "{\"args\":[1]}");

  private static Decision schedule(String activityId) {
    return new Decision.ScheduleActivityTask(
        new ActivityType("twice", "1"), activityId, null, "1", null, null, null, null, null, null);
  }

  private static List<String> types(List<HistoryEvent> events) {
    return events.stream().map(event -> event.type().wireName()).toList();
  }

  @Test
  void addsDecisionTasksIdsAndReferences() {
    List<HistoryEvent> events =
        builder
            .decided(schedule("a"))
            .activityCompleted("a", "2")
            .decided(new Decision.CompleteWorkflowExecution("2"))
            .events();

    assertThat(types(events))
        .containsExactly(
            "WorkflowExecutionStarted",
            "DecisionTaskScheduled",
            "DecisionTaskStarted",
            "DecisionTaskCompleted",
            "ActivityTaskScheduled",
            "ActivityTaskStarted",
            "ActivityTaskCompleted",
            "DecisionTaskScheduled",
            "DecisionTaskStarted",
            "DecisionTaskCompleted",
            "WorkflowExecutionCompleted");
    assertThat(events).extracting(HistoryEvent::id).startsWith(1L, 2L, 3L).endsWith(11L);
    assertThat(((ActivityTaskCompleted) events.get(6)).scheduledEventId()).isEqualTo(5);
    assertThat(((ActivityTaskCompleted) events.get(6)).startedEventId()).isEqualTo(6);
    assertThat(((DecisionTaskCompleted) events.get(9)).startedEventId()).isEqualTo(9);
    assertThat(History.of(events).execution().closeStatus()).isEqualTo(CloseStatus.COMPLETED);
  }

  @Test
  void keepsWhatHappensDuringADecisionForTheNextOne() {
    List<HistoryEvent> events =
        builder.decisionStarted().signaled("one", null).signaled("two", null).decided().events();

    assertThat(types(events))
        .endsWith(
            "DecisionTaskStarted",
            "WorkflowExecutionSignaled",
            "WorkflowExecutionSignaled",
            "DecisionTaskCompleted",
            "DecisionTaskScheduled");
  }

  @Test
  void makesOneDecisionTaskOfWhatHappensWhileItWaits() {
    List<HistoryEvent> events =
        builder
            .decided(schedule("a"), schedule("b"))
            .activityCompleted("b", null)
            .activityFailed("a", "no", null)
            .decisionStarted()
            .events();

    assertThat(types(events))
        .endsWith(
            "ActivityTaskStarted",
            "ActivityTaskCompleted",
            "DecisionTaskScheduled",
            "ActivityTaskStarted",
            "ActivityTaskFailed",
            "DecisionTaskStarted");
  }

  @Test
  void movesTheClockToATimersTime() {
    List<HistoryEvent> events =
        builder
            .decided(new Decision.StartTimer("month", null, "2592000"))
            .timerFired("month")
            .events();

    assertThat(events.get(5).timestamp())
        .isEqualTo(events.get(4).timestamp().plus(Duration.ofDays(30)));
  }

  @Test
  void schedulesAnotherDecisionTaskAfterATimeout() {
    assertThat(types(builder.decisionTimedOut().events()))
        .endsWith("DecisionTaskStarted", "DecisionTaskTimedOut", "DecisionTaskScheduled");
  }

  @Test
  void refusesWhatCannotHappen() {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.activityCompleted("a", "1"))
        .withMessage("no activity a is open");
    builder.decided(schedule("a"));
    assertThatIllegalStateException()
        .isThrownBy(builder::decisionStarted)
        .withMessage("no decision task waits for a decider");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.activityCanceled("a", null))
        .withMessage("nobody asked a to stop");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.timerFired("t"))
        .withMessage("no timer t runs");
  }
}
