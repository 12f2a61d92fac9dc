package io.simpleflow.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ActivityOptions;
import io.simpleflow.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void readsWhatPeopleWrite() {
    assertThat(Durations.parse("x", "30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(Durations.parse("x", "5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(Durations.parse("x", "1h")).isEqualTo(Duration.ofHours(1));
    assertThat(Durations.parse("x", "2d")).isEqualTo(Duration.ofDays(2));
    assertThat(Durations.parse("x", " 500 ")).isEqualTo(Duration.ofSeconds(500));
    assertThat(Durations.parse("x", "NONE")).isEqualTo(ActivityOptions.NO_TIMEOUT);
  }

  @Test
  void saysWhatWasWrongAndWhatToWrite() {
    for (String wrong : new String[] {"", "abc", "-5", "1.5h", "5 weeks", "1h30m", "s"}) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> Durations.parse("HEARTBEAT", wrong))
          .withMessageStartingWith("HEARTBEAT is '" + wrong + "'; write a duration such as 30s");
    }
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Durations.parse("HEARTBEAT", "99999d"))
        .withMessageContaining("the longest is 99999999 seconds");
  }
}
