package io.simpleflow.benchmarks;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.WorkflowDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Runs {@link NoOpWorkflow} on the local backend, deciders and workers in this process. */
final class LocalRunner implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Simpleflow simpleflow;
  private final Executor.Run run;

  LocalRunner(Map<String, String> settings) {
    simpleflow = Simpleflow.builder().backend("local").settings(settings).open();
    run = simpleflow.executor().run(RunOptions.standard());
  }

  /**
   * Runs one execution to its end.
   *
   * @throws IllegalStateException if it did not complete
   */
  ExecutionId complete(int activities, boolean parallel)
      throws InterruptedException, TimeoutException {
    WorkflowDefinition workflow = simpleflow.tasks().workflow(NoOpWorkflow.class.getName());
    ExecutionId execution =
        simpleflow
            .executor()
            .start(
                StartRequest.of(
                    "benchmark", workflow.type(), "[%d,%b]".formatted(activities, parallel)));
    ExecutionOutcome outcome = simpleflow.executor().await(execution, PATIENCE);
    if (!outcome.result().equals(Optional.of(String.valueOf(activities)))) {
      throw new IllegalStateException("the execution ended otherwise than planned: " + outcome);
    }
    return execution;
  }

  List<HistoryEvent> history(ExecutionId execution) {
    return simpleflow.histories().events(execution);
  }

  @Override
  public void close() {
    run.close();
    simpleflow.close();
  }
}
