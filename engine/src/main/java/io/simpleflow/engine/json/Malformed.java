package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.simpleflow.SerializationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the JSON library's exceptions into one line of ours. */
final class Malformed {
  /** Advice on the library's settings, and where a bracket opened: of no use to our users. */
  private static final Pattern LIBRARY_TALK =
      Pattern.compile(
          " \\((but (could|might) if|to avoid exception|for \\w+ starting at \\[Source|start marker at).*\\)");

  private static final Pattern NULL_PRIMITIVE =
      Pattern.compile("^Cannot map `null` into type `(\\w+)`");

  private Malformed() {}

  /** An exception that begins with {@code what} and ends with the place in the text. */
  static SerializationException json(String what, JsonProcessingException e) {
    return new SerializationException(
        what + ": " + problem(e) + path(e) + place(e.getLocation()), e);
  }

  /** The first line of what is wrong, without the place. */
  static String problem(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message == null) {
      return "not JSON";
    }
    String firstLine = message.lines().findFirst().orElse("not JSON");
    Matcher nothing = NULL_PRIMITIVE.matcher(firstLine);
    if (nothing.find()) {
      return "a value of type " + nothing.group(1) + " is missing or null";
    } else if (firstLine.contains("no Creators, like default constructor, exist")) {
      return "JSON does not say how to make one: it is abstract, or has no constructor for it";
    } else if (firstLine.contains("nesting depth")) {
      return "it is nested too deeply";
    }
    return LIBRARY_TALK.matcher(firstLine).replaceAll("");
  }

  /** Where inside the value it is wrong, such as {@code in items[2].name}; empty at the top. */
  static String path(JsonProcessingException e) {
    StringBuilder path = new StringBuilder();
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        if (step.getFieldName() == null) {
          path.append('[').append(step.getIndex()).append(']');
        } else {
          path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
        }
      }
    }
    return path.isEmpty() ? "" : " in " + path;
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
