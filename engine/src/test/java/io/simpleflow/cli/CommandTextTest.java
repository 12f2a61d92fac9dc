package io.simpleflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTextTest {
  @Test
  void quotesForTheShellWhatNeedsIt() {
    assertThat(CommandText.of(List.of("simpleflow", "status", "it's mine", "a-b.c")))
        .isEqualTo("simpleflow status 'it'\\''s mine' a-b.c");
  }
}
