package io.simpleflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void doublesThePauseUpToTheLongest() {
    RetryPolicy policy = RetryPolicy.exponential(6, seconds(2)).withMaximumInterval(seconds(10));

    assertThat(policy.delayAfter(1, 0.5)).contains(seconds(2));
    assertThat(policy.delayAfter(2, 0.5)).contains(seconds(4));
    assertThat(policy.delayAfter(3, 0.5)).contains(seconds(8));
    assertThat(policy.delayAfter(4, 0.5)).contains(seconds(10));
  }

  @Test
  void endsAfterTheLastAttempt() {
    RetryPolicy policy = RetryPolicy.exponential(3, seconds(1));

    assertThat(policy.delayAfter(2, 0)).isPresent();
    assertThat(policy.delayAfter(3, 0)).isEmpty();
    assertThat(RetryPolicy.never().delayAfter(1, 0)).isEmpty();
  }

  @Test
  void countsImmediateRetriesAsFurtherAttempts() {
    RetryPolicy policy = RetryPolicy.immediately(2);

    assertThat(policy.delayAfter(1, 0.9)).contains(Duration.ZERO);
    assertThat(policy.delayAfter(2, 0.9)).contains(Duration.ZERO);
    assertThat(policy.delayAfter(3, 0.9)).isEmpty();
  }

  @Test
  void roundsPausesUpToWholeSeconds() {
    RetryPolicy policy = RetryPolicy.exponential(3, Duration.ofMillis(300));

    assertThat(policy.delayAfter(1, 0)).contains(seconds(1));
    assertThat(policy.withMaximumInterval(Duration.ofMillis(500)).delayAfter(2, 0))
        .contains(seconds(1));
  }

  @Test
  void drawsTheJittersShareFromTheRandomNumber() {
    RetryPolicy policy = RetryPolicy.exponential(3, seconds(100)).withJitter(0.5);

    assertThat(policy.delayAfter(1, 0)).contains(seconds(50));
    assertThat(policy.delayAfter(1, 1)).contains(seconds(100));
  }

  @Test
  void neverPausesLongerThanTimersRun() {
    RetryPolicy policy = RetryPolicy.exponential(2_000, seconds(3_600));

    assertThat(policy.delayAfter(1_500, 0)).contains(seconds(99_999_999));
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThatThrownBy(() -> RetryPolicy.exponential(0, seconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maximumAttempts");
    assertThatThrownBy(() -> RetryPolicy.immediately(-1)).hasMessageContaining("retry");
    assertThatThrownBy(() -> RetryPolicy.never().withJitter(1.5)).hasMessageContaining("jitter");
    assertThatThrownBy(() -> RetryPolicy.never().withBackoffCoefficient(0.5))
        .hasMessageContaining("backoffCoefficient");
  }
}
