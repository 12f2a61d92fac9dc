package examples.options;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;

/** What is done with an order's parcels. */
public final class Parcels {
  private Parcels() {}

  /** What a parcel costs there: asked as often as you like, it runs once per execution. */
  @Activity(taskList = "example", version = "example", idempotent = true)
  public static int price(String country) {
    return country.equals("Malta") ? 7 : 5;
  }

  /** Prints a label. */
  @Activity(
      taskList = "example",
      version = "example",
      taskPriority = 1,
      retry = 2,
      startToCloseTimeout = "30s",
      heartbeatTimeout = "NONE")
  public static String label(String customer, int parcel) {
    return "%s %d (%s)".formatted(customer, parcel, ActivityContext.current().activityId());
  }
}
