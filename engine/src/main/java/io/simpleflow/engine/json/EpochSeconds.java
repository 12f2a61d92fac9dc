package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Times as SWF sends them: seconds since 1970 with milliseconds as a fraction, such as {@code
 * 1497371587.073}. Reads ISO 8601 too, which is what version 2 of the AWS command line prints.
 */
public final class EpochSeconds {
  private static final int MOST_DIGITS = 30;

  /** So many characters of digits and a point fit into a whole number of milliseconds. */
  private static final int MOST_PLAIN_CHARACTERS = 15;

  private static final int DECIMALS = 3;

  private EpochSeconds() {}

  /**
   * Writes a time to the millisecond.
   *
   * @throws IOException if the generator's target cannot be written
   */
  public static void write(JsonGenerator out, Instant time) throws IOException {
    String seconds = BigDecimal.valueOf(time.toEpochMilli(), DECIMALS).toPlainString();
    int end = seconds.length();
    // A whole number of seconds keeps one digit, so that it remains a fractional number.
    while (seconds.charAt(end - 1) == '0' && seconds.charAt(end - 2) != '.') {
      end--;
    }
    out.writeNumber(seconds.substring(0, end));
  }

  /**
   * Reads the time that is the parser's current token.
   *
   * @throws JsonParseException if it is not one
   * @throws IOException if the parser's source cannot be read
   */
  public static Instant read(JsonParser in) throws IOException {
    JsonToken token = in.currentToken();
    try {
      if (token == JsonToken.VALUE_STRING) {
        return OffsetDateTime.parse(in.getText()).toInstant();
      }
      if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
        long plain = plainMillis(in);
        if (plain >= 0) {
          return Instant.ofEpochMilli(plain);
        }
        BigDecimal seconds = in.getDecimalValue();
        // Rounding 1e-999999999 would take forever.
        if (Math.abs(seconds.scale()) <= MOST_DIGITS) {
          BigDecimal millis = seconds.movePointRight(3).setScale(0, RoundingMode.HALF_EVEN);
          return Instant.ofEpochMilli(millis.longValueExact());
        }
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new JsonParseException(in, "not a time: " + in.getText(), e);
    }
    throw new JsonParseException(in, "expected a time, found " + in.getText());
  }

  /** The milliseconds of a number as SWF writes it, -1 of any other: most times are such. */
  private static long plainMillis(JsonParser in) throws IOException {
    char[] text = in.getTextCharacters();
    int start = in.getTextOffset();
    int end = start + in.getTextLength();
    if (end - start > MOST_PLAIN_CHARACTERS) {
      return -1;
    }
    long digits = 0;
    int decimals = 0;
    boolean fraction = false;
    for (int i = start; i < end; i++) {
      if (text[i] == '.') {
        fraction = true; // JSON has one at most.
      } else if (text[i] < '0' || text[i] > '9' || decimals == DECIMALS) {
        return -1;
      } else {
        digits = 10 * digits + text[i] - '0';
        decimals += fraction ? 1 : 0;
      }
    }
    for (; decimals < DECIMALS; decimals++) {
      digits *= 10;
    }
    return digits;
  }
}
