package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.history.WorkflowType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class HistoryLawsTest {
  private final HistoryBuilder builder =
      new HistoryBuilder(new WorkflowType("basic", "example"), null);

  private static Decision schedule(String activityId) {
    return new Decision.ScheduleActivityTask(
        new ActivityType("twice", "1"), activityId, null, "1", null, null, null, null, null, null);
  }

  /** Some of everything. */
  private List<HistoryEvent> lawful() {
    return builder
        .decided(schedule("a"), schedule("b"), new Decision.StartTimer("t", null, "60"))
        .activityFailed("a", "reason", null)
        .activityTimedOut("b", "SCHEDULE_TO_START")
        .decided(schedule("a"), new Decision.RecordMarker("m", null))
        .timerFired("t")
        .decisionTimedOut()
        .activityCompleted("a", "2")
        .decided(new Decision.CompleteWorkflowExecution("2"))
        .events();
  }

  /** What is wrong after one more event. */
  private List<String> after(BiFunction<Long, Instant, HistoryEvent> next) {
    List<HistoryEvent> events = new ArrayList<>(builder.events());
    HistoryEvent last = events.get(events.size() - 1);
    events.add(next.apply(last.id() + 1, last.timestamp()));
    return HistoryLaws.violations(events);
  }

  @Test
  void findsNothingWrongWithALawfulHistory() {
    assertThatCode(() -> HistoryLaws.check(lawful())).doesNotThrowAnyException();
  }

  @Test
  void findsAGap() {
    List<HistoryEvent> events = new ArrayList<>(lawful());
    HistoryEvent lost = events.remove(3);

    assertThat(HistoryLaws.violations(events).get(0))
        .startsWith("event %d, ".formatted(lost.id() + 1))
        .contains("follows event 3");
  }

  @Test
  void findsTimeGoingBack() {
    assertThat(after((id, time) -> new DecisionTaskStarted(id, time.minusMillis(1), null, 2)))
        .singleElement()
        .asString()
        .contains("is older than");
  }

  @Test
  void findsAnEventAfterTheClose() {
    builder.terminated(null);

    assertThat(after((id, time) -> new DecisionTaskStarted(id, time, null, 2)))
        .singleElement()
        .asString()
        .startsWith("event 4, DecisionTaskStarted, follows the close, event 3: ");
  }

  @Test
  void findsAnActivityThatStartsOrEndsTwice() {
    builder.decided(schedule("a")).activityStarted("a");
    assertThat(after((id, time) -> new ActivityTaskStarted(id, time, null, 5)))
        .singleElement()
        .asString()
        .contains("starts what was started");

    builder.activityCompleted("a", null);
    assertThat(after((id, time) -> new ActivityTaskCompleted(id, time, null, 5, 6)))
        .asString()
        .contains("closes what is not open");
  }

  @Test
  void findsAnActivityThatEndsWithoutAStart() {
    builder.decided(schedule("a"));

    assertThat(after((id, time) -> new ActivityTaskCompleted(id, time, null, 5, 4)))
        .singleElement()
        .asString()
        .contains("was started by event null");
  }

  @Test
  void findsASecondActivityOfTheSameId() {
    builder.decided(schedule("a"), schedule("a"));

    assertThat(HistoryLaws.violations(builder.events()))
        .singleElement()
        .asString()
        .contains("event 6, ActivityTaskScheduled, opens what is open already");
  }

  @Test
  void findsATimerThatFiresEarly() {
    builder.decided(new Decision.StartTimer("t", null, "60")).after(Duration.ofSeconds(59));

    assertThat(after((id, time) -> new TimerFired(id, time, "t", 5)))
        .singleElement()
        .asString()
        .contains("is early");
  }

  @Test
  void findsASecondDecisionTask() {
    assertThat(after((id, time) -> new DecisionTaskScheduled(id, time, "default", null, "6", null)))
        .singleElement()
        .asString()
        .contains("comes while another waits for a decider");
  }

  @Test
  void findsADecisionThatNobodyMade() {
    assertThat(after((id, time) -> new MarkerRecorded(id, time, "m", null, 2)))
        .singleElement()
        .asString()
        .contains("belongs to decision 2, the last one is 0");
  }

  @Test
  void findsWhatWasLostBetweenTwoLooks() {
    List<HistoryEvent> events = lawful();
    List<HistoryEvent> earlier = events.subList(0, 5);
    List<HistoryEvent> other = new ArrayList<>(events);
    other.set(4, events.get(5));

    assertThatCode(() -> HistoryLaws.checkContinues(earlier, events)).doesNotThrowAnyException();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> HistoryLaws.checkContinues(events, earlier))
        .withMessageStartingWith("the history had %d events and has 5 now", events.size());
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> HistoryLaws.checkContinues(earlier, other))
        .withMessageStartingWith("event 5 was ");
  }
}
