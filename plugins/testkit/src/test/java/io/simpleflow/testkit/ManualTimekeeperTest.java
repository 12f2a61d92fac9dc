package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.simpleflow.spi.Timekeeper.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManualTimekeeperTest {
  private static final Instant START = ManualTimekeeper.START;

  private final ManualTimekeeper time = new ManualTimekeeper();
  private final List<String> wentOff = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    time.close();
  }

  private Alarm alarm(String name, long seconds) {
    return time.schedule(
        START.plusSeconds(seconds), () -> wentOff.add(name + " at " + secondsPassed()));
  }

  private long secondsPassed() {
    return Duration.between(START, time.instant()).toSeconds();
  }

  @Test
  void setsAlarmsOffInTheOrderOfTheirTimes() throws Exception {
    assertThat(alarm("late", 30)).isNotNull();
    assertThat(alarm("early", 10)).isNotNull();
    assertThat(alarm("never", 61)).isNotNull();

    time.advance(Duration.ofSeconds(60));

    assertThat(wentOff).containsExactly("early at 10", "late at 30");
    assertThat(secondsPassed()).isEqualTo(60);
    assertThat(time.nextAlarm()).contains(START.plusSeconds(61));
  }

  @Test
  void setsOffAnAlarmThatAnAlarmSetsOnTheWay() throws Exception {
    assertThat(
            time.schedule(START.plusSeconds(1), () -> assertThat(alarm("second", 2)).isNotNull()))
        .isNotNull();

    time.advance(Duration.ofSeconds(5));

    assertThat(wentOff).containsExactly("second at 2");
  }

  @Test
  void movesToTheNextAlarmAndNoFurther() throws Exception {
    assertThat(alarm("a", 10)).isNotNull();
    assertThat(alarm("b", 10)).isNotNull();
    assertThat(alarm("c", 20)).isNotNull();

    time.advanceToNextAlarm();

    assertThat(wentOff).containsExactly("a at 10", "b at 10");
    assertThat(secondsPassed()).isEqualTo(10);
  }

  @Test
  void staysWhereAnAlarmHasChangedWhatTheMoveDependsOn() throws Exception {
    assertThat(alarm("due", 0)).isNotNull(); // Goes off on the timekeeper's thread.
    assertThat(alarm("later", 10)).isNotNull();

    time.advanceToNextAlarm(wentOff::isEmpty);

    assertThat(wentOff).containsExactly("due at 0");
    assertThat(secondsPassed()).isZero();
  }

  @Test
  void forgetsACancelledAlarm() throws Exception {
    alarm("cancelled", 10).cancel();

    time.advance(Duration.ofSeconds(20));

    assertThat(wentOff).isEmpty();
    assertThat(time.nextAlarm()).isEmpty();
  }

  @Test
  void setsOffAnAlarmThatIsDueAlreadyWithoutBeingMoved() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    assertThat(time.schedule(START, ran::countDown)).isNotNull();
    assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void doesNotRunBackwards() {
    assertThatIllegalArgumentException().isThrownBy(() -> time.advance(Duration.ofSeconds(-1)));
  }

  @Test
  void tellsTheTestThatAnAlarmFailed() {
    assertThat(
            time.schedule(
                START.plusSeconds(1),
                () -> {
                  throw new UnsupportedOperationException("broken");
                }))
        .isNotNull();
    assertThatIllegalStateException()
        .isThrownBy(() -> time.advance(Duration.ofSeconds(1)))
        .withStackTraceContaining("broken");
  }
}
