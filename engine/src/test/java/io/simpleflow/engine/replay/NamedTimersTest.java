package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.Future;
import io.simpleflow.engine.worker.LogLines;
import io.simpleflow.history.Decision.CancelTimer;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.TimerState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Timers with ids of the author's. */
@Timeout(60)
class NamedTimersTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Looks at a timer from its start to its end. */
  private static final class Looking extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      assertThat(timerDetails("tea")).isEmpty();
      Future<?> tea = timer("tea", MINUTE, Map.of("sugar", 2));
      assertThat(tea.isPending()).isTrue();
      timer(Duration.ofSeconds(1)).await();
      assertThat(tea.isRunning()).isTrue();
      TimerState running = timerDetails("tea").orElseThrow();
      assertThat(running.status()).isEqualTo(TimerState.Status.STARTED);
      assertThat(running.control()).isEqualTo("{\"sugar\":2}");
      tea.await();
      return timerDetails("tea").orElseThrow().status();
    }
  }

  @Test
  void showsATimerAsTheHistoryTellsOfIt() {
    try (Rehearsal rehearsal = new Rehearsal(Looking::new)) {
      rehearsal.decide();
      rehearsal.service().fire("timer-1");
      rehearsal.decide();
      rehearsal.service().fire("tea");

      assertThat(rehearsal.result()).isEqualTo("FIRED");
    }
  }

  /** Starts one again that it has cancelled. */
  private static final class Again extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      Future<?> first = timer("tea", MINUTE, null);
      timer(Duration.ofSeconds(1)).await();
      assertThat(cancelTimer("tea")).isTrue();
      assertThat(cancelTimer("tea")).isFalse();
      assertThat(cancelTimer("coffee")).as("there never was one").isFalse();
      Future<?> second = timer("tea", MINUTE, null);
      timer(Duration.ofSeconds(1)).await();
      return List.of(first.isCancelled(), second.isDone(), second.isRunning());
    }
  }

  @Test
  void doesNotTakeTheEndOfAnEarlierTimerForThatOfItsSuccessor() {
    try (Rehearsal rehearsal = new Rehearsal(Again::new)) {
      rehearsal.decide();
      rehearsal.service().fire("timer-1");
      List<HistoryEvent> events = rehearsal.service().startDecision();
      rehearsal.service().fire("tea"); // While the decision to cancel it is being made.
      assertThat(rehearsal.answer(events))
          .containsExactly(
              new CancelTimer("tea"),
              new StartTimer("tea", null, "60"),
              new StartTimer("timer-2", null, "1"));
      rehearsal.service().fire("timer-2");

      assertThat(rehearsal.result()).isEqualTo(List.of(true, false, true));
    }
  }

  /** Asks for timers that cannot be. */
  private static final class Wrong extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      for (String id :
          List.of("", "a:b", "a/b", "a|b", "a\nb", "arn", "n".repeat(257), "_simpleflow_x")) {
        assertThatThrownBy(() -> timer(id, MINUTE, null))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("the timer id '");
      }
      var unused = timer("tea", MINUTE, null);
      assertThatThrownBy(() -> timer("tea", MINUTE, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("runs already");
      assertThatThrownBy(() -> timer("negative", Duration.ofSeconds(-1), null))
          .isInstanceOf(IllegalArgumentException.class);
      return null;
    }
  }

  @Test
  void refusesAtTheCallWhatCannotBeATimer() {
    try (Rehearsal rehearsal = new Rehearsal(Wrong::new)) {
      assertThat(rehearsal.result()).isNull();
    }
  }

  /** Ends with a timer it has cancelled, and one that it has not. */
  private static final class Leaving extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      Future<@Nullable Void> given = timer("given up", MINUTE, null);
      Future<@Nullable Void> forgotten = timer("forgotten", MINUTE, null);
      timer(Duration.ofSeconds(1)).orTimeout(MINUTE).await();
      Future<@Nullable Void> lost = timer("lost", MINUTE, null);
      return given.cancel() && forgotten.isDone() && lost.isDone();
    }
  }

  @Test
  void warnsOfTimersThatAreLeftButNotOfThoseGivenUp() {
    try (LogLines log = new LogLines(ReplayedExecution.class);
        Rehearsal rehearsal = new Rehearsal(Leaving::new)) {
      rehearsal.decide();
      rehearsal.service().fire("timer-1");
      rehearsal.decide();

      assertThat(log.all())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line).endsWith("[timer lost]"));
    }
  }

  /** Names a timer as the service would not take it. */
  private static final class Misnamed extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      assertThatThrownBy(() -> timer("tea:\n5", MINUTE, null)).hasMessageContaining("'tea:?5'");
      return null;
    }
  }

  @Test
  void showsAnUnfitIdAsItWasWritten() {
    try (Rehearsal rehearsal = new Rehearsal(Misnamed::new)) {
      rehearsal.decide();

      assertThat(rehearsal.result()).isNull();
    }
  }
}
