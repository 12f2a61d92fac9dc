package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import examples.basic.BasicWorkflow;
import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.swf.SwfBackendProvider;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendSwfTest {
  @Test
  void aWorkflowRunsUnchangedOverTheWire() throws Exception {
    try (Wire wire = Wire.start();
        Simpleflow simpleflow =
            Simpleflow.builder()
                .provider(new SwfBackendProvider())
                .settings(Map.of("domain", "trips", "endpoint", wire.address().toString()))
                .open()) {
      Executor.Run run = simpleflow.executor().run(RunOptions.standard());
      ExecutionId execution =
          simpleflow
              .executor()
              .start(
                  StartRequest.of(
                      "one",
                      simpleflow.tasks().workflow(BasicWorkflow.class.getName()).type(),
                      "{\"args\":[20]}"));
      assertThat(simpleflow.executor().await(execution, Duration.ofSeconds(60)).result())
          .contains("42");
      run.close();
    }
  }
}
