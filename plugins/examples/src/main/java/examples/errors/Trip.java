package examples.errors;

import io.simpleflow.Activity;

/** The activities of {@link ErrorsWorkflow}. */
public final class Trip {
  private Trip() {}

  /** Books a room and returns the booking. */
  @Activity
  public static String bookHotel(String city) {
    return "room in " + city;
  }

  /**
   * Books a flight and returns the booking.
   *
   * @throws IllegalArgumentException if nobody flies there
   */
  @Activity(retry = 1)
  public static String bookFlight(String city) {
    if (city.equals("Atlantis")) {
      throw new IllegalArgumentException("no airport in " + city);
    }
    return "flight to " + city;
  }

  /** Writes the invoice for two bookings. */
  @Activity
  public static String invoice(String hotel, String flight) {
    return "invoice for " + hotel + " and " + flight;
  }

  /** Gives a booking back. */
  @Activity
  public static String cancel(String booking) {
    return booking + " cancelled";
  }
}
