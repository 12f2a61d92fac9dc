package io.simpleflow.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;

/** Dates and times as they are typed: ISO 8601, with a T or a blank, in UTC unless they say. */
final class Dates {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd[['T'][ ]HH:mm[:ss][.SSS][XXX]]");

  private Dates() {}

  /**
   * Reads a point in time.
   *
   * @param where what the text is, for errors
   * @param atEnd whether a date alone means the end of the day instead of its start
   * @throws UsageException if it is none
   */
  static Instant parse(String where, String text, boolean atEnd) {
    try {
      TemporalAccessor time =
          FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (time instanceof OffsetDateTime exact) {
        return exact.toInstant();
      }
      if (time instanceof LocalDateTime local) {
        return local.toInstant(ZoneOffset.UTC);
      }
      LocalDate day = LocalDate.from(time);
      return atEnd
          ? day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusMillis(1)
          : day.atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "%s '%s': write it as 2026-01-31, 2026-01-31T13:45 or 2026-01-31T13:45:10Z"
              .formatted(where, text),
          e);
    }
  }
}
