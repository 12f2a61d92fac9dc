package io.simpleflow.engine.tasks;

import io.simpleflow.ActivityOptions;
import io.simpleflow.ConfigurationException;
import io.simpleflow.spi.SwfSeconds;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them in annotations, settings and options: {@code 30s}, {@code 5m},
 * {@code 1h}, {@code 2d}, a bare number of seconds, or {@code NONE} for {@link
 * ActivityOptions#NO_TIMEOUT}.
 */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})\\s*([smhd]?)");

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @param place what the text is the value of, for the message
   * @throws ConfigurationException if it is none, or longer than 99,999,999 seconds
   */
  public static Duration parse(String place, String text) {
    String stripped = text.strip();
    if (stripped.equals("NONE")) {
      return ActivityOptions.NO_TIMEOUT;
    }
    Matcher matcher = FORM.matcher(stripped);
    if (!matcher.matches()) {
      throw new ConfigurationException(
          "%s is '%s'; write a duration such as 30s, 5m, 1h, 2d, a number of seconds, or NONE"
              .formatted(place, text));
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Duration.ofDays(number);
          default -> Duration.ofSeconds(number);
        };
    if (duration.toSeconds() > SwfSeconds.MAXIMUM) {
      throw new ConfigurationException(
          "%s is '%s'; the longest is %d seconds, or NONE"
              .formatted(place, text, SwfSeconds.MAXIMUM));
    }
    return duration;
  }
}
