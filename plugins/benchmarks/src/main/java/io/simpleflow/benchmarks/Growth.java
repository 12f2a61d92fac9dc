package io.simpleflow.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/**
 * Watches work that goes on for long: whether its tenths take alike, and what lives on the heap
 * after each.
 */
final class Growth {
  /** Into so many parts work is cut. */
  static final int TENTHS = 10;

  private static final double NANOSECONDS = 1e9;
  private static final double BYTES_PER_MEGABYTE = 1 << 20;

  private Growth() {}

  /** A part of the work. */
  interface Tenth {
    /** Does it, or waits until it is done. */
    void run(int number) throws Exception;
  }

  /** Does work tenth by tenth, and says how it went. */
  static void measure(String name, String unit, int amount, Tenth work, Consumer<Figure> out)
      throws Exception {
    double[] rates = new double[TENTHS];
    double[] megabytes = new double[TENTHS];
    for (int i = 0; i < TENTHS; i++) {
      long start = System.nanoTime();
      work.run(i);
      rates[i] = amount * NANOSECONDS / (System.nanoTime() - start) / TENTHS;
      megabytes[i] = liveMegabytes();
    }
    out.accept(Figure.of(name, unit, rates));
    // In the first the JVM compiles.
    out.accept(Figure.of(name + ".slower", "times", rates[1] / rates[TENTHS - 1]));
    out.accept(Figure.of(name + ".heap", "MB", megabytes));
  }

  private static double liveMegabytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / BYTES_PER_MEGABYTE;
  }
}
