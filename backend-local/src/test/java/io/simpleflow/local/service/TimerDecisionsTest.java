package io.simpleflow.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.Decision.CancelTimer;
import io.simpleflow.history.Decision.RecordMarker;
import io.simpleflow.history.Decision.ScheduleLambdaFunction;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.LambdaEvent.ScheduleLambdaFunctionFailed;
import io.simpleflow.history.LambdaEvent.StartLambdaFunctionFailed;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.history.TimerEvent.CancelTimerFailed;
import io.simpleflow.history.TimerEvent.StartTimerFailed;
import io.simpleflow.history.TimerEvent.TimerCanceled;
import io.simpleflow.history.TimerEvent.TimerFired;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerDecisionsTest {
  private final Scene scene = new Scene();
  private final ExecutionId execution = scene.start("w");

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void firesATimerWhenItsTimeHasCome() throws Exception {
    scene.decide(new StartTimer("tea", "control", "240"));
    scene.advance(239);
    assertThat(scene.names(execution, 6)).isEmpty();

    scene.advance(1);

    assertThat(scene.last(execution, TimerFired.class))
        .isEqualTo(new TimerFired(6, Scene.START.plusSeconds(240), "tea", 5));
    assertThat(scene.names(execution, 7)).containsExactly("DecisionTaskScheduled");
  }

  @Test
  void firesTimersInTheOrderOfTheirTime() throws Exception {
    scene.decide(
        new StartTimer("late", null, "20"),
        new StartTimer("early", null, "10"),
        new StartTimer("at once", null, "0"));
    scene.advance(3600 - 1);

    assertThat(
            scene.events(execution).stream()
                .filter(TimerFired.class::isInstance)
                .map(fired -> ((TimerFired) fired).timerId()))
        .containsExactly("at once", "early", "late");
  }

  @Test
  void cancelsATimer() throws Exception {
    scene.decide(new StartTimer("tea", null, "240"), new CancelTimer("tea"));
    scene.advance(300);

    assertThat(scene.last(execution, TimerCanceled.class))
        .isEqualTo(new TimerCanceled(6, Scene.START, "tea", 5, 4));
    assertThat(scene.names(execution, 7)).isEmpty();
  }

  @Test
  void refusesToCancelATimerThatHasFired() throws Exception {
    scene.decide(new StartTimer("tea", null, "1"));
    scene.advance(1);
    scene.decide(new CancelTimer("tea"));

    assertThat(scene.last(execution, CancelTimerFailed.class).cause())
        .isEqualTo("TIMER_ID_UNKNOWN");
  }

  @Test
  void refusesToCancelAnUnknownTimer() throws Exception {
    scene.decide(new CancelTimer("tea"));

    assertThat(scene.last(execution, CancelTimerFailed.class).cause())
        .isEqualTo("TIMER_ID_UNKNOWN");
    assertThat(scene.names(execution, 6)).containsExactly("DecisionTaskScheduled");
  }

  @Test
  void refusesAnIdInUseUntilItIsFreeAgain() throws Exception {
    scene.decide(new StartTimer("tea", null, "1"), new StartTimer("tea", null, "2"));
    assertThat(scene.last(execution, StartTimerFailed.class).cause())
        .isEqualTo("TIMER_ID_ALREADY_IN_USE");

    scene.advance(1);
    scene.decide(new StartTimer("tea", null, "1"));
    assertThat(scene.names(execution, 1)).endsWith("DecisionTaskCompleted", "TimerStarted");
  }

  @Test
  void refusesMoreThanAThousandTimers() throws Exception {
    scene.decideInHundreds(
        execution,
        IntStream.rangeClosed(1, 1_001).mapToObj(i -> new StartTimer("t" + i, null, "9")).toList());

    assertThat(scene.last(execution, StartTimerFailed.class).cause())
        .isEqualTo("OPEN_TIMERS_LIMIT_EXCEEDED");
  }

  @Test
  void recordsMarkersAndNothingMore() throws Exception {
    scene.decide(new RecordMarker("note", "details"), new RecordMarker("note", null));

    assertThat(scene.events(execution).get(4))
        .isEqualTo(new MarkerRecorded(5, Scene.START, "note", "details", 4));
    assertThat(scene.names(execution, 5)).containsExactly("MarkerRecorded", "MarkerRecorded");
    assertThat(scene.pollDecision()).isEmpty();
  }

  @Test
  void cannotCallLambdaFunctions() throws Exception {
    scene.decide(
        new ScheduleLambdaFunction("id", "hello", null, "{}", null),
        new ScheduleLambdaFunction("id", "hello", null, "{}", null));

    assertThat(scene.names(execution, 5))
        .containsExactly(
            "LambdaFunctionScheduled",
            "ScheduleLambdaFunctionFailed",
            "StartLambdaFunctionFailed",
            "DecisionTaskScheduled");
    assertThat(scene.last(execution, ScheduleLambdaFunctionFailed.class).cause())
        .isEqualTo("ID_ALREADY_IN_USE");
    assertThat(scene.last(execution, StartLambdaFunctionFailed.class).cause())
        .isEqualTo("ASSUME_ROLE_FAILED");
    assertThat(scene.service.histories().describe(execution).openCounts().openLambdaFunctions())
        .isZero();
  }
}
