package io.simpleflow.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.local.service.TaskToken.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTokenTest {
  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 35, 36, 1295, 1296, -1, -36, Long.MAX_VALUE, Long.MIN_VALUE, 4_738_381_338L})
  void readsWhatItWrites(long number) {
    TaskToken token = new TaskToken(Kind.A, number, number, number, "22.run.1");

    String radix36 = Long.toString(number, 36);
    assertThat(token.encode())
        .isEqualTo("A.%s.%s.%s.22.run.1".formatted(radix36, radix36, radix36));
    assertThat(TaskToken.decode(token.encode())).contains(token);
  }

  @Test
  void tellsDecisionTasksFromActivityTasks() {
    assertThat(TaskToken.decode("D.1.2.0.run")).contains(new TaskToken(Kind.D, 1, 2, 0, "run"));
    assertThat(TaskToken.decode("A.1.2.0.run")).contains(new TaskToken(Kind.A, 1, 2, 0, "run"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "A",
        "A.1",
        "A.1.2",
        "A.1.2.0",
        "....",
        "A....run",
        "A.1..0.run",
        "B.1.2.0.run",
        "AA.1.2.0.run",
        "A.1.2.?.run",
        "A.1.2.-.run",
        "A.zzzzzzzzzzzzzzzz.2.0.run"
      })
  void takesNothingElseForAToken(String text) {
    assertThat(TaskToken.decode(text)).isEmpty();
  }
}
