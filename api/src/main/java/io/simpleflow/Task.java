package io.simpleflow;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What to submit: an activity, its arguments and the options of this one submit. A value;
 * submitting it twice gives two tasks.
 *
 * @param target what runs
 * @param arguments positional arguments: values, or futures of earlier submits
 * @param keywordArguments arguments by the parameter's name, likewise
 * @param options what to override of the activity's own options
 * @param failureHandler decides what follows if it fails, before the workflow's own handler
 * @param <R> the result's type
 */
public record Task<R extends @Nullable Object>(
    TaskTarget target,
    List<@Nullable Object> arguments,
    Map<String, @Nullable Object> keywordArguments,
    ActivityOptions options,
    Optional<FailureHandler> failureHandler)
    implements Submittable<R> {

  /** Copies the collections, so that the task never changes. */
  public Task {
    arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    keywordArguments = Collections.unmodifiableMap(new LinkedHashMap<>(keywordArguments));
  }

  /**
   * A task from a method reference, the arguments unchecked by the compiler; {@code submit} has
   * overloads that check them.
   */
  public static <R extends @Nullable Object> Task<R> of(
      Func activity, @Nullable Object... arguments) {
    return withArguments(new TaskTarget.OfFunction(activity), Arrays.asList(arguments));
  }

  /** A task from a reference to a method without a result. */
  static Task<@Nullable Void> ofVoid(Func activity, @Nullable Object... arguments) {
    return Task.<@Nullable Void>withArguments(
        new TaskTarget.OfFunction(activity), Arrays.asList(arguments));
  }

  /** A task from an activity class whose {@code call()} gives the result. */
  public static <R extends @Nullable Object> Task<R> of(
      Class<? extends Callable<R>> activity, @Nullable Object... arguments) {
    return withArguments(new TaskTarget.OfClass(activity), Arrays.asList(arguments));
  }

  /** A task from an activity class with an {@code execute()} method of its own. */
  public static <R extends @Nullable Object> Task<R> of(
      Class<?> activity, GenericType<R> resultType, @Nullable Object... arguments) {
    return withArguments(
        new TaskTarget.OfExecutable(activity, resultType.type()), Arrays.asList(arguments));
  }

  /** A task from a method found by reflection. */
  public static Task<@Nullable Object> of(Method activity, @Nullable Object... arguments) {
    return Task.<@Nullable Object>withArguments(
        new TaskTarget.OfMethod(activity), Arrays.asList(arguments));
  }

  /**
   * A task by the activity's registered name, for code that lives elsewhere: in another jar, on
   * another machine, in another language.
   */
  public static <R extends @Nullable Object> Task<R> named(
      String name, String version, Class<R> resultType, @Nullable Object... arguments) {
    return named(name, version, (Type) resultType, arguments);
  }

  /** As {@link #named(String, String, Class, Object...)}, with a generic type of the result. */
  public static <R extends @Nullable Object> Task<R> named(
      String name, String version, GenericType<R> resultType, @Nullable Object... arguments) {
    return named(name, version, resultType.type(), arguments);
  }

  private static <R extends @Nullable Object> Task<R> named(
      String name, String version, Type resultType, @Nullable Object... arguments) {
    return withArguments(
        new TaskTarget.OfName(name, version, resultType), Arrays.asList(arguments));
  }

  private static <R extends @Nullable Object> Task<R> withArguments(
      TaskTarget target, List<? extends @Nullable Object> arguments) {
    return new Task<>(
        target,
        Collections.unmodifiableList(arguments),
        Map.of(),
        ActivityOptions.none(),
        Optional.empty());
  }

  static <R> List<Task<R>> listOf(Func activity, Iterable<? extends List<?>> argumentLists) {
    List<Task<R>> tasks = new ArrayList<>();
    for (List<?> arguments : argumentLists) {
      tasks.add(withArguments(new TaskTarget.OfFunction(activity), arguments));
    }
    return tasks;
  }

  /** The same task with one keyword argument more, a value or a future. */
  public Task<R> with(String parameter, @Nullable Object argument) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(keywordArguments);
    more.put(parameter, argument);
    return new Task<>(target, arguments, more, options, failureHandler);
  }

  /** The same task with these options laid over the ones it has. */
  public Task<R> with(ActivityOptions overriding) {
    return new Task<>(
        target, arguments, keywordArguments, options.overriddenBy(overriding), failureHandler);
  }

  /** The same task with a handler of its failures. */
  public Task<R> onFailure(FailureHandler handler) {
    return new Task<>(target, arguments, keywordArguments, options, Optional.of(handler));
  }
}
