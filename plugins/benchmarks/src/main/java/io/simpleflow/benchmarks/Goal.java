package io.simpleflow.benchmarks;

/**
 * What a figure should reach.
 *
 * @param figure its name
 * @param atLeast whether more is better
 * @param older the limit on JVMs without virtual threads
 * @param newer the limit on those with them
 */
record Goal(String figure, boolean atLeast, double older, double newer) {
  private static final int VIRTUAL_THREADS = 21;

  boolean metBy(Figure measured, Jdk jdk) {
    double limit = jdk.feature() < VIRTUAL_THREADS ? older : newer;
    return atLeast ? measured.median() >= limit : measured.median() <= limit;
  }

  /** The limits, for people. */
  String text() {
    String limits =
        older == newer
            ? Figure.number(older)
            : Figure.number(older) + ", newer JDK " + Figure.number(newer);
    return (atLeast ? "≥ " : "≤ ") + limits;
  }
}
