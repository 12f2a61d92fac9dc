package io.simpleflow.server.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.simpleflow.engine.json.EpochSeconds;
import io.simpleflow.server.protocol.Violations.Path;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a member of a request may be. A value of another JSON type is a serialization fault at once;
 * values out of their bounds are collected. Immutable.
 */
sealed interface Shape {
  /** Reads the value that begins with the parser's current token, which is not null. */
  Object read(JsonParser in, Path at, Violations violations) throws IOException;

  private static Fault mismatch(JsonToken found, String wanted) {
    return new Fault(
        FaultType.SERIALIZATION,
        switch (found) {
          case START_OBJECT -> "Start of structure or map found where not expected.";
          case START_ARRAY -> "Start of list found where not expected";
          case VALUE_STRING -> "STRING_VALUE can not be converted to " + wanted;
          case VALUE_TRUE -> "TRUE_VALUE can not be converted to " + wanted;
          case VALUE_FALSE -> "FALSE_VALUE can not be converted to " + wanted;
          default -> "NUMBER_VALUE can not be converted to " + wanted;
        });
  }

  /** A text of a length. */
  record Text(int minimum, int maximum) implements Shape {
    @Override
    public String read(JsonParser in, Path at, Violations violations) throws IOException {
      if (in.currentToken() != JsonToken.VALUE_STRING) {
        throw mismatch(in.currentToken(), "a String");
      }
      String value = in.getText();
      checkLength(value.length(), value, minimum, maximum, at, violations);
      return value;
    }
  }

  private static void checkLength(
      int length, Object value, int minimum, int maximum, Path at, Violations violations) {
    if (length < minimum) {
      violations.add(value, at, "have length greater than or equal to " + minimum);
    } else if (length > maximum) {
      violations.add(value, at, "have length less than or equal to " + maximum);
    }
  }

  /** One of some texts. */
  record OneOf(Set<String> values) implements Shape {
    @Override
    public String read(JsonParser in, Path at, Violations violations) throws IOException {
      if (in.currentToken() != JsonToken.VALUE_STRING) {
        throw mismatch(in.currentToken(), "a String");
      }
      String value = in.getText();
      if (!values.contains(value)) {
        violations.add(value, at, "satisfy enum value set: [" + String.join(", ", values) + "]");
      }
      return value;
    }
  }

  /** A whole number between two others. */
  record WholeNumber(int minimum, int maximum) implements Shape {
    @Override
    public Integer read(JsonParser in, Path at, Violations violations) throws IOException {
      if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw mismatch(in.currentToken(), "an Integer");
      }
      int value = in.getIntValue();
      if (value < minimum) {
        violations.add(value, at, "have value greater than or equal to " + minimum);
      } else if (value > maximum) {
        violations.add(value, at, "have value less than or equal to " + maximum);
      }
      return value;
    }
  }

  /** Yes or no. */
  record Flag() implements Shape {
    @Override
    public Boolean read(JsonParser in, Path at, Violations violations) throws IOException {
      if (!in.currentToken().isBoolean()) {
        throw mismatch(in.currentToken(), "a Boolean");
      }
      return in.getBooleanValue();
    }
  }

  /** A time. */
  record Time() implements Shape {
    @Override
    public Object read(JsonParser in, Path at, Violations violations) throws IOException {
      return EpochSeconds.read(in);
    }
  }

  /** A list of a length. SWF takes null elements; they are dropped. */
  record ListOf(Shape element, int minimum, int maximum) implements Shape {
    @Override
    public List<Object> read(JsonParser in, Path at, Violations violations) throws IOException {
      if (in.currentToken() != JsonToken.START_ARRAY) {
        throw mismatch(in.currentToken(), "a list");
      }
      List<Object> values = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        if (in.currentToken() != JsonToken.VALUE_NULL) {
          values.add(element.read(in, at.element(values.size() + 1), violations));
        }
      }
      checkLength(values.size(), values, minimum, maximum, at, violations);
      return values;
    }
  }

  /** Members by name. Members that SWF does not know are skipped, as SWF does. */
  record Structure(Map<String, Member> members) implements Shape {
    /** A member and whether it must be there. */
    record Member(Shape shape, boolean required) {}

    /** Keeps the order of the members, in which what is wrong is told. */
    public Structure {
      members = new LinkedHashMap<>(members);
    }

    @Override
    public Map<String, Object> read(JsonParser in, Path at, Violations violations)
        throws IOException {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw mismatch(in.currentToken(), "a structure");
      }
      Map<String, Object> values = new HashMap<>();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        @Nullable Member member = members.get(name);
        JsonToken token = in.nextToken();
        if (member == null) {
          in.skipChildren();
        } else if (token != JsonToken.VALUE_NULL) {
          values.put(name, member.shape.read(in, at.member(name), violations));
        }
      }
      for (Map.Entry<String, Member> member : members.entrySet()) {
        if (member.getValue().required && !values.containsKey(member.getKey())) {
          violations.missing(at.member(member.getKey()));
        }
      }
      return values;
    }
  }
}
