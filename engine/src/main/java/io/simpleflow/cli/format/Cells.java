package io.simpleflow.cli.format;

import io.simpleflow.engine.json.JsonDataConverter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the formats for people and spreadsheets write single values. */
final class Cells {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Cells() {}

  /** Returns null as nothing, times in UTC, lists and maps as JSON, all else as it is. */
  static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Instant time) {
      return TIME.format(time);
    }
    if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      return new JsonDataConverter().toJson(value);
    }
    return value.toString();
  }

  /** Returns the text on one line. */
  static String line(@Nullable Object value) {
    return text(value).replaceAll("\\R", " ");
  }
}
