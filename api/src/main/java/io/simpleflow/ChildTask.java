package io.simpleflow;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A child workflow to start, its arguments and the options of this one submit. A value.
 *
 * <p>Its future fails with a {@link TaskFailedException} if the child fails or the service refuses
 * to start it (the reason is then SWF's cause), a {@link TaskTimedOutException} if it takes too
 * long, a {@link TaskCanceledException} if it cancels itself and a {@link TaskTerminatedException}
 * if it is terminated. A child that continues as new goes on: the future ends with its last run.
 *
 * @param target the workflow
 * @param arguments positional arguments: values, or futures of earlier submits
 * @param keywordArguments arguments by the parameter's name, likewise
 * @param options what to override of the workflow's own options
 * @param failureHandler decides what follows if it fails, before the workflow's own handler
 * @param <R> the result's type
 */
@SuppressWarnings("overloads") // A reference to a method has a result or none: never both fit.
public record ChildTask<R extends @Nullable Object>(
    WorkflowTarget target,
    List<@Nullable Object> arguments,
    Map<String, @Nullable Object> keywordArguments,
    WorkflowOptions options,
    Optional<FailureHandler> failureHandler)
    implements Submittable<R> {

  /** Copies the collections, so that the task never changes. */
  public ChildTask {
    arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    keywordArguments = Collections.unmodifiableMap(new LinkedHashMap<>(keywordArguments));
  }

  /**
   * A child from a reference in a variable, the types unchecked by the compiler. For a reference as
   * it is written, such as {@code ChildTask.of(Shipping::run, address)}, there are overloads that
   * know the result's type; those of {@code submit} check the arguments too. An argument may be a
   * future.
   */
  public static <R extends @Nullable Object> ChildTask<R> of(
      Func run, @Nullable Object... arguments) {
    return of(new WorkflowTarget.OfFunction(run), arguments);
  }

  /** A child from a reference to its {@code run}, of no arguments. */
  public static <W extends Workflow, R> ChildTask<R> of(
      Func.F1<W, R> run, @Nullable Object... arguments) {
    return of((Func) run, arguments);
  }

  /** A child from a reference to its {@code run}, of one argument. */
  public static <W extends Workflow, A, R> ChildTask<R> of(
      Func.F2<W, A, R> run, @Nullable Object... arguments) {
    return of((Func) run, arguments);
  }

  /** A child from a reference to its {@code run}, of two arguments. */
  public static <W extends Workflow, A, B, R> ChildTask<R> of(
      Func.F3<W, A, B, R> run, @Nullable Object... arguments) {
    return of((Func) run, arguments);
  }

  /** A child from a reference to its {@code run}, of three arguments. */
  public static <W extends Workflow, A, B, C, R> ChildTask<R> of(
      Func.F4<W, A, B, C, R> run, @Nullable Object... arguments) {
    return of((Func) run, arguments);
  }

  /** A child from a reference to its {@code run}, of four arguments. */
  public static <W extends Workflow, A, B, C, D, R> ChildTask<R> of(
      Func.F5<W, A, B, C, D, R> run, @Nullable Object... arguments) {
    return of((Func) run, arguments);
  }

  /** A child from a reference to its {@code run}, of five arguments. */
  public static <W extends Workflow, A, B, C, D, E, R> ChildTask<R> of(
      Func.F6<W, A, B, C, D, E, R> run, @Nullable Object... arguments) {
    return of((Func) run, arguments);
  }

  /** A child from a reference to its {@code run}, of no arguments and without a result. */
  public static <W extends Workflow> ChildTask<@Nullable Void> of(
      Func.V1<W> run, @Nullable Object... arguments) {
    return ChildTask.<@Nullable Void>of((Func) run, arguments);
  }

  /** A child from a reference to its {@code run}, of one argument and without a result. */
  public static <W extends Workflow, A> ChildTask<@Nullable Void> of(
      Func.V2<W, A> run, @Nullable Object... arguments) {
    return ChildTask.<@Nullable Void>of((Func) run, arguments);
  }

  /** A child from a reference to its {@code run}, of two arguments and without a result. */
  public static <W extends Workflow, A, B> ChildTask<@Nullable Void> of(
      Func.V3<W, A, B> run, @Nullable Object... arguments) {
    return ChildTask.<@Nullable Void>of((Func) run, arguments);
  }

  /** A child from a reference to its {@code run}, of three arguments and without a result. */
  public static <W extends Workflow, A, B, C> ChildTask<@Nullable Void> of(
      Func.V4<W, A, B, C> run, @Nullable Object... arguments) {
    return ChildTask.<@Nullable Void>of((Func) run, arguments);
  }

  /** A child from a reference to its {@code run}, of four arguments and without a result. */
  public static <W extends Workflow, A, B, C, D> ChildTask<@Nullable Void> of(
      Func.V5<W, A, B, C, D> run, @Nullable Object... arguments) {
    return ChildTask.<@Nullable Void>of((Func) run, arguments);
  }

  /** A child from a reference to its {@code run}, of five arguments and without a result. */
  public static <W extends Workflow, A, B, C, D, E> ChildTask<@Nullable Void> of(
      Func.V6<W, A, B, C, D, E> run, @Nullable Object... arguments) {
    return ChildTask.<@Nullable Void>of((Func) run, arguments);
  }

  /** A child from its class. {@code R} is what its {@code run} returns, which nothing checks. */
  public static <R extends @Nullable Object> ChildTask<R> of(
      Class<? extends Workflow> workflow, @Nullable Object... arguments) {
    return of(new WorkflowTarget.OfClass(workflow), arguments);
  }

  /**
   * A child by the registered name of its type, for code that lives elsewhere: in another jar, on
   * another machine, in another language.
   */
  public static <R extends @Nullable Object> ChildTask<R> named(
      String name, String version, Class<R> resultType, @Nullable Object... arguments) {
    return of(new WorkflowTarget.OfName(name, version, (Type) resultType), arguments);
  }

  /** As {@link #named(String, String, Class, Object...)}, with a generic type of the result. */
  public static <R extends @Nullable Object> ChildTask<R> named(
      String name, String version, GenericType<R> resultType, @Nullable Object... arguments) {
    return of(new WorkflowTarget.OfName(name, version, resultType.type()), arguments);
  }

  private static <R extends @Nullable Object> ChildTask<R> of(
      WorkflowTarget target, @Nullable Object[] arguments) {
    return new ChildTask<>(
        target, Arrays.asList(arguments), Map.of(), WorkflowOptions.none(), Optional.empty());
  }

  /** The same child with one keyword argument more, a value or a future. */
  public ChildTask<R> with(String parameter, @Nullable Object argument) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(keywordArguments);
    more.put(parameter, argument);
    return new ChildTask<>(target, arguments, more, options, failureHandler);
  }

  /** The same child with these options laid over the ones it has. */
  public ChildTask<R> with(WorkflowOptions overriding) {
    return new ChildTask<>(
        target, arguments, keywordArguments, options.overriddenBy(overriding), failureHandler);
  }

  /** The same child with a handler of its failures. */
  public ChildTask<R> onFailure(FailureHandler handler) {
    return new ChildTask<>(target, arguments, keywordArguments, options, Optional.of(handler));
  }
}
