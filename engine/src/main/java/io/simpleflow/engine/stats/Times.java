package io.simpleflow.engine.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the reports write points in time, in UTC, and spans of time, in seconds. */
final class Times {
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_UP);

  private Times() {}

  static @Nullable String toMicroseconds(@Nullable Instant time) {
    return time == null ? null : MICROSECONDS.format(time);
  }

  static @Nullable String toMinutes(@Nullable Instant time) {
    return time == null ? null : MINUTES.format(time);
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** Six digits, at most five of them after the point, without idle zeros. */
  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(SIX_DIGITS);
    if (rounded.scale() > 5) {
      rounded = rounded.setScale(5, RoundingMode.HALF_UP);
    }
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
