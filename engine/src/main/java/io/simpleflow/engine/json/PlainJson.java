package io.simpleflow.engine.json;

import java.lang.reflect.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON that can be read without a parser: short whole numbers, short ASCII texts without escapes,
 * truth values and null, without blanks. Most arguments and results are such, and making a parser
 * takes longer than reading them.
 *
 * <p>Whatever is not plain is left to the parser, and so is telling what is wrong with it.
 */
final class PlainJson {
  private static final int MOST_CHARACTERS = 1_000;

  /** So many fit into a long. */
  private static final int MOST_DIGITS = 18;

  private static final int MOST_DIGITS_OF_INT = 9;
  private static final Set<Type> NULLABLE =
      Set.of(Object.class, String.class, Integer.class, Long.class, Boolean.class, Void.class);

  private PlainJson() {}

  /** Whether a text is null, for a type of which that is plain. */
  static boolean isNull(String json, Type type) {
    return json.equals("null") && NULLABLE.contains(type);
  }

  /** Reads a text as a type; null unless both are plain. */
  static @Nullable Object value(String json, Type type) {
    if (end(json, 0) != json.length() || json.equals("null")) {
      return null;
    }
    boolean any = type == Object.class;
    char first = json.charAt(0);
    if (first == '"') {
      return (any || type == String.class) ? json.substring(1, json.length() - 1) : null;
    } else if (first == 't' || first == 'f') {
      return (any || is(type, Boolean.class, boolean.class)) ? Boolean.valueOf(json) : null;
    } else if (any || is(type, Integer.class, int.class)) {
      return json.length() <= MOST_DIGITS_OF_INT ? Integer.valueOf(json) : null;
    }
    return is(type, Long.class, long.class) ? Long.valueOf(json) : null;
  }

  private static boolean is(Type type, Class<?> boxed, Class<?> primitive) {
    return type == boxed || type == primitive;
  }

  /** Returns where the plain value ends that starts at an index, or -1 if none starts there. */
  static int end(String json, int start) {
    char first = start < json.length() ? json.charAt(start) : ' ';
    if (first == '"') {
      return endOfText(json, start + 1);
    } else if (json.startsWith("true", start) || json.startsWith("null", start)) {
      return start + 4;
    } else if (json.startsWith("false", start)) {
      return start + 5;
    }
    return endOfNumber(json, start);
  }

  private static int endOfText(String json, int start) {
    int last = Math.min(json.length(), start + MOST_CHARACTERS);
    for (int i = start; i < last; i++) {
      char c = json.charAt(i);
      if (c == '"') {
        return i + 1;
      } else if (CanonicalJson.isEscaped(c)) {
        return -1;
      }
    }
    return -1;
  }

  private static int endOfNumber(String json, int start) {
    int digits = json.startsWith("-", start) ? start + 1 : start;
    int end = digits;
    while (end < json.length() && json.charAt(end) >= '0' && json.charAt(end) <= '9') {
      end++;
    }
    int count = end - digits;
    boolean plain =
        count > 0 && count <= MOST_DIGITS && (json.charAt(digits) != '0' || end == start + 1);
    return plain ? end : -1;
  }
}
