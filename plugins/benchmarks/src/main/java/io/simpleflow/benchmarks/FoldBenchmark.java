package io.simpleflow.benchmarks;

import io.simpleflow.engine.stats.StatusReport;
import io.simpleflow.engine.stats.Table;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Folds a history; an operation is an event. */
@State(Scope.Benchmark)
public class FoldBenchmark {
  private List<HistoryEvent> events = List.of();

  /** Runs the execution whose history is folded. */
  @Setup
  public void makeHistory() throws InterruptedException, TimeoutException {
    events = Histories.sequence();
  }

  /** Into states. */
  @Benchmark
  @OperationsPerInvocation(Histories.EVENTS)
  public History states() {
    return History.of(events);
  }

  /** Into states, and those into what the command {@code status} shows. */
  @Benchmark
  @OperationsPerInvocation(Histories.EVENTS)
  public Table status() {
    return StatusReport.table(History.of(events), Integer.MAX_VALUE);
  }
}
