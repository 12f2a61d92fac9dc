package io.simpleflow;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Holds a generic type at run time. Written as an empty anonymous subclass: {@code new
 * GenericType<List<Order>>() {}}.
 *
 * @param <T> the type held
 */
public abstract class GenericType<T extends @Nullable Object> {
  private final Type type;

  /** Captures the type argument of the subclass. */
  protected GenericType() {
    if (!(getClass().getGenericSuperclass() instanceof ParameterizedType captured)) {
      throw new ConfigurationException(
          "GenericType needs a type argument: write new GenericType<List<String>>() {}");
    }
    type = captured.getActualTypeArguments()[0];
  }

  /** The type held. */
  public final Type type() {
    return type;
  }

  @Override
  public final String toString() {
    return type.getTypeName();
  }
}
