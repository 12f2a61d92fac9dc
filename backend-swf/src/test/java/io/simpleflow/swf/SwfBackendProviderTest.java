package io.simpleflow.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ConfigurationException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.swf.ScriptedServer.Reply;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SwfBackendProviderTest {
  @Test
  void isFoundByItsNameAndOpenedWithoutCallingAnybody() throws IOException {
    try (ScriptedServer server = new ScriptedServer();
        Simpleflow simpleflow =
            Simpleflow.builder()
                .backend("swf")
                .environment(Map.of("SWF_DOMAIN", "test", "AWS_DEFAULT_REGION", "eu-west-1"))
                .settings(Map.of("endpoint", server.endpoint()))
                .open()) {
      assertThat(simpleflow.backend().domain()).isEqualTo("test");
      assertThat(simpleflow.backend().keepsHistories()).isTrue();
      assertThat(server.requests).isEmpty();

      server
          .on("ListOpenWorkflowExecutions", Reply.json("{\"executionInfos\":[]}"))
          .on("ListClosedWorkflowExecutions", Reply.json("{\"executionInfos\":[]}"));
      assertThat(simpleflow.histories().list(ExecutionFilter.all())).isEmpty();
    }
  }

  @Test
  void refusesASettingThatItDoesNotKnow() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Simpleflow.builder()
                    .backend("swf")
                    .settings(Map.of("domain", "test", "reguon", "eu-west-1"))
                    .open())
        .withMessageContaining("no setting 'reguon'");
  }
}
