package io.simpleflow.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.GenericType;
import io.simpleflow.SerializationException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.LambdaFunction;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.TaskService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That callers can read what a decider, of this library or another, has left for them. */
class StateTest {
  record Progress(int step, @Nullable String of) {}

  @TempDir private Path home;
  private CommandLine commands;

  @BeforeEach
  void useItsOwnFolder() {
    commands = new CommandLine(home);
  }

  /** Hands out the service that the backend gives the engine to drive. */
  private record Tap(Simpleflow engine, AtomicReference<TaskService> service)
      implements ExecutorEnvironment {
    @Override
    public TaskCatalog tasks() {
      return engine.tasks();
    }

    @Override
    public DataConverter converter() {
      return engine.converter();
    }

    @Override
    public List<LambdaFunction> lambdaFunctions() {
      return engine.lambdaFunctions();
    }

    @Override
    public Executor drive(TaskService tapped, HistorySource histories, TaskRegistry registry) {
      service.set(tapped);
      return engine.drive(tapped, histories, registry);
    }
  }

  /** Starts an execution and makes a decision of it that leaves this for readers. */
  private static ExecutionId decided(Simpleflow simpleflow, String id, @Nullable String context)
      throws InterruptedException {
    AtomicReference<TaskService> tapped = new AtomicReference<>();
    try (Executor executor = simpleflow.backend().executor(new Tap(simpleflow, tapped))) {
      TaskService service = Objects.requireNonNull(tapped.get());
      executor.start(StartRequest.of(id, new WorkflowType("order", "test"), null));
      DecisionTask task =
          service
              .pollForDecisionTask(Optional.empty(), "test", Duration.ofSeconds(10))
              .orElseThrow();
      service.respondDecisionTaskCompleted(task.taskToken(), List.of(), context);
      return task.execution();
    }
  }

  @Test
  void readsTheStateByExecutionOrWorkflowIdAsTheTypeThatIsWanted() throws Exception {
    try (Simpleflow simpleflow = commands.open()) {
      ExecutionId id =
          decided(
              simpleflow,
              "told",
              "{\"state\":{\"of\":\"ten\",\"step\":2},\"waiting_signals\":[\"go\"]}");

      assertThat(simpleflow.state(id, Progress.class)).contains(new Progress(2, "ten"));
      assertThat(simpleflow.state("told", Progress.class)).contains(new Progress(2, "ten"));
      assertThat(simpleflow.state("told", new GenericType<Map<String, Object>>() {}))
          .contains(Map.of("step", 2, "of", "ten"));
      assertThatExceptionOfType(SerializationException.class)
          .isThrownBy(() -> simpleflow.state(id, Integer.class));
    }
    assertThat(commands.run("--format", "json", "info", "told").out())
        .endsWith(",\"{\\\"of\\\":\\\"ten\\\",\\\"step\\\":2}\"]]\n");
  }

  @Test
  void findsNoStateWhereNoneWasTold() throws Exception {
    try (Simpleflow simpleflow = commands.open()) {
      decided(simpleflow, "silent", null);
      decided(simpleflow, "foreign", "step two of ten");

      assertThat(simpleflow.state("silent", Progress.class)).isEmpty();
      assertThat(simpleflow.state("foreign", Progress.class)).isEmpty();
      assertThatExceptionOfType(ExecutionNotFoundException.class)
          .isThrownBy(() -> simpleflow.state("nowhere", Progress.class))
          .withMessageContaining("no execution of workflow id nowhere");
    }
    assertThat(commands.run("--format", "csv", "info", "silent").out().strip()).endsWith(",");
  }
}
