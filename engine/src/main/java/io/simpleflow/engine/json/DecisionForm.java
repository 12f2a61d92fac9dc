package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionType;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decision as a JSON object: its type, and the attributes under a name that tells the type. */
final class DecisionForm {
  private record Shape(DecisionType type, String attributesName, RecordForm attributes) {}

  private final Map<DecisionType, Shape> byType = new EnumMap<>(DecisionType.class);
  private final Map<String, Shape> byAttributesName = new HashMap<>();

  DecisionForm() {
    for (DecisionType type : DecisionType.values()) {
      String name = type.wireName();
      String attributesName =
          name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) + "DecisionAttributes";
      Shape shape = new Shape(type, attributesName, new RecordForm(type.decisionClass()));
      byType.put(type, shape);
      byAttributesName.put(attributesName, shape);
    }
  }

  void write(JsonGenerator out, Decision decision) throws IOException {
    Shape shape = shape(decision.type());
    out.writeStartObject();
    out.writeStringField("decisionType", shape.type.wireName());
    out.writeFieldName(shape.attributesName);
    shape.attributes.write(out, decision);
    out.writeEndObject();
  }

  Decision read(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new JsonParseException(in, "expected a decision, found " + in.currentToken());
    }
    DecisionType type = null;
    Shape shape = null;
    @Nullable Object[] arguments = {};
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      Shape named = byAttributesName.get(name);
      if (name.equals("decisionType")) {
        type = type(in);
      } else if (named == null || in.currentToken() == JsonToken.VALUE_NULL) {
        in.skipChildren();
      } else {
        shape = named;
        arguments = named.attributes.readMembers(in);
      }
    }
    if (type == null) {
      throw new JsonParseException(in, "a decision needs decisionType");
    }
    if (shape == null) {
      shape = shape(type);
      arguments = shape.attributes.noMembers();
    } else if (shape.type != type) {
      throw new JsonParseException(
          in, "the decision is a " + type.wireName() + " but has " + shape.attributesName);
    }
    return (Decision) shape.attributes.create(arguments, in);
  }

  private static DecisionType type(JsonParser in) throws IOException {
    String name = in.getText();
    return DecisionType.ofWireName(name)
        .orElseThrow(() -> new JsonParseException(in, "unknown decision type '" + name + "'"));
  }

  private Shape shape(DecisionType type) {
    Shape shape = byType.get(type);
    if (shape == null) {
      throw new IllegalStateException("no JSON form for " + type);
    }
    return shape;
  }
}
