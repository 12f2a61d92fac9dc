package examples.saga;

import io.simpleflow.Activity;

/** The activities of {@link SagaWorkflow}. */
public final class Journey {
  private Journey() {}

  /** Books a leg of the journey. */
  @Activity
  public static String book(String leg) {
    if (leg.contains("balloon")) {
      throw new IllegalStateException("no wind for the " + leg);
    }
    return "ticket for the " + leg;
  }

  /** Gives a ticket back. */
  @Activity
  public static String giveBack(String ticket) {
    return ticket + " given back";
  }
}
