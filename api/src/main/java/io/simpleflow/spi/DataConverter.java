package io.simpleflow.spi;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into the JSON that travels, and back. Thread-safe.
 *
 * <p>The engine's own writes the original's JSON byte for byte, so that ids made of it agree. At
 * most one other may be on the class path, found by {@link java.util.ServiceLoader}, and replaces
 * it.
 */
public interface DataConverter {
  /**
   * Writes a value.
   *
   * @throws io.simpleflow.SerializationException if it cannot be written; the message names the
   *     class
   */
  String toJson(@Nullable Object value);

  /**
   * Reads a value. Null and empty text are the value null. Text that is not JSON is itself the
   * value where text is wanted, as in the original.
   *
   * @throws io.simpleflow.SerializationException if the text is not JSON, with the position, or
   *     does not fit the type
   */
  @Nullable Object fromJson(@Nullable String json, Type type);
}
