package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.Decision;
import io.simpleflow.history.TimerEvent;
import io.simpleflow.spi.ServiceLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Outbox outbox =
      new Outbox(new ServiceLimits(5, 10_000, 7, 4, 25_000, 32_768, 256, true));

  private static Decision.ScheduleActivityTask activity(int number) {
    return new Decision.ScheduleActivityTask(
        new ActivityType("a", "1"),
        "a-" + number,
        null,
        "{}",
        null,
        "list",
        null,
        null,
        null,
        null);
  }

  private Optional<String> match(Decision.ScheduleActivityTask decision) {
    ActivityEvent.ActivityTaskScheduled event =
        new ActivityEvent.ActivityTaskScheduled(
            9,
            Instant.EPOCH,
            decision.activityType(),
            decision.activityId(),
            decision.input(),
            null,
            null,
            null,
            null,
            "list",
            null,
            4,
            null);
    return outbox.match(event, Command.of(event).orElseThrow());
  }

  private Optional<String> matchWakeUp() {
    TimerEvent.TimerStarted event =
        new TimerEvent.TimerStarted(9, Instant.EPOCH, Outbox.WAKE_UP_TIMER, null, "0", 4);
    return outbox.match(event, Command.of(event).orElseThrow());
  }

  private void ask(int from, int to) {
    for (int i = from; i <= to; i++) {
      outbox.add(activity(i));
    }
    outbox.decided();
  }

  /** As the original's deciders record it, who say nothing of attempts. */
  @Test
  void takesAnotherAttemptForTheOneRecordedWithoutItsNumber() {
    outbox.add(withInput("{\"__attempt\":2,\"args\":[1],\"kwargs\":{}}"));
    outbox.add(withInput("{\"__attempt\":2,\"args\":[1],\"kwargs\":{}}"));
    outbox.decided();

    assertThat(match(withInput("{\"args\":[1],\"kwargs\":{}}"))).isEmpty();
    assertThat(match(withInput("{\"args\":[2],\"kwargs\":{}}"))).isPresent();
  }

  private static Decision.ScheduleActivityTask withInput(String input) {
    return new Decision.ScheduleActivityTask(
        new ActivityType("a", "1"), "a-1", null, input, null, null, null, null, null, null);
  }

  @Test
  void answersWithEverythingThatFits() {
    ask(1, 5);

    assertThat(outbox.batch()).hasSize(5).allMatch(Decision.ScheduleActivityTask.class::isInstance);
  }

  @Test
  void bringsAboutTheNextDecisionForWhatDoesNotFit() {
    ask(1, 6);

    List<Decision> batch = outbox.batch();

    assertThat(batch).hasSize(5);
    assertThat(batch.get(4)).isEqualTo(new Decision.StartTimer(Outbox.WAKE_UP_TIMER, null, "0"));
    for (int i = 1; i <= 4; i++) {
      assertThat(match(activity(i))).isEmpty();
    }
    assertThat(matchWakeUp()).isEmpty();
    assertThat(outbox.missing()).isEmpty();
    outbox.timerEnded(Outbox.WAKE_UP_TIMER);
    outbox.decided();
    assertThat(outbox.batch()).containsExactly(activity(5), activity(6));
  }

  @Test
  void keepsAnAnswerBelowTheServicesSize() {
    for (int i = 1; i <= 3; i++) {
      outbox.add(new Decision.RecordMarker("m" + i, "x".repeat(3_000)));
    }
    outbox.decided();

    assertThat(outbox.batch())
        .extracting(decision -> decision.getClass().getSimpleName())
        .containsExactly("RecordMarker", "StartTimer");
  }

  @Test
  void holdsBackActivitiesOverTheNumberThatMayBeOpen() {
    ask(1, 9);
    for (int i = 1; i <= 4; i++) {
      assertThat(match(activity(i))).isEmpty();
    }
    assertThat(matchWakeUp()).isEmpty();
    outbox.timerEnded(Outbox.WAKE_UP_TIMER);
    outbox.decided();
    assertThat(outbox.batch()).containsExactly(activity(5), activity(6), activity(7));

    for (int i = 5; i <= 7; i++) {
      assertThat(match(activity(i))).isEmpty();
    }
    outbox.activityEnded();
    outbox.decided();

    assertThat(outbox.batch()).containsExactly(activity(8));
  }

  @Test
  void namesTheEventThatDiffersFromWhatIsAsked() {
    ask(1, 1);

    assertThat(match(activity(2)))
        .hasValueSatisfying(
            difference ->
                assertThat(difference)
                    .contains("event 9 (ActivityTaskScheduled)")
                    .contains("schedule activity a-2")
                    .contains("but the code asks to: schedule activity a-1"));
  }

  @Test
  void noticesWhatIsAskedAndNotRecorded() {
    ask(1, 2);
    assertThat(match(activity(1))).isEmpty();

    assertThat(outbox.missing())
        .hasValueSatisfying(missing -> assertThat(missing).contains("schedule activity a-2"));
  }

  @Test
  void noticesWhatIsRecordedAndNotAsked() {
    ask(1, 1);
    assertThat(match(activity(1))).isEmpty();

    assertThat(match(activity(2)))
        .hasValueSatisfying(extra -> assertThat(extra).contains("asks for nothing more"));
  }

  @Test
  void closesAloneAndTellsWhatIsDropped() {
    outbox.add(activity(1));

    List<Decision> dropped = outbox.dropForClose();
    outbox.closeWith(new Decision.CompleteWorkflowExecution("1"));
    outbox.decided();

    assertThat(dropped).containsExactly(activity(1));
    assertThat(outbox.batch()).containsExactly(new Decision.CompleteWorkflowExecution("1"));
  }

  @Test
  void sendsWhatOthersWaitForBeforeItCloses() {
    Decision.SignalExternalWorkflowExecution signal =
        new Decision.SignalExternalWorkflowExecution("other", null, "stop", "{}", null);
    Decision.CompleteWorkflowExecution close = new Decision.CompleteWorkflowExecution("1");
    outbox.add(signal);

    assertThat(outbox.dropForClose()).isEmpty();
    outbox.closeWith(close);
    outbox.decided();

    assertThat(outbox.batch())
        .containsExactly(signal, new Decision.StartTimer(Outbox.WAKE_UP_TIMER, null, "0"));
    assertThat(outbox.answersWith(close)).isFalse();
  }
}
