package io.simpleflow.swf;

import io.simpleflow.SerializationException;
import io.simpleflow.ServiceException;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.HistoryEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.swf.model.Decision;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Translates between the SDK's events and decisions and ours, through the JSON that both have in
 * common: the SDK's objects know their members' names and types, and {@link HistoryJson} knows
 * ours.
 */
final class SwfJson {
  private SwfJson() {}

  /**
   * Translates an event.
   *
   * @throws ServiceException if it is of a type that this version does not know, or lacks what SWF
   *     always sends
   */
  static HistoryEvent event(software.amazon.awssdk.services.swf.model.HistoryEvent event) {
    try {
      return HistoryJson.decodeEvent(json(event));
    } catch (SerializationException foreign) {
      throw new ServiceException(
          "event %d of the history, %s, cannot be read by this version of simpleflow: %s"
              .formatted(event.eventId(), event.eventTypeAsString(), foreign.getMessage()),
          foreign);
    }
  }

  /** Translates events in their order. */
  static List<HistoryEvent> events(
      List<software.amazon.awssdk.services.swf.model.HistoryEvent> events) {
    return events.stream().map(SwfJson::event).toList();
  }

  /** Translates a decision. */
  static Decision decision(io.simpleflow.history.Decision decision) {
    return (Decision) read(HistoryJson.encodeDecision(decision), Decision.builder());
  }

  /** Writes what the SDK would send, times excepted: they have milliseconds. */
  static String json(SdkPojo object) {
    StringBuilder json = new StringBuilder(256);
    write(json, object);
    return json.toString();
  }

  /** Reads JSON into a builder of the SDK and returns what that builds. */
  static Object read(String json, SdkPojo builder) {
    return read(JsonNode.parser().parse(json), builder);
  }

  private static void write(StringBuilder out, SdkPojo object) {
    char separator = '{';
    for (SdkField<?> field : object.sdkFields()) {
      Object value = field.getValueOrDefault(object);
      if (value != null) {
        out.append(separator).append('"').append(field.locationName()).append("\":");
        writeValue(out, value);
        separator = ',';
      }
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private static void writeValue(StringBuilder out, Object value) {
    if (value instanceof SdkPojo object) {
      write(out, object);
    } else if (value instanceof List<?> list) {
      writeList(out, list);
    } else if (value instanceof Instant time) {
      out.append(BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString());
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      writeText(out, value.toString());
    }
  }

  private static void writeList(StringBuilder out, List<?> list) {
    out.append('[');
    String separator = "";
    for (Object element : list) {
      if (element != null) { // SWF was seen to send such tags.
        out.append(separator);
        writeValue(out, element);
        separator = ",";
      }
    }
    out.append(']');
  }

  private static void writeText(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\') {
        out.append('\\').append(character);
      } else if (character < ' ') {
        out.append("\\u00").append(Character.forDigit(character >> 4, 16));
        out.append(Character.forDigit(character & 15, 16));
      } else {
        out.append(character);
      }
    }
    out.append('"');
  }

  private static Object read(JsonNode json, SdkPojo builder) {
    Map<String, JsonNode> members = json.asObject();
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode member = members.get(field.locationName());
      if (member != null) {
        field.set(builder, readValue(member, field));
      }
    }
    return ((Buildable) builder).build();
  }

  private static Object readValue(JsonNode json, SdkField<?> field) {
    if (json.isObject()) {
      return read(json, field.constructor().get());
    } else if (json.isArray()) {
      SdkField<?> element = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
      return json.asArray().stream().map(each -> readValue(each, element)).toList();
    }
    return json.isNumber() ? Long.valueOf(json.asNumber()) : (Object) json.asString();
  }
}
