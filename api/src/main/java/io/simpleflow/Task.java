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
@SuppressWarnings("overloads") // A reference to a method has a result or none: never both fit.
public record Task<R extends @Nullable Object>(
    TaskTarget target,
    List<@Nullable Object> arguments,
    Map<String, @Nullable Object> keywordArguments,
    ActivityOptions options,
    Optional<FailureHandler> failureHandler)
    implements Submittable<R> {

  /** Copies the collections, so that the task never changes. */
  public Task {
    arguments = Collections.unmodifiableList(Arrays.asList(arguments.toArray()));
    keywordArguments =
        keywordArguments.isEmpty()
            ? Collections.emptyMap()
            : Collections.unmodifiableMap(new LinkedHashMap<>(keywordArguments));
  }

  /**
   * A task from a method reference in a variable, the types unchecked by the compiler. For a
   * reference as it is written, such as {@code Task.of(Arithmetic::add, 1, 2)}, there are overloads
   * that know the result's type; those of {@code submit} check the arguments too. An argument may
   * be a future.
   */
  public static <R extends @Nullable Object> Task<R> of(
      Func activity, @Nullable Object... arguments) {
    return withArguments(new TaskTarget.OfFunction(activity), Arrays.asList(arguments));
  }

  /** A task from a reference to a method of no arguments. */
  public static <R> Task<R> of(Func.F0<R> activity, @Nullable Object... arguments) {
    return of((Func) activity, arguments);
  }

  /** A task from a reference to a method of one argument. */
  public static <A, R> Task<R> of(Func.F1<A, R> activity, @Nullable Object... arguments) {
    return of((Func) activity, arguments);
  }

  /** A task from a reference to a method of two arguments. */
  public static <A, B, R> Task<R> of(Func.F2<A, B, R> activity, @Nullable Object... arguments) {
    return of((Func) activity, arguments);
  }

  /** A task from a reference to a method of three arguments. */
  public static <A, B, C, R> Task<R> of(
      Func.F3<A, B, C, R> activity, @Nullable Object... arguments) {
    return of((Func) activity, arguments);
  }

  /** A task from a reference to a method of four arguments. */
  public static <A, B, C, D, R> Task<R> of(
      Func.F4<A, B, C, D, R> activity, @Nullable Object... arguments) {
    return of((Func) activity, arguments);
  }

  /** A task from a reference to a method of five arguments. */
  public static <A, B, C, D, E, R> Task<R> of(
      Func.F5<A, B, C, D, E, R> activity, @Nullable Object... arguments) {
    return of((Func) activity, arguments);
  }

  /** A task from a reference to a method of six arguments. */
  public static <A, B, C, D, E, G, R> Task<R> of(
      Func.F6<A, B, C, D, E, G, R> activity, @Nullable Object... arguments) {
    return of((Func) activity, arguments);
  }

  /** A task from a reference to a method of no arguments without a result. */
  public static Task<@Nullable Void> of(Func.V0 activity, @Nullable Object... arguments) {
    return ofVoid(activity, arguments);
  }

  /** A task from a reference to a method of one argument without a result. */
  public static <A> Task<@Nullable Void> of(Func.V1<A> activity, @Nullable Object... arguments) {
    return ofVoid(activity, arguments);
  }

  /** A task from a reference to a method of two arguments without a result. */
  public static <A, B> Task<@Nullable Void> of(
      Func.V2<A, B> activity, @Nullable Object... arguments) {
    return ofVoid(activity, arguments);
  }

  /** A task from a reference to a method of three arguments without a result. */
  public static <A, B, C> Task<@Nullable Void> of(
      Func.V3<A, B, C> activity, @Nullable Object... arguments) {
    return ofVoid(activity, arguments);
  }

  /** A task from a reference to a method of four arguments without a result. */
  public static <A, B, C, D> Task<@Nullable Void> of(
      Func.V4<A, B, C, D> activity, @Nullable Object... arguments) {
    return ofVoid(activity, arguments);
  }

  /** A task from a reference to a method of five arguments without a result. */
  public static <A, B, C, D, E> Task<@Nullable Void> of(
      Func.V5<A, B, C, D, E> activity, @Nullable Object... arguments) {
    return ofVoid(activity, arguments);
  }

  /** A task from a reference to a method of six arguments without a result. */
  public static <A, B, C, D, E, G> Task<@Nullable Void> of(
      Func.V6<A, B, C, D, E, G> activity, @Nullable Object... arguments) {
    return ofVoid(activity, arguments);
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
      TaskTarget target, List<@Nullable Object> arguments) {
    return new Task<>(target, arguments, Map.of(), ActivityOptions.none(), Optional.empty());
  }

  static <R> List<Task<R>> listOf(Func activity, Iterable<? extends List<?>> argumentLists) {
    List<Task<R>> tasks = new ArrayList<>();
    for (List<?> arguments : argumentLists) {
      tasks.add(
          withArguments(
              new TaskTarget.OfFunction(activity), Collections.unmodifiableList(arguments)));
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
