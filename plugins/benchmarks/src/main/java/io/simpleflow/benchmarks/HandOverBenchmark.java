package io.simpleflow.benchmarks;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.testkit.WorkflowReplayer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Hands over between threads. */
@State(Scope.Benchmark)
public class HandOverBenchmark {
  private static final int STRANDS = 2_000;

  private final WorkflowReplayer replayer = Tasks.replayer();
  private List<HistoryEvent> history = List.of();
  private volatile boolean theirTurn;
  private volatile boolean stopped;
  private volatile @Nullable Thread waiting;
  private @Nullable Thread other;

  /** Runs the execution that is replayed, and starts the other thread. */
  @Setup
  public void start() throws InterruptedException, TimeoutException {
    try (LocalRunner runner = LocalRunner.inMemory()) {
      ExecutionId execution = runner.start("strands", HandOverWorkflow.class, "[" + STRANDS + "]");
      runner.await(execution, String.valueOf(STRANDS));
      history = runner.history(execution);
    }
    stopped = false;
    Thread answering = new Thread(this::answer, "benchmark-answers");
    answering.setDaemon(true);
    answering.start();
    other = answering;
  }

  /** Stops the other thread. */
  @TearDown
  public void stop() throws InterruptedException {
    stopped = true;
    Thread answering = Objects.requireNonNull(other);
    LockSupport.unpark(answering);
    answering.join();
  }

  private void answer() {
    while (!stopped) {
      if (theirTurn) {
        theirTurn = false;
        LockSupport.unpark(waiting);
      }
      LockSupport.park(this);
    }
  }

  /** A strand of workflow code begins, and another waits for it: to the second and back. */
  @Benchmark
  @OperationsPerInvocation(STRANDS)
  public void strand() {
    replayer.replay(HandOverWorkflow.class, history);
  }

  /** What the machine takes to hand over to a platform thread and back. */
  @Benchmark
  public void machine() {
    waiting = Thread.currentThread();
    theirTurn = true;
    LockSupport.unpark(other);
    while (theirTurn) {
      LockSupport.park(this);
    }
  }
}
