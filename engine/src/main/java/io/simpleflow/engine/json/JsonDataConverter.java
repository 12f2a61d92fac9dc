package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import io.simpleflow.SerializationException;
import io.simpleflow.spi.DataConverter;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The converter used unless another is found: values as the original writes them, byte for byte.
 *
 * <p>Written without blanks, keys sorted by code point, ASCII alone. Times are ISO 8601, cut to
 * milliseconds; bytes are UTF-8 text; sets, iterables and streams are arrays, and sets without an
 * order of their own are sorted where their elements can be compared; a future is its result;
 * records and beans are objects. Jackson's annotations are honoured, except those that set an order
 * of members.
 *
 * <p>Read leniently where types have moved on: members that the type does not know are ignored, and
 * missing ones are null or empty. Not leniently where a value would be made up: a missing or null
 * primitive, a fraction for a whole number, and text for a number (or the other way round) are
 * refused. Thread-safe.
 */
public final class JsonDataConverter implements DataConverter {
  /** Whole numbers are unbounded in the original; this bounds the time that reading one takes. */
  private static final int LONGEST_NUMBER = 100_000;

  private final ObjectMapper mapper = mapper();

  /** Creates a converter. */
  public JsonDataConverter() {}

  private static ObjectMapper mapper() {
    JsonFactory factory = factory();
    JsonMapper.Builder builder =
        JsonMapper.builder(factory)
            .addModules(
                new Jdk8Module(),
                new JavaTimeModule(),
                new ParameterNamesModule(),
                new PythonTypes())
            .disable(
                SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    for (CoercionInputShape shape :
        new CoercionInputShape[] {
          CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
      builder.withCoercionConfig(
          LogicalType.Textual, config -> config.setCoercion(shape, CoercionAction.Fail));
    }
    JsonMapper mapper = builder.build();
    mapper.getSerializerProvider().setNullKeySerializer(new PythonTypes.NullKeyWriter());
    return mapper;
  }

  /** What reads JSON as Python does: unbounded whole numbers, NaN and the infinities. */
  static JsonFactory factory() {
    return JsonFactory.builder()
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .streamReadConstraints(
            StreamReadConstraints.builder().maxNumberLength(LONGEST_NUMBER).build())
        .build();
  }

  @Override
  public String toJson(@Nullable Object value) {
    if (value == null || value instanceof Integer || value instanceof Long) {
      return String.valueOf(value);
    } else if (value instanceof String text) {
      return CanonicalJson.quote(text);
    }
    try (TokenBuffer tokens = new TokenBuffer(mapper, false)) {
      mapper.writeValue(tokens, value);
      try (JsonParser written = tokens.asParserOnFirstToken()) {
        return CanonicalJson.of(written);
      }
    } catch (IOException | StackOverflowError e) {
      throw new SerializationException(
          "cannot write " + value.getClass().getTypeName() + " as JSON: " + whyNot(e), e);
    }
  }

  private static String whyNot(Throwable e) {
    if (e instanceof StackOverflowError) {
      return "it is nested too deeply, or contains itself";
    }
    if (e instanceof InvalidDefinitionException unknown
        && String.valueOf(unknown.getMessage()).startsWith("No serializer found")) {
      return unknown.getType().getRawClass().getTypeName()
          + " has no properties that JSON could hold"
          + Malformed.path(unknown);
    }
    return e instanceof JsonProcessingException json
        ? Malformed.problem(json) + Malformed.path(json)
        : String.valueOf(e.getMessage());
  }

  @Override
  public @Nullable Object fromJson(@Nullable String json, Type type) {
    if (json == null || json.isEmpty()) {
      return fromJson("null", type);
    }
    Object plain = PlainJson.value(json, type);
    if (plain != null || PlainJson.isNull(json, type)) {
      return plain;
    }
    JavaType wanted = mapper.constructType(type);
    try {
      return mapper.readValue(json, wanted);
    } catch (JsonProcessingException e) {
      if (wanted.getRawClass().isAssignableFrom(String.class) && !isJson(json)) {
        return json;
      }
      throw Malformed.json("cannot read " + type.getTypeName() + " from JSON", e);
    }
  }

  private boolean isJson(String text) {
    try (JsonParser in = mapper.createParser(text)) {
      in.nextToken();
      in.skipChildren();
      return in.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
