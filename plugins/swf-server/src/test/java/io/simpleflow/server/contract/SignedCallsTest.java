package io.simpleflow.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ExecutionId;
import io.simpleflow.ServiceException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.testkit.WorkflowEnvironment;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The signatures of the AWS SDK, before a server that checks them. */
class SignedCallsTest {
  private static final String KEY = "aws.accessKeyId";
  private static final String SECRET = "aws.secretAccessKey";

  private final TaskCatalog tasks = Simpleflow.builder().findTasks();

  private static void use(String key, String secret) {
    System.setProperty(KEY, key);
    System.setProperty(SECRET, secret);
  }

  @AfterEach
  void useNone() {
    System.clearProperty(KEY);
    System.clearProperty(SECRET);
  }

  @Test
  void runsAWorkflowWithTheRightKey() throws Exception {
    use("AKIDEXAMPLE", "open sesame");
    RunOptions options =
        RunOptions.standard().withTaskLists(Set.of(Tasks.LIST)).withConcurrency(1, 2);
    try (Served served = Served.signed(Map.of("AKIDEXAMPLE", "open sesame"));
        WorkflowEnvironment environment =
            WorkflowEnvironment.over(served.client("signed", tasks), options)) {
      ExecutionId execution = environment.start(SwfBackendTest.Many.class, 3);
      assertThat(environment.result(execution, Integer.class)).isEqualTo(6);
    }
  }

  @Test
  void givesUpAtTheStartAfterTheGrace() {
    use("AKIDOTHER", "open sesame");
    try (Served served = Served.signed(Map.of("AKIDEXAMPLE", "open sesame"));
        Simpleflow client = served.client("signed", tasks)) {
      RunOptions options =
          RunOptions.standard().withTaskLists(Set.of(Tasks.LIST)).withGrace(Duration.ofSeconds(1));
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> client.executor().run(options))
          .withMessageStartingWith("given up after 1 s: ")
          .withMessageContaining("does not know the AWS access key");
    }
  }

  @Test
  void saysWhichPartOfTheKeyIsWrong() {
    try (Served served = Served.signed(Map.of("AKIDEXAMPLE", "open sesame"))) {
      use("AKIDEXAMPLE", "open barley");
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> list(served))
          .withMessageContaining("the signature was refused")
          .withMessageContaining("AWS_SECRET_ACCESS_KEY");
      use("AKIDOTHER", "open sesame");
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> list(served))
          .withMessageContaining("does not know the AWS access key");
    }
  }

  private void list(Served served) {
    try (Simpleflow client = served.client("signed", tasks)) {
      client.histories().list(ExecutionFilter.all());
    }
  }
}
