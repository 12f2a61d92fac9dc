package io.simpleflow.local.service;

import static io.simpleflow.local.service.Scene.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ExecutionId;
import io.simpleflow.StaleTaskException;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.RecordMarker;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskTimedOut;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.DecisionTask;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTasksTest {
  private final Scene scene = new Scene();
  private final ExecutionId execution = scene.start("w");

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void schedulesADecisionWithoutAScheduleToStartTimeout() {
    assertThat(scene.last(execution, DecisionTaskScheduled.class))
        .isEqualTo(new DecisionTaskScheduled(2, Scene.START, "deciders", null, "60", "NONE"));
  }

  @Test
  void givesTheHistoryFromThePreviousDecisionOn() throws Exception {
    DecisionTask first = scene.decisionTask();
    assertThat(first.previousStartedEventId()).isZero();
    assertThat(first.startedEventId()).isEqualTo(3);
    assertThat(first.events()).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L);
    scene.answer(first);

    scene.service.signal(execution, "go", null);
    DecisionTask second = scene.decisionTask();
    assertThat(second.previousStartedEventId()).isEqualTo(3);
    assertThat(second.startedEventId()).isEqualTo(7);
    assertThat(second.events()).extracting(HistoryEvent::id).containsExactly(3L, 4L, 5L, 6L, 7L);
    assertThat(second.workflowType()).isEqualTo(Scene.WORKFLOW);
    assertThat(second.execution()).isEqualTo(execution);
  }

  @Test
  void schedulesOneDecisionForAllThatHappensBeforeItIsStarted() {
    scene.service.signal(execution, "one", null);
    scene.service.signal(execution, "two", null);
    scene.service.requestCancel(execution);

    assertThat(scene.names(execution, 3))
        .containsExactly(
            "WorkflowExecutionSignaled",
            "WorkflowExecutionSignaled",
            "WorkflowExecutionCancelRequested");
  }

  @Test
  void schedulesASecondDecisionAtOnceButStartsItAfterTheFirst() throws Exception {
    DecisionTask first = scene.decisionTask();
    scene.service.signal(execution, "one", null);
    scene.service.signal(execution, "two", null);
    assertThat(scene.pollDecision()).isEmpty();
    assertThat(scene.service.histories().describe(execution).openCounts().openDecisionTasks())
        .isEqualTo(2);

    scene.answer(first);
    DecisionTask second = scene.decisionTask();

    assertThat(scene.names(execution, 4))
        .containsExactly(
            "WorkflowExecutionSignaled",
            "DecisionTaskScheduled",
            "WorkflowExecutionSignaled",
            "DecisionTaskCompleted",
            "DecisionTaskStarted");
    assertThat(second.events()).extracting(HistoryEvent::id).endsWith(6L, 7L, 8L);
  }

  @Test
  void doesNotGiveWhatHappenedAfterTheStart() throws Exception {
    scene.decide(schedule("one"));
    scene.service.signal(execution, "go", null);
    DecisionTask task = scene.decisionTask();
    assertThat(scene.pollActivity()).isPresent();

    assertThat(task.events().get(task.events().size() - 1).id()).isEqualTo(task.startedEventId());
  }

  @Test
  void schedulesNothingForAnEmptyAnswer() throws Exception {
    scene.decide();

    assertThat(scene.names(execution, 4)).containsExactly("DecisionTaskCompleted");
    assertThat(scene.pollDecision()).isEmpty();
  }

  @Test
  void recordsDecisionsWithoutAGapAtOneTime() throws Exception {
    DecisionTask task = scene.decisionTask();
    scene.advance(5);
    scene.answer(
        task,
        schedule("one"),
        new io.simpleflow.history.Decision.CancelTimer("unknown"),
        new StartTimer("t", null, "9"),
        new RecordMarker("m", null));

    assertThat(scene.names(execution, 4))
        .containsExactly(
            "DecisionTaskCompleted",
            "ActivityTaskScheduled",
            "CancelTimerFailed",
            "TimerStarted",
            "MarkerRecorded",
            "DecisionTaskScheduled");
    assertThat(scene.events(execution).subList(3, 9))
        .extracting(HistoryEvent::timestamp)
        .containsOnly(Scene.START.plusSeconds(5));
  }

  @Test
  void timesOutADeciderAndAsksAnother() throws Exception {
    DecisionTask lost = scene.decisionTask();
    scene.advance(60);

    assertThat(scene.last(execution, DecisionTaskTimedOut.class))
        .isEqualTo(
            new DecisionTaskTimedOut(4, Scene.START.plusSeconds(60), "START_TO_CLOSE", 2, 3));
    assertThat(scene.names(execution, 5)).containsExactly("DecisionTaskScheduled");
    assertThatThrownBy(() -> scene.answer(lost)).isInstanceOf(StaleTaskException.class);
    DecisionTask next = scene.decisionTask();
    assertThat(next.previousStartedEventId()).isZero();
    assertThat(next.events()).hasSize(6);
    scene.answer(next, new CompleteWorkflowExecution(null));
    assertThat(scene.names(execution, 7))
        .containsExactly("DecisionTaskCompleted", "WorkflowExecutionCompleted");
  }

  @Test
  void startsTheDecisionThatWaitsWhenTheFirstTimesOut() throws Exception {
    var unused = scene.decisionTask();
    scene.service.signal(execution, "go", null);
    scene.advance(60);

    assertThat(scene.names(execution, 4))
        .containsExactly(
            "WorkflowExecutionSignaled", "DecisionTaskScheduled", "DecisionTaskTimedOut");
    assertThat(scene.decisionTask().startedEventId()).isEqualTo(7);
  }

  @Test
  void takesOneAnswerOnly() throws Exception {
    DecisionTask task = scene.decisionTask();
    scene.answer(task);

    assertThatThrownBy(() -> scene.answer(task)).isInstanceOf(StaleTaskException.class);
    assertThat(scene.names(execution, 4)).containsExactly("DecisionTaskCompleted");
  }

  @Test
  void refusesTheAnswerOfAClosedExecution() throws Exception {
    DecisionTask task = scene.decisionTask();
    scene.service.terminate(execution, null, null, java.util.Optional.empty());

    assertThatThrownBy(() -> scene.answer(task)).isInstanceOf(StaleTaskException.class);
  }

  static Stream<Arguments> invalidBatches() {
    return Stream.of(
        Arguments.of(
            List.of(new CompleteWorkflowExecution(null), new RecordMarker("m", null)),
            "Close must be last decision in list"),
        Arguments.of(List.of(schedule("a/b")), "activityId 'a/b' contains '/'"),
        Arguments.of(List.of(schedule("")), "activityId is empty"),
        Arguments.of(List.of(schedule("x".repeat(257))), "activityId has 257 characters"),
        Arguments.of(List.of(new StartTimer("t", null, "NONE")), "startToFireTimeout is 'NONE'"),
        Arguments.of(List.of(new StartTimer("t", null, "-1")), "startToFireTimeout is '-1'"),
        Arguments.of(
            List.of(new RecordMarker("m", "x".repeat(32_769))), "details has 32,769 characters"),
        Arguments.of(
            List.of(new Decision.FailWorkflowExecution("x".repeat(257), null)),
            "reason has 257 characters"));
  }

  @ParameterizedTest
  @MethodSource("invalidBatches")
  void appliesNothingOfAnInvalidAnswerAndLetsItBeGivenAgain(
      List<Decision> decisions, String message) throws Exception {
    DecisionTask task = scene.decisionTask();

    assertThatThrownBy(
            () -> scene.service.respondDecisionTaskCompleted(task.taskToken(), decisions, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
    assertThat(scene.names(execution, 4)).isEmpty();

    scene.answer(task, new CompleteWorkflowExecution(null));
    assertThat(scene.names(execution, 5)).containsExactly("WorkflowExecutionCompleted");
  }

  @Test
  void keepsTheLastExecutionContextThatWasGiven() throws Exception {
    scene.service.respondDecisionTaskCompleted(
        scene.decisionTask().taskToken(), List.of(), "waiting");
    scene.service.signal(execution, "go", null);
    scene.decide();
    assertThat(scene.service.histories().describe(execution).latestExecutionContext())
        .contains("waiting");

    scene.service.signal(execution, "go", null);
    scene.service.respondDecisionTaskCompleted(scene.decisionTask().taskToken(), List.of(), "");
    assertThat(scene.service.histories().describe(execution).latestExecutionContext()).contains("");
  }
}
