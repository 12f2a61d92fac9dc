package io.simpleflow.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static String identity(String added) {
    return Identity.ofThisProcess(Map.of("HOSTNAME", "machine", "SIMPLEFLOW_IDENTITY", added));
  }

  @Test
  void namesProgramHostProcessAndUserWithSortedKeys() {
    assertThat(Identity.ofThisProcess(Map.of("HOSTNAME", "machine")))
        .matches(
            "\\{\"exe\":\"[^\"]*java[^\"]*\",\"hostname\":\"machine\",\"pid\":%d,\"user\":\"[^\"]*\"}"
                .formatted(ProcessHandle.current().pid()));
  }

  @Test
  void mergesWhatTheEnvironmentAddsAndLeavesOutWhatItMakesNull() {
    assertThat(identity("{\"user\":null,\"exe\":null,\"build\":7,\"hostname\":\"é\"}"))
        .isEqualTo(
            "{\"build\":7,\"hostname\":\"\\u00e9\",\"pid\":%d}"
                .formatted(ProcessHandle.current().pid()));
  }

  @Test
  void cutsALongIdentityAsTheOriginalDoes() {
    assertThat(identity("{\"a\":\"%s\"}".formatted("x".repeat(500))))
        .hasSize(256)
        .startsWith("{\"a\":\"xxx")
        .endsWith("xxx ...");
  }

  @Test
  void refusesWhatIsNoObject() {
    for (String wrong : new String[] {"blue", "[1]", "null", "7"}) {
      assertThatThrownBy(() -> identity(wrong))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("SIMPLEFLOW_IDENTITY is '" + wrong + "'");
    }
  }
}
