package io.simpleflow.engine.tasks;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of an annotation, whether it was read from a class or from a class file that nothing
 * has loaded. Classes and constants of enums are held by name, arrays as lists.
 *
 * @param type the annotation's type
 * @param given the values by name; the others are the type's defaults
 */
record AnnotationValues(Class<? extends Annotation> type, Map<String, Object> given) {

  /** The values of an annotation of a loaded class. */
  static AnnotationValues of(Annotation annotation) {
    Map<String, Object> values = new HashMap<>();
    for (Method member : annotation.annotationType().getDeclaredMethods()) {
      try {
        values.put(member.getName(), plain(member.invoke(annotation)));
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(member + " cannot be read", impossible);
      }
    }
    return new AnnotationValues(annotation.annotationType(), values);
  }

  /** An annotation that leaves everything at its default. */
  static AnnotationValues defaults(Class<? extends Annotation> type) {
    return new AnnotationValues(type, Map.of());
  }

  private static Object plain(@Nullable Object value) {
    if (value instanceof Class<?> named) {
      return named.getName();
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Object[] array) {
      return Arrays.stream(array).map(AnnotationValues::plain).toList();
    }
    if (value == null) {
      throw new IllegalStateException("a member of an annotation without a value");
    }
    return value;
  }

  private Object value(String member) {
    Object value = given.get(member);
    if (value != null) {
      return value;
    }
    try {
      return plain(type.getDeclaredMethod(member).getDefaultValue());
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(type + " has no member " + member, impossible);
    }
  }

  String text(String member) {
    return (String) value(member);
  }

  int number(String member) {
    return ((Number) value(member)).intValue();
  }

  double fraction(String member) {
    return ((Number) value(member)).doubleValue();
  }

  <E extends Enum<E>> E constant(String member, Class<E> type) {
    return Enum.valueOf(type, text(member));
  }

  boolean flag(String member) {
    return (Boolean) value(member);
  }

  List<String> names(String member) {
    return ((List<?>) value(member)).stream().map(Object::toString).toList();
  }
}
