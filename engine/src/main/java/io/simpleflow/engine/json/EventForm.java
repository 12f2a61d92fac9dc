package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as a JSON object: id, time, type, and the attributes under a name that tells the type.
 */
final class EventForm {
  private record Shape(EventType type, String attributesName, RecordForm attributes) {}

  private final Map<EventType, Shape> byType = new EnumMap<>(EventType.class);
  private final Map<String, Shape> byAttributesName = new HashMap<>();

  EventForm() {
    for (EventType type : EventType.values()) {
      String name = type.wireName();
      String attributesName =
          name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) + "EventAttributes";
      // The id and the time stand outside of the attributes.
      Shape shape = new Shape(type, attributesName, new RecordForm(type.eventClass(), 2));
      byType.put(type, shape);
      byAttributesName.put(attributesName, shape);
    }
  }

  void write(JsonGenerator out, HistoryEvent event) throws IOException {
    Shape shape = shape(event.type());
    // SWF sends all keys in alphabetical order.
    boolean attributesFirst = shape.attributesName.compareTo("eventId") < 0;
    out.writeStartObject();
    if (attributesFirst) {
      out.writeFieldName(shape.attributesName);
      shape.attributes.write(out, event);
    }
    out.writeNumberField("eventId", event.id());
    out.writeFieldName("eventTimestamp");
    EpochSeconds.write(out, event.timestamp());
    out.writeStringField("eventType", shape.type.wireName());
    if (!attributesFirst) {
      out.writeFieldName(shape.attributesName);
      shape.attributes.write(out, event);
    }
    out.writeEndObject();
  }

  HistoryEvent read(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new JsonParseException(in, "expected an event, found " + in.currentToken());
    }
    Long id = null;
    Object timestamp = null;
    EventType type = null;
    Shape shape = null;
    @Nullable Object[] arguments = {};
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "eventId" -> id = (Long) MemberForm.WHOLE_NUMBER.read(in);
        case "eventTimestamp" -> timestamp = EpochSeconds.read(in);
        case "eventType" -> type = type(in);
        default -> {
          Shape named = byAttributesName.get(name);
          if (named == null || in.currentToken() == JsonToken.VALUE_NULL) {
            in.skipChildren();
          } else {
            shape = named;
            arguments = named.attributes.readMembers(in);
          }
        }
      }
    }
    if (id == null || timestamp == null || type == null) {
      throw new JsonParseException(in, "an event needs eventId, eventTimestamp and eventType");
    }
    if (shape == null) {
      shape = shape(type);
      arguments = shape.attributes.noMembers();
    } else if (shape.type != type) {
      throw new JsonParseException(
          in, "event " + id + " is a " + type.wireName() + " but has " + shape.attributesName);
    }
    arguments[0] = id;
    arguments[1] = timestamp;
    return (HistoryEvent) shape.attributes.create(arguments, in);
  }

  private static EventType type(JsonParser in) throws IOException {
    String name = in.getText();
    return EventType.ofWireName(name)
        .orElseThrow(() -> new JsonParseException(in, "unknown event type '" + name + "'"));
  }

  private Shape shape(EventType type) {
    Shape shape = byType.get(type);
    if (shape == null) {
      throw new IllegalStateException("no JSON form for " + type);
    }
    return shape;
  }
}
