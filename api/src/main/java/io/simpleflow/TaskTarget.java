package io.simpleflow;

import io.simpleflow.spi.SwfNames;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

/** What a {@link Task} runs. */
public sealed interface TaskTarget {
  /** An activity method, by a reference such as {@code Arithmetic::increment}. */
  record OfFunction(Func function) implements TaskTarget {}

  /** An activity method, by reflection. */
  record OfMethod(Method method) implements TaskTarget {}

  /** An activity class that is a {@link java.util.concurrent.Callable}. */
  record OfClass(Class<?> type) implements TaskTarget {}

  /** An activity class with an {@code execute()} method whose result is read as the given type. */
  record OfExecutable(Class<?> type, Type resultType) implements TaskTarget {}

  /** An activity type by name and version; the code may be anywhere. */
  record OfName(String name, String version, Type resultType) implements TaskTarget {
    /**
     * Refuses a name or version that no type has.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public OfName {
      SwfNames.require("name of an activity", name);
      SwfNames.requireVersion("activity " + name, version);
    }
  }
}
