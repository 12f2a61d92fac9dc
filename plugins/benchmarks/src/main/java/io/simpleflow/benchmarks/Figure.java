package io.simpleflow.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that was measured, once or in several rounds.
 *
 * @param name its name, unique in a report
 * @param unit what is counted, such as {@code activities/s}
 * @param median the middle of all rounds
 * @param least the least of all rounds
 * @param most the most of all rounds
 */
record Figure(String name, String unit, double median, double least, double most) {
  private static final String MARK = "figure";
  private static final String SEPARATOR = "\t";
  private static final double WHOLE = 100;

  /** The figure of the rounds given, at least one. */
  static Figure of(String name, String unit, double... rounds) {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    return new Figure(name, unit, median(sorted), sorted[0], sorted[sorted.length - 1]);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The line in which one JVM tells it another. */
  String toLine() {
    return String.join(
        SEPARATOR,
        MARK,
        name,
        unit,
        Double.toString(median),
        Double.toString(least),
        Double.toString(most));
  }

  /** What a line tells; empty if it is not of {@link #toLine}. */
  static Optional<Figure> parse(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    return parts.length == 6 && parts[0].equals(MARK)
        ? Optional.of(
            new Figure(
                parts[1],
                parts[2],
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]),
                Double.parseDouble(parts[5])))
        : Optional.empty();
  }

  /** The median, and the spread where there is one, for people. */
  String text() {
    return least == most
        ? number(median)
        : "%s (%s – %s)".formatted(number(median), number(least), number(most));
  }

  /** A number with as many digits as it is worth. */
  static String number(double value) {
    if (value >= WHOLE) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
