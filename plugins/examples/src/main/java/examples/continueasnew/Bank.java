package examples.continueasnew;

import io.simpleflow.Activity;

/** The activities of {@link ContinueAsNewWorkflow}. */
public final class Bank {
  private Bank() {}

  /** Draws the fee of a month and returns it. */
  @Activity
  public static int drawFee(int month) {
    return month % 12 == 0 ? 0 : 5;
  }
}
