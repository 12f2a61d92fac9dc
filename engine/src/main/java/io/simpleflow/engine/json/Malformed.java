package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.simpleflow.SerializationException;

/** Turns the JSON library's exceptions into one line of ours. */
final class Malformed {
  private Malformed() {}

  /** An exception that begins with {@code what} and ends with the place in the text. */
  static SerializationException json(String what, JsonProcessingException e) {
    return new SerializationException(what + ": " + problem(e) + place(e.getLocation()), e);
  }

  private static String problem(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    return message == null ? "not JSON" : message.lines().findFirst().orElse("not JSON");
  }

  private static String place(JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
