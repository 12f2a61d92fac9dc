package io.simpleflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionWordsTest {
  @Test
  void areAWorkflowIdAndARunId() {
    assertThat(of()).isEqualTo(new ExecutionWords(Optional.empty(), Optional.empty()));
    assertThat(of("w")).isEqualTo(new ExecutionWords(Optional.of("w"), Optional.empty()));
    assertThat(of("w", "r")).isEqualTo(new ExecutionWords(Optional.of("w"), Optional.of("r")));
  }

  @Test
  void mayBeginWithTheDomain() {
    assertThat(of("here")).isEqualTo(of());
    assertThat(of("here", "w")).isEqualTo(of("w"));
    assertThat(of("here", "w", "r")).isEqualTo(of("w", "r"));
  }

  @Test
  void mayNotBeginWithAnotherDomain() {
    assertThatThrownBy(() -> of("there", "w", "r"))
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no domain 'there' here: it is 'here'");
  }

  @Test
  void mayNotBeMoreThanThere() {
    assertThatThrownBy(() -> of("here", "w", "r", "x"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'x'");
  }

  @Test
  void decodeARunIdFromAnAddress() {
    assertThat(of("w", "a%2Fb+c%3D").runId()).contains("a/b+c=");
    assertThat(of("w", "a+b=").runId()).contains("a+b=");
    assertThatThrownBy(() -> of("w", "a%2")).isInstanceOf(UsageException.class);
  }

  private static ExecutionWords of(String... words) {
    return ExecutionWords.of(List.of(words), "here");
  }
}
