package io.simpleflow.engine.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes floating-point numbers as Python's {@code repr} does: the fewest digits that read back as
 * the same number, and of those the nearest.
 *
 * <p>{@link Double#toString} is no base for that: before Java 19 it gives too many digits for some
 * numbers, and two digits at least for all.
 */
final class PythonFloat {
  /** Every decimal of up to so many digits reads back as itself, whatever double it becomes. */
  private static final int SAFE_DIGITS = 15;

  private static final int MOST_DIGITS = 17;

  private PythonFloat() {}

  static String repr(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    return sign + (value == 0 ? "0.0" : layOut(shortest(Math.abs(value))));
  }

  /** The number of fewest digits that becomes {@code value}, which is positive and finite. */
  private static BigDecimal shortest(double value) {
    boolean normal = value >= Double.MIN_NORMAL;
    if (normal) {
      BigDecimal candidate = new BigDecimal(Double.toString(value)).stripTrailingZeros();
      if (candidate.precision() <= SAFE_DIGITS) {
        // Two decimals this short never become the same double: there is no shorter one.
        return candidate;
      }
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = normal ? SAFE_DIGITS : 1; digits < MOST_DIGITS; digits++) {
      BigDecimal below = exact.round(new MathContext(digits, RoundingMode.FLOOR));
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.CEILING));
      boolean belowFits = below.doubleValue() == value;
      boolean aboveFits = above.doubleValue() == value;
      if (belowFits && aboveFits) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
      }
      if (belowFits || aboveFits) {
        return (belowFits ? below : above).stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static String layOut(BigDecimal number) {
    String digits = number.unscaledValue().toString();
    int exponent = number.precision() - number.scale() - 1;
    if (exponent < -4 || exponent >= 16) {
      return scientific(digits, exponent);
    }
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    int whole = exponent + 1;
    return digits.length() <= whole
        ? digits + "0".repeat(whole - digits.length()) + ".0"
        : digits.substring(0, whole) + "." + digits.substring(whole);
  }

  private static String scientific(String digits, int exponent) {
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String magnitude = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + magnitude;
  }
}
