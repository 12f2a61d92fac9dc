package io.simpleflow.benchmarks;

import io.simpleflow.ExecutionId;
import io.simpleflow.Workflow;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Runs workflows on a backend, deciders and workers in this process. Thread-safe where the backend
 * is.
 */
final class LocalRunner implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Simpleflow simpleflow;
  private final Executor.Run run;

  LocalRunner(Simpleflow.Builder builder, RunOptions options) {
    simpleflow = builder.open();
    run = simpleflow.executor().run(options);
  }

  /** Runs on the local backend, in memory. */
  static LocalRunner inMemory() {
    return new LocalRunner(memory().tasks(Tasks.found()), RunOptions.standard());
  }

  /** What opens the local backend in memory; with an interceptor it must look for tasks itself. */
  static Simpleflow.Builder memory() {
    return Simpleflow.builder().backend("local").settings(Map.of("store", "memory"));
  }

  /** Runs on the local backend, in a file. */
  static LocalRunner inFile(Path file, String synchronous) {
    return new LocalRunner(file(file, synchronous).tasks(Tasks.found()), RunOptions.standard());
  }

  /** What opens the local backend in a file, as {@link #memory} does. */
  static Simpleflow.Builder file(Path file, String synchronous) {
    return Simpleflow.builder()
        .backend("local")
        .settings(Map.of("store", file.toString(), "synchronous", synchronous));
  }

  /** Runs activities that do nothing in one execution to its end. */
  ExecutionId complete(int activities, boolean parallel)
      throws InterruptedException, TimeoutException {
    ExecutionId execution =
        start("benchmark", NoOpWorkflow.class, "[%d,%b]".formatted(activities, parallel));
    await(execution, String.valueOf(activities));
    return execution;
  }

  /**
   * Runs activities that do nothing, all wanted at once, in as many executions as their number
   * takes.
   */
  void completeAtOnce(int activities, int perExecution)
      throws InterruptedException, TimeoutException {
    List<ExecutionId> executions = new ArrayList<>();
    for (int i = 0; i < activities / perExecution; i++) {
      executions.add(
          start("benchmark-" + i, NoOpWorkflow.class, "[%d,true]".formatted(perExecution)));
    }
    for (ExecutionId execution : executions) {
      await(execution, String.valueOf(perExecution));
    }
  }

  /** Starts an execution. */
  ExecutionId start(String workflowId, Class<? extends Workflow> workflow, String input) {
    return simpleflow
        .executor()
        .start(
            StartRequest.of(
                workflowId, simpleflow.tasks().workflow(workflow.getName()).type(), input));
  }

  /**
   * Waits for the end of an execution.
   *
   * @throws IllegalStateException if it did not complete with this result
   */
  void await(ExecutionId execution, String result) throws InterruptedException, TimeoutException {
    ExecutionOutcome outcome = simpleflow.executor().await(execution, PATIENCE);
    if (!outcome.result().equals(Optional.of(result))) {
      throw new IllegalStateException("the execution ended otherwise than planned: " + outcome);
    }
  }

  /** Ends an execution that nobody needs any more. */
  void terminate(ExecutionId execution) {
    simpleflow.executor().terminate(execution, "measured", null, Optional.empty());
  }

  List<HistoryEvent> history(ExecutionId execution) {
    return simpleflow.histories().events(execution);
  }

  HistoryEvent lastEvent(ExecutionId execution) {
    return simpleflow.histories().lastEvent(execution);
  }

  @Override
  public void close() {
    run.close();
    simpleflow.close();
  }
}
