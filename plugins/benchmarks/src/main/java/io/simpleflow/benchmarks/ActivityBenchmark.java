package io.simpleflow.benchmarks;

import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Runs activities on the local backend in memory; an operation is an activity. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets it up.
public class ActivityBenchmark {
  private static final int ACTIVITIES = 1_000;

  private LocalRunner runner;

  /** Opens a new store: it forgets nothing. */
  @Setup(Level.Iteration)
  public void open() {
    runner = LocalRunner.inMemory();
  }

  /** Closes it. */
  @TearDown(Level.Iteration)
  public void close() {
    runner.close();
  }

  /** One after another. */
  @Benchmark
  @OperationsPerInvocation(ACTIVITIES)
  public void sequential() throws InterruptedException, TimeoutException {
    runner.complete(ACTIVITIES, false);
  }

  /** All at once. */
  @Benchmark
  @OperationsPerInvocation(ACTIVITIES)
  public void parallel() throws InterruptedException, TimeoutException {
    runner.complete(ACTIVITIES, true);
  }
}
