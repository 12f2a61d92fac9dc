package io.simpleflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refuses nulls that code without null checks may give. */
final class Given {
  private Given() {}

  /**
   * An option that is given.
   *
   * @param name its name, for the message
   * @throws IllegalArgumentException if it is null
   */
  static <T> Optional<T> option(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is null; give a value, or leave it out");
    }
    return Optional.of(value);
  }

  /**
   * What is to be submitted.
   *
   * @throws IllegalArgumentException if it is null
   */
  static <T> T task(@Nullable T submittable) {
    if (submittable == null) {
      throw new IllegalArgumentException(
          "submit(null): give a task, such as Task.of(Foo::bar, 1), a child, a Lambda function, a group or a chain");
    }
    return submittable;
  }
}
