package io.simpleflow.benchmarks;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Prints how many activities and decisions per second executions get through on a server for SWF's
 * API, over HTTP, with one client that decides and works, and with two. Arguments: the store
 * ({@code memory} or a file), and the number of rounds.
 */
public final class SharedThroughput {
  private static final int WARM_UP_ROUNDS = 3;
  private static final int EXECUTIONS = 10;
  private static final int ACTIVITIES = 100;
  private static final int DECIDERS = 2;
  private static final int WORKERS = 8;
  private static final int CACHED = 1_000;
  private static final double MILLISECONDS_PER_SECOND = 1e3;

  private SharedThroughput() {}

  /** Measures and prints; the rounds that warm up do not count. */
  public static void main(String[] args) throws InterruptedException, TimeoutException {
    if (args.length == 0) {
      throw new IllegalArgumentException("arguments: memory|FILE [rounds]");
    }
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    System.out.printf("%-24s %12s %12s  per second%n", "", "activities", "decisions");
    try (SharedRunner runner = new SharedRunner(args[0])) {
      runner.run(DECIDERS, WORKERS, CACHED);
      measure(runner, "1 client, in sequence", 1, ACTIVITIES, false, rounds);
      measure(runner, "1 client, in parallel", EXECUTIONS, ACTIVITIES, true, rounds);
      runner.run(DECIDERS, WORKERS, CACHED);
      measure(runner, "2 clients, in parallel", EXECUTIONS, ACTIVITIES, true, rounds);
    }
  }

  private static void measure(
      SharedRunner runner,
      String label,
      int executions,
      int activities,
      boolean parallel,
      int rounds)
      throws InterruptedException, TimeoutException {
    double[] perSecond = new double[rounds];
    double[] decisions = new double[rounds];
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      List<HistoryEvent> events = run(runner, executions, activities, parallel);
      if (round >= 0) {
        double seconds = seconds(events);
        perSecond[round] = count(events, EventType.ACTIVITY_TASK_COMPLETED) / seconds;
        decisions[round] = count(events, EventType.DECISION_TASK_COMPLETED) / seconds;
      }
    }
    Arrays.sort(perSecond);
    Arrays.sort(decisions);
    System.out.printf(
        "%-24s %12.0f %12.0f  (activities %.0f to %.0f)%n",
        label, perSecond[rounds / 2], decisions[rounds / 2], perSecond[0], perSecond[rounds - 1]);
  }

  /** Runs executions to their ends, and returns their events. */
  private static List<HistoryEvent> run(
      SharedRunner runner, int executions, int activities, boolean parallel)
      throws InterruptedException, TimeoutException {
    List<ExecutionId> started = new ArrayList<>();
    for (int i = 0; i < executions; i++) {
      started.add(runner.start("benchmark-" + i, activities, parallel));
    }
    List<HistoryEvent> events = new ArrayList<>();
    for (ExecutionId execution : started) {
      runner.await(execution);
      events.addAll(runner.history(execution));
    }
    return events;
  }

  /** By the server's clock: to wait for an execution takes longer than it does. */
  private static double seconds(List<HistoryEvent> events) {
    List<Instant> times = events.stream().map(HistoryEvent::timestamp).sorted().toList();
    return Duration.between(times.get(0), times.get(times.size() - 1)).toMillis()
        / MILLISECONDS_PER_SECOND;
  }

  private static long count(List<HistoryEvent> events, EventType type) {
    return events.stream().filter(event -> event.type() == type).count();
  }
}
