package io.simpleflow.benchmarks;

/** How much is measured. */
enum Scale {
  /** For the table. */
  FULL(5, 8, 1),
  /** For a first look at a change. */
  QUICK(3, 2, 0.1),
  /** To see that it runs at all. */
  TINY(1, 0, 0.001);

  private final int rounds;
  private final int warmUps;
  private final double share;

  Scale(int rounds, int warmUps, double share) {
    this.rounds = rounds;
    this.warmUps = warmUps;
    this.share = share;
  }

  /** Rounds that count. */
  int rounds() {
    return rounds;
  }

  /** Rounds before them, in which the JVM compiles. */
  int warmUps() {
    return warmUps;
  }

  /** So much of a number that takes long to get through, but no less than a minimum. */
  int of(int whole, int minimum) {
    return Math.max(minimum, (int) (whole * share));
  }

  /** A number whose size is part of what is measured: the whole, or little to see that it runs. */
  int fixed(int whole, int tiny) {
    return this == TINY ? tiny : whole;
  }
}
