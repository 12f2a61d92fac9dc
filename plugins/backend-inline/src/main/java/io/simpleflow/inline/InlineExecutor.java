package io.simpleflow.inline;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionContinuedAsNew;
import io.simpleflow.history.ExecutionState;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs every execution to its end within {@link #start}. Thread-safe. */
final class InlineExecutor implements Executor {
  private final InlineRuns runs;
  private final InlineHistories histories;

  InlineExecutor(InlineRuns runs, InlineHistories histories) {
    this.runs = runs;
    this.histories = histories;
  }

  @Override
  public ExecutionId start(StartRequest request) {
    InlineHistory begun = runs.begin(NewRun.of(request, null));
    runs.toEnd(begun);
    return begun.execution();
  }

  @Override
  public void signal(ExecutionId execution, String signalName, @Nullable String input) {
    throw cannotReach(execution, "signalled");
  }

  @Override
  public void requestCancel(ExecutionId execution) {
    throw cannotReach(execution, "cancelled");
  }

  @Override
  public void terminate(
      ExecutionId execution,
      @Nullable String reason,
      @Nullable String details,
      Optional<ChildPolicy> childPolicy) {
    throw cannotReach(execution, "terminated");
  }

  private RuntimeException cannotReach(ExecutionId execution, String action) {
    return histories.find(execution).isOpen()
        ? new ConfigurationException(
            "the inline backend runs an execution within its start, where it cannot be %s; use the local backend for that"
                .formatted(action))
        : closed(execution);
  }

  private static ExecutionNotFoundException closed(ExecutionId execution) {
    return new ExecutionNotFoundException(
        "the execution of workflow '%s' with run id '%s' is closed"
            .formatted(execution.workflowId(), execution.runId()));
  }

  /** Nothing is ever left open to go on with, except what runs at this moment. */
  @Override
  public List<ExecutionId> resume(Optional<ExecutionId> execution) {
    if (execution.isPresent() && !histories.find(execution.get()).isOpen()) {
      throw closed(execution.get());
    }
    return execution.map(List::of).orElse(List.of());
  }

  /** There is nothing to run: {@link #start} has done it. */
  @Override
  public Run run(RunOptions options) {
    return () -> {};
  }

  @Override
  public ExecutionOutcome await(ExecutionId execution, Duration timeout)
      throws InterruptedException, TimeoutException {
    long deadline =
        System.nanoTime() + Math.min(TimeUnit.NANOSECONDS.convert(timeout), Long.MAX_VALUE / 2);
    ExecutionId run = execution;
    while (true) {
      InlineHistory history = histories.find(run);
      if (!history.awaitClose(Duration.ofNanos(deadline - System.nanoTime()))) {
        throw new TimeoutException(
            "workflow '%s' is open after %s".formatted(run.workflowId(), timeout));
      } else if (!(history.state().closing() instanceof WorkflowExecutionContinuedAsNew next)) {
        return outcome(run, history.state());
      } else {
        run = new ExecutionId(run.workflowId(), next.newExecutionRunId());
      }
    }
  }

  private static ExecutionOutcome outcome(ExecutionId run, ExecutionState state) {
    return new ExecutionOutcome(
        run,
        Objects.requireNonNull(state.closeStatus(), "a closed execution has a close status"),
        Optional.ofNullable(state.result()),
        Optional.ofNullable(state.reason()),
        Optional.ofNullable(state.details()));
  }

  @Override
  public void close() {
    // What runs, runs in its caller's thread.
  }
}
