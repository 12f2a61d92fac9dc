package io.simpleflow.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Measures several things in turn, round after round, so that what disturbs the machine disturbs
 * them alike and their ratios in a round can be trusted. Not thread-safe.
 */
final class Alternation {
  private static final double NANOSECONDS = 1e9;

  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final List<Ratio> ratios = new ArrayList<>();

  private record Task(String unit, Callable<Double> measured, List<Double> rounds) {}

  private record Ratio(String name, String dividend, String divisor) {}

  /** Work that is timed. */
  interface Work {
    /** Does it. */
    void run() throws Exception;
  }

  /** Adds something that measures itself. */
  Alternation add(String name, String unit, Callable<Double> measured) {
    tasks.put(name, new Task(unit, measured, new ArrayList<>()));
    return this;
  }

  /** Adds work of so many operations, measured in operations per second. */
  Alternation addRate(String name, String unit, int operations, Work work) {
    return add(name, unit, () -> rate(operations, work));
  }

  /** Adds the ratio of two that were added. */
  Alternation addRatio(String name, String dividend, String divisor) {
    ratios.add(new Ratio(name, dividend, divisor));
    return this;
  }

  /** Operations per second of work that does so many. */
  static double rate(int operations, Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return operations * NANOSECONDS / (System.nanoTime() - start);
  }

  /** Measures as many rounds as the scale says. */
  void measure(Scale scale, Consumer<Figure> out) throws Exception {
    measure(scale.warmUps(), scale.rounds(), out);
  }

  /** Measures so many rounds after so many that warm up. */
  void measure(int warmUps, int rounds, Consumer<Figure> out) throws Exception {
    for (int round = -warmUps; round < rounds; round++) {
      for (Task task : tasks.values()) {
        double measured = task.measured.call();
        if (round >= 0) {
          task.rounds.add(measured);
        }
      }
    }
    tasks.forEach((name, task) -> out.accept(Figure.of(name, task.unit, rounds(name))));
    for (Ratio ratio : ratios) {
      double[] dividends = rounds(ratio.dividend);
      double[] divisors = rounds(ratio.divisor);
      double[] quotients = new double[dividends.length];
      for (int i = 0; i < quotients.length; i++) {
        quotients[i] = dividends[i] / divisors[i];
      }
      out.accept(Figure.of(ratio.name, "times", quotients));
    }
  }

  private double[] rounds(String name) {
    Task task = tasks.get(name);
    if (task == null) {
      throw new IllegalArgumentException("nothing of the name " + name + " was added");
    }
    return task.rounds.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
