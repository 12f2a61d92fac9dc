package examples.basic;

import io.simpleflow.Activity;

/** The activities of {@link BasicWorkflow}. */
public final class Arithmetic {
  private Arithmetic() {}

  /** Adds one. */
  @Activity(taskList = "quickstart")
  public static int increment(int x) {
    return x + 1;
  }

  /** Doubles a number. */
  @Activity(taskList = "quickstart", retry = 3, startToCloseTimeout = "30s")
  public static int twice(int x) {
    return 2 * x;
  }
}
