package examples.handlers;

import io.simpleflow.Activity;

/** The activities of {@link HandlersWorkflow}. */
public final class Parcels {
  private Parcels() {}

  /**
   * Sends a parcel with a carrier.
   *
   * @throws IllegalStateException if the carrier is on strike, or the parcel too heavy
   */
  @Activity
  public static String send(String carrier, int kilos) {
    if (carrier.equals("cheap")) {
      throw new IllegalStateException("on strike");
    } else if (kilos > 30) {
      throw new IllegalStateException("too heavy");
    }
    return kilos + " kg with " + carrier;
  }
}
