package io.simpleflow.benchmarks;

import java.util.Locale;

/**
 * Measures one part in this JVM and prints its figures, one a line. Arguments: the part, and the
 * scale. {@link Report} starts it with the options that the part needs.
 */
public final class Measure {
  private Measure() {}

  /** Measures. */
  public static void main(String[] arguments) throws Exception {
    Scale scale =
        arguments.length > 1 ? Scale.valueOf(arguments[1].toUpperCase(Locale.ROOT)) : Scale.FULL;
    Part.of(arguments[0])
        .measurement()
        .measure(scale, figure -> System.out.println(figure.toLine()));
    System.exit(0); // A peer may leave threads behind.
  }
}
