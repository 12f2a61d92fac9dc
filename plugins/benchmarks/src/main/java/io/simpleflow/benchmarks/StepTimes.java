package io.simpleflow.benchmarks;

import io.simpleflow.ActivityContext;
import io.simpleflow.spi.ActivityInterceptor;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Notes when activities begin: between two of a sequence lies all that a step takes, the decision
 * with it. Thread-safe.
 */
final class StepTimes implements ActivityInterceptor {
  private static final double NANOSECONDS_PER_MICROSECOND = 1e3;

  private final Queue<Long> starts = new ConcurrentLinkedQueue<>();

  @Override
  public String intercept(ActivityContext context, Callable<String> attempt) throws Exception {
    starts.add(System.nanoTime());
    return attempt.call();
  }

  /** Forgets all. */
  void clear() {
    starts.clear();
  }

  /** The median of the steps from one number, counted from 0, up to another, in microseconds. */
  double median(int from, int to) {
    List<Long> noted = List.copyOf(starts);
    double[] steps = new double[to - from];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = (noted.get(from + i + 1) - noted.get(from + i)) / NANOSECONDS_PER_MICROSECOND;
    }
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }
}
