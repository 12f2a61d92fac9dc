package io.simpleflow.engine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record as a JSON object: its components are the members, in alphabetical order as SWF sends
 * them. Absent is absent: null components and empty lists are not written. Members that are not
 * components are skipped in reading, so that SWF may add some.
 *
 * <p>Looks at the record's class when the first of its records comes, and what makes one when the
 * first is read: a process has few kinds of records, and each takes a part of its start.
 * Thread-safe.
 */
final class RecordForm implements MemberForm {
  private record Member(
      String name, int position, boolean required, MemberForm form, MethodHandle accessor) {}

  private final Class<?> type;
  private final int leading;

  /** By their names, in alphabetical order. */
  private volatile @Nullable Map<String, Member> members;

  private volatile @Nullable MethodHandle constructor;

  RecordForm(Class<?> type) {
    this(type, 0);
  }

  /**
   * Describes a record.
   *
   * @param leading how many of its first components are not members: the caller supplies them
   */
  RecordForm(Class<?> type, int leading) {
    this.type = type;
    this.leading = leading;
  }

  /** Several threads may look at once; all find the same. */
  private Map<String, Member> members() {
    Map<String, Member> known = members;
    if (known == null) {
      known = members(type.getRecordComponents(), leading);
      members = known;
    }
    return known;
  }

  private static Map<String, Member> members(RecordComponent[] components, int leading) {
    Map<String, Member> members = new TreeMap<>();
    for (int position = leading; position < components.length; position++) {
      Member member = member(components[position], position);
      members.put(member.name, member);
    }
    return new LinkedHashMap<>(members);
  }

  private static Member member(RecordComponent component, int position) {
    String name = component.getName();
    boolean required = !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return new Member(
        // An event has an id already, so the model has another name for SWF's.
        name.equals("functionId") ? "id" : name,
        position,
        required,
        MemberForm.of(component),
        accessor(component));
  }

  private MethodHandle constructor() {
    MethodHandle known = constructor;
    if (known == null) {
      known = constructor(type);
      constructor = known;
    }
    return known;
  }

  private static MethodHandle constructor(Class<?> type) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return MethodHandles.publicLookup()
          .findConstructor(type, MethodType.methodType(void.class, types))
          .asSpreader(Object[].class, types.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot construct " + type, e);
    }
  }

  private static MethodHandle accessor(RecordComponent component) {
    try {
      return MethodHandles.publicLookup()
          .unreflect(component.getAccessor())
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  @Override
  public void write(JsonGenerator out, Object value) throws IOException {
    out.writeStartObject();
    for (Member member : members().values()) {
      Object component = component(member, value);
      if (component != null && !(component instanceof List<?> list && list.isEmpty())) {
        out.writeFieldName(member.name);
        member.form.write(out, component);
      }
    }
    out.writeEndObject();
  }

  @Override
  public Object read(JsonParser in) throws IOException {
    return create(readMembers(in), in);
  }

  /** Returns the arguments of the constructor, empty places for members not yet read. */
  @Nullable Object[] noMembers() {
    return new @Nullable Object[leading + members().size()];
  }

  /** Reads the object that the parser is at; the leading places remain empty. */
  @Nullable Object[] readMembers(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new JsonParseException(
          in, "expected an object for " + type.getSimpleName() + ", found " + in.currentToken());
    }
    @Nullable Object[] arguments = noMembers();
    Map<String, Member> byName = members();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      Member member = byName.get(in.currentName());
      JsonToken token = in.nextToken();
      if (member == null) {
        in.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        arguments[member.position] = member.form.read(in);
      }
    }
    return arguments;
  }

  /** Makes the record; the parser only tells the place where a member is missing. */
  Object create(@Nullable Object[] arguments, JsonParser in) throws IOException {
    for (Member member : members().values()) {
      if (arguments[member.position] == null && member.required) {
        if (member.form == MemberForm.TEXTS) {
          arguments[member.position] = List.of();
        } else {
          throw new JsonParseException(in, type.getSimpleName() + " lacks '" + member.name + "'");
        }
      }
    }
    try {
      return (Object) constructor().invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a constructor of the model cannot throw this", e);
    }
  }

  private static @Nullable Object component(Member member, Object value) {
    try {
      return (Object) member.accessor.invokeExact(value);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an accessor of the model cannot throw this", e);
    }
  }
}
