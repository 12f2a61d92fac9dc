package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * JSON in the one form that the original writes: no blanks, keys sorted by code point, ASCII alone,
 * numbers as Python writes them. Ids made of it agree between the languages.
 */
final class CanonicalJson {
  /**
   * Marks a key that was a number: the original sorts numbers as numbers before they become text.
   * The character is one that Unicode never assigns.
   */
  private static final char NUMBER_KEY = '\uffff';

  private static final Comparator<String> KEY_ORDER = CanonicalJson::compareKeys;

  private CanonicalJson() {}

  /** Reads the value that the parser is at, to its end. */
  static String of(JsonParser in) throws IOException {
    JsonToken token = in.currentToken();
    if (token == null) {
      throw new JsonParseException(in, "it ends too early");
    }
    return switch (token) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> quote(in.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in);
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      case VALUE_EMBEDDED_OBJECT -> embedded(in);
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE ->
          throw new JsonParseException(in, "unexpected " + token);
    };
  }

  /** Writes an object whose members' values are canonical JSON. */
  static String object(Map<String, String> members) {
    if (members.isEmpty()) {
      return "{}";
    }
    Map<String, String> sorted = members;
    if (members.size() > 1) {
      sorted = new TreeMap<>(KEY_ORDER);
      sorted.putAll(members);
    }
    StringJoiner text = new StringJoiner(",", "{", "}");
    sorted.forEach(
        (key, value) -> text.add(quote(isNumber(key) ? key.substring(1) : key) + ":" + value));
    return text.toString();
  }

  /** Writes an array whose elements are canonical JSON. */
  static String array(List<String> elements) {
    String listed = elements.size() == 1 ? elements.get(0) : String.join(",", elements);
    return "[" + listed + "]";
  }

  static String quote(String text) {
    int plain = 0;
    while (plain < text.length() && !isEscaped(text.charAt(plain))) {
      plain++;
    }
    return plain == text.length() ? '"' + text + '"' : quote(text, plain);
  }

  /** Whether a character of a text cannot be written as it is. */
  static boolean isEscaped(char c) {
    return c < 0x20 || c > 0x7e || c == '"' || c == '\\';
  }

  private static String quote(String text, int plain) {
    StringBuilder quoted = new StringBuilder(text.length() + 16);
    quoted.append('"').append(text, 0, plain);
    for (int i = plain; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (!isEscaped(c)) {
            quoted.append(c);
          } else {
            quoted.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              quoted.append(Character.forDigit((c >> shift) & 0xf, 16));
            }
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** The name under which a number is a key until the keys are sorted. */
  static String numberKey(Number key) {
    String text = isWhole(key) ? key.toString() : decimal(key);
    boolean finite = Double.isFinite(key.doubleValue()) || isWhole(key);
    return finite ? NUMBER_KEY + text : text;
  }

  private static String object(JsonParser in) throws IOException {
    Map<String, String> members = new TreeMap<>(KEY_ORDER);
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      in.nextToken();
      members.put(key, of(in));
    }
    return object(members);
  }

  private static String array(JsonParser in) throws IOException {
    StringJoiner elements = new StringJoiner(",", "[", "]");
    while (in.nextToken() != JsonToken.END_ARRAY) {
      elements.add(of(in));
    }
    return elements.toString();
  }

  private static String number(JsonParser in) throws IOException {
    if (in.isNaN()) {
      return PythonFloat.repr(in.getDoubleValue());
    }
    Number number = in.getNumberValueExact();
    if (isWhole(number)) {
      return number.toString();
    }
    // A decimal knows no negative zero.
    boolean negativeZero =
        number instanceof BigDecimal zero && zero.signum() == 0 && in.getText().startsWith("-");
    return negativeZero ? "-" + decimal(number) : decimal(number);
  }

  private static boolean isWhole(Number number) {
    return !(number instanceof Double || number instanceof Float || number instanceof BigDecimal);
  }

  private static String decimal(Number number) {
    if (number instanceof BigDecimal exact) {
      return asFloat(exact).orElseGet(exact::toString);
    }
    // The text of a float is what its author meant: 0.1, not the double that is nearest to it.
    return PythonFloat.repr(
        number instanceof Float ? Double.parseDouble(number.toString()) : number.doubleValue());
  }

  /** What Python would write, unless a floating-point number cannot hold just that. */
  private static Optional<String> asFloat(BigDecimal exact) {
    double nearest = exact.doubleValue();
    if (Double.isInfinite(nearest)) {
      return Optional.empty();
    }
    String repr = PythonFloat.repr(nearest);
    BigDecimal held = new BigDecimal(repr);
    // 1.10 remains 1.10, but 1E+2 has no more digits than 100.0 shows.
    boolean sameDigits = held.scale() == exact.scale() || exact.scale() < 0;
    return sameDigits && held.compareTo(exact) == 0 ? Optional.of(repr) : Optional.empty();
  }

  private static String embedded(JsonParser in) throws IOException {
    Object value = in.getEmbeddedObject();
    if (value instanceof RawValue raw) {
      Object text = raw.rawValue();
      return text instanceof SerializableString string ? string.getValue() : String.valueOf(text);
    }
    throw new JsonParseException(in, "no JSON for " + (value == null ? "null" : value.getClass()));
  }

  private static boolean isNumber(String key) {
    return key.length() > 1
        && key.charAt(0) == NUMBER_KEY
        && "-0123456789".indexOf(key.charAt(1)) >= 0;
  }

  private static int compareKeys(String left, String right) {
    if (isNumber(left) && isNumber(right)) {
      return new BigDecimal(left.substring(1)).compareTo(new BigDecimal(right.substring(1)));
    }
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return Integer.compare(rank(a), rank(b));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Surrogates stand for code points above all that one character can hold. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
