package io.simpleflow.spi;

import io.simpleflow.Future;
import io.simpleflow.Promise;
import io.simpleflow.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a task, with the futures among them: as arguments, or inside lists and maps that
 * are. For those who implement a {@link WorkflowRuntime}. Immutable as far as the values are.
 *
 * @param positional the arguments by position
 * @param keywords the arguments by name
 */
public record TaskArguments(
    List<@Nullable Object> positional, Map<String, @Nullable Object> keywords) {

  /** The arguments of a task. */
  public static TaskArguments of(Task<?> task) {
    return new TaskArguments(task.arguments(), task.keywordArguments());
  }

  /** The futures, in the order of the arguments. */
  public List<Promise<?>> futures() {
    List<Promise<?>> futures = new ArrayList<>();
    collect(positional, futures);
    collect(keywords, futures);
    return futures;
  }

  private static void collect(@Nullable Object value, List<Promise<?>> futures) {
    if (value instanceof Promise<?> promise) {
      futures.add(promise);
    } else if (value instanceof Collection<?> collection) {
      for (Object element : collection) {
        collect(element, futures);
      }
    } else if (value instanceof Map<?, ?> map) {
      collect(map.values(), futures);
    }
  }

  /**
   * These arguments with every future replaced by its result; waits for those that are unfinished.
   *
   * @throws io.simpleflow.SimpleflowException the failure of the first future that has failed
   */
  public TaskArguments resolved() {
    if (futures().isEmpty()) {
      return this;
    }
    List<@Nullable Object> values = new ArrayList<>(positional.size());
    positional.forEach(argument -> values.add(resolve(argument)));
    if (keywords.isEmpty()) {
      return new TaskArguments(values, Map.of());
    }
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    keywords.forEach((name, argument) -> named.put(name, resolve(argument)));
    return new TaskArguments(values, named);
  }

  private static @Nullable Object resolve(@Nullable Object value) {
    if (value instanceof Future<?> future) {
      return future.result();
    } else if (!(value instanceof Collection<?> || value instanceof Map<?, ?>)) {
      return value;
    }
    List<Promise<?>> inside = new ArrayList<>();
    collect(value, inside);
    if (inside.isEmpty()) {
      return value;
    } else if (value instanceof Map<?, ?> map) {
      Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
      map.forEach((key, element) -> values.put(key, resolve(element)));
      return values;
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (Object element : (Collection<?>) Objects.requireNonNull(value)) {
      values.add(resolve(element));
    }
    return values;
  }
}
