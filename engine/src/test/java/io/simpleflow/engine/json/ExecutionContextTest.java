package io.simpleflow.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionContextTest {
  @Test
  void writesWhatThereIsToSayInOneOrder() {
    assertThat(ExecutionContext.of("{\"step\":2}", List.of("b", "a", "b")).toText())
        .isEqualTo("{\"state\":{\"step\":2},\"waiting_signals\":[\"a\",\"b\"]}");
    assertThat(ExecutionContext.of(null, List.of("a\"")).toText())
        .isEqualTo("{\"waiting_signals\":[\"a\\\"\"]}");
    assertThat(ExecutionContext.of("1", List.of()).toText()).isEqualTo("{\"state\":1}");
    assertThat(ExecutionContext.of("null", List.of()).toText()).isEmpty();
  }

  @Test
  void readsWhatItWrote() {
    ExecutionContext context = ExecutionContext.of("[1,\"x\"]", List.of("b", "a"));

    assertThat(ExecutionContext.parse(context.toText())).isEqualTo(context);
    assertThat(context.waitingSignals()).containsExactly("a", "b");
  }

  @Test
  void readsTheOriginals() {
    ExecutionContext context =
        ExecutionContext.parse("{\"waiting_signals\": [\"go\", 1], \"more\": {\"state\": 2}}");

    assertThat(context.waitingSignals()).containsExactly("go");
    assertThat(context.state()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "[1]", "{\"state\":", "{\"state\":null}", "3"})
  void findsNothingInWhatIsNotOurs(String text) {
    assertThat(ExecutionContext.parse(text)).isEqualTo(ExecutionContext.of(null, List.of()));
  }
}
