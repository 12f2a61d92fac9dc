package io.simpleflow.benchmarks;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Prints how many activities per second one execution on the local backend gets through, in
 * sequence and in parallel. Arguments: the store ({@code memory} or a file), {@code NORMAL} or
 * {@code FULL}, the number of activities per execution, and the number of rounds.
 */
public final class Throughput {
  /** The JVM is still compiling in the first four or so. */
  private static final int WARM_UP_ROUNDS = 5;

  private static final double NANOSECONDS_PER_SECOND = 1e9;

  private Throughput() {}

  /** Measures and prints; the rounds that warm up do not count. */
  public static void main(String[] args) throws InterruptedException, TimeoutException {
    if (args.length == 0) {
      throw new IllegalArgumentException(
          "arguments: memory|FILE [NORMAL|FULL] [activities] [rounds]");
    }
    String synchronous = args.length > 1 ? args[1] : "NORMAL";
    int activities = args.length > 2 ? Integer.parseInt(args[2]) : NoOpWorkflow.MOST_ACTIVITIES;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 5;
    if (activities < 1 || activities > NoOpWorkflow.MOST_ACTIVITIES || rounds < 1) {
      throw new IllegalArgumentException(
          "activities must be 1 to %d, rounds at least 1".formatted(NoOpWorkflow.MOST_ACTIVITIES));
    }
    Map<String, String> settings = Map.of("store", args[0], "synchronous", synchronous);
    try (LocalRunner runner = new LocalRunner(settings)) {
      measure(runner, activities, rounds);
    }
  }

  private static void measure(LocalRunner runner, int activities, int rounds)
      throws InterruptedException, TimeoutException {
    double[] sequential = new double[rounds];
    double[] parallel = new double[rounds];
    System.out.printf("%-8s %10s %10s  activities/s%n", "round", "sequential", "parallel");
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      print("warm-up", perSecond(runner, activities, false), perSecond(runner, activities, true));
    }
    for (int i = 0; i < rounds; i++) {
      sequential[i] = perSecond(runner, activities, false);
      parallel[i] = perSecond(runner, activities, true);
      print(String.valueOf(i + 1), sequential[i], parallel[i]);
    }
    Arrays.sort(sequential);
    Arrays.sort(parallel);
    print("least", sequential[0], parallel[0]);
    print("median", median(sequential), median(parallel));
    print("most", sequential[rounds - 1], parallel[rounds - 1]);
  }

  private static double perSecond(LocalRunner runner, int activities, boolean parallel)
      throws InterruptedException, TimeoutException {
    long start = System.nanoTime();
    runner.complete(activities, parallel);
    return activities * NANOSECONDS_PER_SECOND / (System.nanoTime() - start);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static void print(String round, double sequential, double parallel) {
    System.out.printf("%-8s %10.0f %10.0f%n", round, sequential, parallel);
  }
}
