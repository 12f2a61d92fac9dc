package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.impl.UnsupportedTypeSerializer;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.simpleflow.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types that the original writes in a way of its own. */
final class PythonTypes extends SimpleModule {
  private static final long serialVersionUID = 1;

  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final DateTimeFormatter OFFSET =
      new DateTimeFormatterBuilder().appendOffset("+HH:MM:ss", "Z").toFormatter();

  PythonTypes() {
    text(Instant.class, time -> dateTime(time.atOffset(ZoneOffset.UTC)));
    text(Date.class, time -> dateTime(time.toInstant().atOffset(ZoneOffset.UTC)));
    text(OffsetDateTime.class, PythonTypes::dateTime);
    text(ZonedDateTime.class, time -> dateTime(time.toOffsetDateTime()));
    text(LocalDateTime.class, time -> time.toLocalDate() + "T" + clock(time));
    text(LocalTime.class, PythonTypes::clock);
    text(OffsetTime.class, time -> clock(time) + OFFSET.format(time));
    text(byte[].class, bytes -> new String(bytes, StandardCharsets.UTF_8));
    addDeserializer(byte[].class, new BytesReader());
    addSerializer(Future.class, new FutureWriter());
    addKeySerializer(Number.class, new NumberKeyWriter());
    setSerializerModifier(new Exceptions());
  }

  private <T> void text(Class<T> type, Function<T, String> format) {
    addSerializer(type, new TextWriter<>(type, format));
  }

  private static String dateTime(OffsetDateTime time) {
    return time.toLocalDate() + "T" + clock(time) + OFFSET.format(time);
  }

  /** Cut to milliseconds; without a fraction if there are no microseconds, as the original does. */
  private static String clock(TemporalAccessor time) {
    return (time.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MILLIS).format(time);
  }

  private static final class TextWriter<T> extends StdScalarSerializer<T> {
    private static final long serialVersionUID = 1;
    private final transient Function<T, String> format;

    TextWriter(Class<T> type, Function<T, String> format) {
      super(type);
      this.format = format;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(format.apply(value));
    }
  }

  private static final class BytesReader extends StdScalarDeserializer<byte[]> {
    private static final long serialVersionUID = 1;

    BytesReader() {
      super(byte[].class);
    }

    @Override
    public byte[] deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return _parseString(in, context, this).getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A future is its result. */
  @SuppressWarnings("rawtypes") // A class literal knows no type arguments.
  private static final class FutureWriter extends StdSerializer<Future> {
    private static final long serialVersionUID = 1;

    FutureWriter() {
      super(Future.class);
    }

    @Override
    public void serialize(Future value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.result(), out);
    }
  }

  private static final class NumberKeyWriter extends StdSerializer<Number> {
    private static final long serialVersionUID = 1;

    NumberKeyWriter() {
      super(Number.class);
    }

    @Override
    public void serialize(Number key, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeFieldName(CanonicalJson.numberKey(key));
    }
  }

  /** Keys that are null become the text null. */
  static final class NullKeyWriter extends StdSerializer<Object> {
    private static final long serialVersionUID = 1;

    NullKeyWriter() {
      super(Object.class);
    }

    @Override
    public void serialize(@Nullable Object key, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeFieldName("null");
    }
  }

  private static final class Exceptions extends BeanSerializerModifier {
    private static final long serialVersionUID = 1;

    /**
     * A lambda is an object without properties, and a thread or a socket one whose properties are
     * not what it is: nothing of them would travel.
     */
    @Override
    public JsonSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription description, JsonSerializer<?> serializer) {
      Class<?> type = description.getBeanClass();
      if (type.isHidden()) {
        return new UnsupportedTypeSerializer(description.getType(), "a lambda cannot travel");
      } else if (serializer instanceof BeanSerializerBase && isJdk(type)) {
        return new UnsupportedTypeSerializer(
            description.getType(), type.getName() + " is a part of the JDK that cannot travel");
      }
      return serializer;
    }

    private static boolean isJdk(Class<?> type) {
      String module = type.getModule().getName();
      return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    /**
     * Sorts sets that have no order of their own. The order of {@code Set.of} differs from process
     * to process, which would make a replay ask for something else than the first run did.
     */
    @Override
    public JsonSerializer<?> modifyCollectionSerializer(
        SerializationConfig config,
        CollectionType type,
        BeanDescription description,
        JsonSerializer<?> serializer) {
      Class<?> raw = type.getRawClass();
      boolean unordered =
          Set.class.isAssignableFrom(raw)
              && !SortedSet.class.isAssignableFrom(raw)
              && !LinkedHashSet.class.isAssignableFrom(raw)
              && !EnumSet.class.isAssignableFrom(raw);
      return unordered ? new StdDelegatingSerializer(new Sorted(type)) : serializer;
    }
  }

  private static final class Sorted extends StdConverter<Object, Object> {
    private final JavaType elements;

    Sorted(CollectionType type) {
      this.elements = type.getContentType();
    }

    @Override
    public Object convert(Object set) {
      List<Object> list = new ArrayList<>((Collection<?>) set);
      if (list.stream().map(PythonTypes::comparableClass).distinct().count() == 1
          && comparableClass(list.get(0)) != Void.class) {
        list.sort(null);
      }
      return list;
    }

    @Override
    public JavaType getOutputType(TypeFactory types) {
      return types.constructCollectionType(ArrayList.class, elements);
    }
  }

  private static Class<?> comparableClass(@Nullable Object element) {
    return element instanceof Comparable<?> ? element.getClass() : Void.class;
  }
}
