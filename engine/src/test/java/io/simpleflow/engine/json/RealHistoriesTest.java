package io.simpleflow.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.history.ActivityState;
import io.simpleflow.history.ChildState;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.DecisionTaskState;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.history.OpenCounts;
import io.simpleflow.history.TimerState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folds what the real service recorded. */
class RealHistoriesTest {
  @Test
  void showsAnActivityLeftOpenByACancellation() throws IOException {
    History history = history("cancel_requested");

    assertThat(history.execution().closeStatus()).isEqualTo(CloseStatus.CANCELED);
    assertThat(history.execution().cancelRequest()).isNotNull();
    assertThat(history.openCounts()).isEqualTo(new OpenCounts(1, 0, 0, 0, 0));
    assertThat(history.activities())
        .singleElement()
        .satisfies(
            activity -> {
              assertThat(activity.status()).isEqualTo(ActivityState.Status.STARTED);
              assertThat(activity.identity()).contains("host-1");
              assertThat(activity.input()).isEqualTo("{\"args\":[],\"kwargs\":{}}");
            });
  }

  @Test
  void showsTheResultOfAChild() throws IOException {
    History history = history("child_workflow");

    ChildState child =
        history.child("workflow-chaintest-test-simpleflow-workflow--6d7a0f66--1").orElseThrow();
    assertThat(child.status()).isEqualTo(ChildState.Status.COMPLETED);
    assertThat(child.result()).isEqualTo("[5,10]");
    assertThat(child.execution()).isPresent();
    assertThat(child.startedAt()).isPresent();
    assertThat(history.execution().closeStatus()).isEqualTo(CloseStatus.COMPLETED);
  }

  @Test
  void showsTimersFiredAndCanceled() throws IOException {
    History history = history("timer_and_cancel");

    assertThat(history.timer("timer 1").orElseThrow().status()).isEqualTo(TimerState.Status.FIRED);
    assertThat(history.timer("timer 2").orElseThrow().status())
        .isEqualTo(TimerState.Status.CANCELED);
    assertThat(history.openCounts().openTimers()).isZero();
  }

  @Test
  void showsMarkersAndSignals() throws IOException {
    assertThat(history("with_replays").markers())
        .hasSize(3)
        .extracting(MarkerRecorded::details)
        .contains("\"some details\"");
    assertThat(history("unrequested_signal").signals())
        .singleElement()
        .satisfies(signal -> assertThat(signal.externalInitiatedEventId()).isZero());
  }

  @Test
  void followsTwoDecisionTasksAtOnce() throws IOException {
    List<HistoryEvent> events = events("unrequested_signal");
    History history = History.of(events.subList(0, 10));
    history.append(events.subList(10, events.size()));

    assertThat(history.decisionTasks())
        .hasSizeGreaterThan(1)
        .noneMatch(DecisionTaskState::isOpen)
        .allSatisfy(
            task ->
                assertThat(Objects.requireNonNull(task.completed()).startedEventId())
                    .isEqualTo(Objects.requireNonNull(task.started()).id()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cancel_requested",
        "child_workflow",
        "timer_and_cancel",
        "unrequested_signal",
        "with_replays",
        "workflow_execution_basic"
      })
  void comesToTheSameEventByEvent(String name) throws IOException {
    List<HistoryEvent> events = events(name);
    History atOnce = History.of(events);
    History oneByOne = new History();
    events.forEach(event -> oneByOne.append(List.of(event)));

    assertThat(oneByOne.execution()).isEqualTo(atOnce.execution());
    assertThat(oneByOne.openCounts()).isEqualTo(atOnce.openCounts());
    assertThat(oneByOne.activities()).containsExactlyElementsOf(atOnce.activities());
    assertThat(oneByOne.timers()).containsExactlyElementsOf(atOnce.timers());
    assertThat(oneByOne.children()).containsExactlyElementsOf(atOnce.children());
    assertThat(oneByOne.decisionTasks()).containsExactlyElementsOf(atOnce.decisionTasks());
    assertThat(oneByOne.signals()).isEqualTo(atOnce.signals());
    assertThat(oneByOne.events()).isEqualTo(events);
    assertThat(atOnce.execution().isOpen()).isFalse();
  }

  private static History history(String name) throws IOException {
    return History.of(events(name));
  }

  private static List<HistoryEvent> events(String name) throws IOException {
    try (InputStream file =
        RealHistoriesTest.class.getResourceAsStream("/histories/" + name + ".json")) {
      return HistoryJson.readHistory(Objects.requireNonNull(file));
    }
  }
}
