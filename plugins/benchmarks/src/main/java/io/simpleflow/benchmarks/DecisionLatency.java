package io.simpleflow.benchmarks;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.Executor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints how long a decision takes on a server for SWF's API, over HTTP, from when it is scheduled
 * to when it is answered: at several lengths of the history, with the execution in the decider's
 * memory, and replayed each time. Argument: the store ({@code memory} or a file).
 */
public final class DecisionLatency {
  private static final List<Integer> LENGTHS = List.of(100, 1_000, 10_000);

  /** An activity of the sequence takes six events. */
  private static final int EVENTS_OF_ACTIVITY = 6;

  private static final int MEASURED = 40;
  private static final int CACHED = 1_000;
  private static final Duration LOOK = Duration.ofMillis(20);

  private DecisionLatency() {}

  /** Measures and prints medians of the last decisions. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length == 0) {
      throw new IllegalArgumentException("argument: memory|FILE");
    }
    System.out.printf(
        "%8s %14s %14s  ms for a decision, median%n", "events", "from memory", "replayed");
    try (SharedRunner runner = new SharedRunner(args[0])) {
      runner.run(0, 1, 0);
      latency(runner, LENGTHS.get(1), CACHED); // Lets the JVM compile.
      latency(runner, LENGTHS.get(1), 0);
      for (int length : LENGTHS) {
        System.out.printf(
            "%8d %14.1f %14.1f%n",
            length, latency(runner, length, CACHED), latency(runner, length, 0));
      }
    }
  }

  /** The time of decisions after a history has grown to a length, in milliseconds. */
  private static double latency(SharedRunner runner, int length, int cached)
      throws InterruptedException {
    ExecutionId execution =
        runner.start("latency", length / EVENTS_OF_ACTIVITY + 10 * MEASURED, false);
    Executor.Run growing = runner.run(1, 0, CACHED);
    awaitLength(runner, execution, length);
    growing.close();
    long grown = runner.lastEvent(execution).id();
    Executor.Run measured = runner.run(1, 0, cached);
    awaitLength(runner, execution, grown + (long) MEASURED * EVENTS_OF_ACTIVITY);
    measured.close();
    List<Double> times = times(runner.history(execution), grown);
    runner.terminate(execution);
    times.sort(null);
    return times.get(times.size() / 2);
  }

  private static void awaitLength(SharedRunner runner, ExecutionId execution, long length)
      throws InterruptedException {
    while (runner.lastEvent(execution).id() < length) {
      Thread.sleep(LOOK.toMillis());
    }
  }

  private static List<Double> times(List<HistoryEvent> history, long after) {
    Map<Long, Instant> scheduled = new HashMap<>();
    List<Double> times = new ArrayList<>();
    for (HistoryEvent event : history) {
      if (event instanceof DecisionTaskScheduled decision && decision.id() > after) {
        scheduled.put(decision.id(), decision.timestamp());
      } else if (event instanceof DecisionTaskCompleted decision) {
        Instant begin = scheduled.get(decision.scheduledEventId());
        if (begin != null) {
          times.add((double) Duration.between(begin, decision.timestamp()).toMillis());
        }
      }
    }
    return times;
  }
}
