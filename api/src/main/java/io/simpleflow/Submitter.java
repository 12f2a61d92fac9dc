package io.simpleflow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Submits tasks: a {@link Workflow}, or one seen through {@link Workflow#with(ActivityOptions)}.
 * Child workflows are submitted by {@code Child::run}; see {@link ChildSubmitter}.
 *
 * <p>Every {@code submit} returns at once with a {@link Future}. An argument may be a value or the
 * future of an earlier submit; the task is scheduled the moment all its futures are finished, and
 * everything that does not depend on them goes on meanwhile. If one of them fails, the task fails
 * with the same exception and never runs.
 *
 * <p>The overloads that take a method reference such as {@code Arithmetic::increment} check the
 * arguments' types at compile time. Up to three arguments may mix values and futures freely; from
 * four on they are all values or all futures, with {@link Future#of} to turn one into the other. A
 * method that is overloaded, or has variable arguments, needs a cast of the reference to the
 * functional type of {@link Func}; a literal null needs a cast to the argument's type.
 *
 * <p>All methods must be called on the thread that runs the workflow's code.
 */
public interface Submitter extends ChildSubmitter {
  /**
   * Returns a stand-in for an interface of activities. A call of one of its methods submits that
   * activity and waits for the result; {@code submit(stub::method, …)} submits it without waiting.
   *
   * @throws ConfigurationException if the type is not an interface with activities
   */
  <T> T stub(Class<T> activities);

  /**
   * Submits an activity class: an instance is made from the arguments, and its {@code call()} gives
   * the result. The arguments are values or futures; their number and types are checked when they
   * are bound to the constructor.
   */
  default <R extends @Nullable Object> Future<R> submit(
      Class<? extends Callable<R>> activity, @Nullable Object... arguments) {
    return submit(Task.of(activity, arguments));
  }

  /**
   * Submits a child workflow by its class. {@code R} is what its {@code run} returns, which nothing
   * checks, as nothing checks the arguments before they are bound to its parameters.
   */
  default <R extends @Nullable Object> Future<R> submitChild(
      Class<? extends Workflow> workflow, @Nullable Object... arguments) {
    return submit(ChildTask.<R>of(workflow, arguments));
  }

  /** Submits an activity once for each item, without waiting for any. */
  default <A, R> List<Future<R>> map(Func.F1<A, R> activity, Iterable<? extends A> items) {
    List<Future<R>> futures = new ArrayList<>();
    for (A item : items) {
      futures.add(submit(Task.of(activity, item)));
    }
    return List.copyOf(futures);
  }

  /**
   * Submits an activity once for each list of arguments, without waiting for any.
   *
   * <p>As with all overloads of this name, the arguments may be futures, and their number and types
   * are checked when they are bound to the method's parameters.
   */
  default <A, R> List<Future<R>> starmap(
      Func.F1<A, R> activity, Iterable<? extends List<?>> argumentLists) {
    return Task.<R>listOf(activity, argumentLists).stream().map(this::submit).toList();
  }

  /** Submits an activity of two arguments once for each list of them. */
  default <A, B, R> List<Future<R>> starmap(
      Func.F2<A, B, R> activity, Iterable<? extends List<?>> argumentLists) {
    return Task.<R>listOf(activity, argumentLists).stream().map(this::submit).toList();
  }

  /** Submits an activity of three arguments once for each list of them. */
  default <A, B, C, R> List<Future<R>> starmap(
      Func.F3<A, B, C, R> activity, Iterable<? extends List<?>> argumentLists) {
    return Task.<R>listOf(activity, argumentLists).stream().map(this::submit).toList();
  }

  /** Submits an activity of four arguments once for each list of them. */
  default <A, B, C, D, R> List<Future<R>> starmap(
      Func.F4<A, B, C, D, R> activity, Iterable<? extends List<?>> argumentLists) {
    return Task.<R>listOf(activity, argumentLists).stream().map(this::submit).toList();
  }

  /** Submits an activity of five arguments once for each list of them. */
  default <A, B, C, D, E, R> List<Future<R>> starmap(
      Func.F5<A, B, C, D, E, R> activity, Iterable<? extends List<?>> argumentLists) {
    return Task.<R>listOf(activity, argumentLists).stream().map(this::submit).toList();
  }

  /** Submits an activity of six arguments once for each list of them. */
  default <A, B, C, D, E, G, R> List<Future<R>> starmap(
      Func.F6<A, B, C, D, E, G, R> activity, Iterable<? extends List<?>> argumentLists) {
    return Task.<R>listOf(activity, argumentLists).stream().map(this::submit).toList();
  }

  /** Submits an activity of no arguments. */
  default <R extends @Nullable Object> Future<R> submit(Func.F0<R> activity) {
    return submit(Task.of(activity));
  }

  /** Submits an activity of one argument. */
  default <A, R> Future<R> submit(Func.F1<A, R> activity, @Nullable A a) {
    return submit(Task.of(activity, a));
  }

  /** Submits an activity of one argument. */
  default <A, R> Future<R> submit(Func.F1<A, R> activity, Future<? extends A> a) {
    return submit(Task.of(activity, a));
  }

  /** Submits an activity of two arguments. */
  default <A, B, R> Future<R> submit(Func.F2<A, B, R> activity, @Nullable A a, @Nullable B b) {
    return submit(Task.of(activity, a, b));
  }

  /** Submits an activity of two arguments. */
  default <A, B, R> Future<R> submit(
      Func.F2<A, B, R> activity, @Nullable A a, Future<? extends B> b) {
    return submit(Task.of(activity, a, b));
  }

  /** Submits an activity of two arguments. */
  default <A, B, R> Future<R> submit(
      Func.F2<A, B, R> activity, Future<? extends A> a, @Nullable B b) {
    return submit(Task.of(activity, a, b));
  }

  /** Submits an activity of two arguments. */
  default <A, B, R> Future<R> submit(
      Func.F2<A, B, R> activity, Future<? extends A> a, Future<? extends B> b) {
    return submit(Task.of(activity, a, b));
  }

  /** Submits an activity of three arguments. */
  default <A, B, C, R> Future<R> submit(
      Func.F3<A, B, C, R> activity, @Nullable A a, @Nullable B b, @Nullable C c) {
    return submit(Task.of(activity, a, b, c));
  }

  /** Submits an activity of three arguments. */
  default <A, B, C, R> Future<R> submit(
      Func.F3<A, B, C, R> activity, @Nullable A a, @Nullable B b, Future<? extends C> c) {
    return submit(Task.of(activity, a, b, c));
  }

  /** Submits an activity of three arguments. */
  default <A, B, C, R> Future<R> submit(
      Func.F3<A, B, C, R> activity, @Nullable A a, Future<? extends B> b, @Nullable C c) {
    return submit(Task.of(activity, a, b, c));
  }

  /** Submits an activity of three arguments. */
  default <A, B, C, R> Future<R> submit(
      Func.F3<A, B, C, R> activity, @Nullable A a, Future<? extends B> b, Future<? extends C> c) {
    return submit(Task.of(activity, a, b, c));
  }

  /** Submits an activity of three arguments. */
  default <A, B, C, R> Future<R> submit(
      Func.F3<A, B, C, R> activity, Future<? extends A> a, @Nullable B b, @Nullable C c) {
    return submit(Task.of(activity, a, b, c));
  }

  /** Submits an activity of three arguments. */
  default <A, B, C, R> Future<R> submit(
      Func.F3<A, B, C, R> activity, Future<? extends A> a, @Nullable B b, Future<? extends C> c) {
    return submit(Task.of(activity, a, b, c));
  }

  /** Submits an activity of three arguments. */
  default <A, B, C, R> Future<R> submit(
      Func.F3<A, B, C, R> activity, Future<? extends A> a, Future<? extends B> b, @Nullable C c) {
    return submit(Task.of(activity, a, b, c));
  }

  /** Submits an activity of three arguments. */
  default <A, B, C, R> Future<R> submit(
      Func.F3<A, B, C, R> activity,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c) {
    return submit(Task.of(activity, a, b, c));
  }

  /** Submits an activity of four arguments. */
  default <A, B, C, D, R> Future<R> submit(
      Func.F4<A, B, C, D, R> activity, @Nullable A a, @Nullable B b, @Nullable C c, @Nullable D d) {
    return submit(Task.of(activity, a, b, c, d));
  }

  /** Submits an activity of four arguments. */
  default <A, B, C, D, R> Future<R> submit(
      Func.F4<A, B, C, D, R> activity,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c,
      Future<? extends D> d) {
    return submit(Task.of(activity, a, b, c, d));
  }

  /** Submits an activity of five arguments. */
  default <A, B, C, D, E, R> Future<R> submit(
      Func.F5<A, B, C, D, E, R> activity,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e) {
    return submit(Task.of(activity, a, b, c, d, e));
  }

  /** Submits an activity of five arguments. */
  default <A, B, C, D, E, R> Future<R> submit(
      Func.F5<A, B, C, D, E, R> activity,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c,
      Future<? extends D> d,
      Future<? extends E> e) {
    return submit(Task.of(activity, a, b, c, d, e));
  }

  /** Submits an activity of six arguments. */
  default <A, B, C, D, E, G, R> Future<R> submit(
      Func.F6<A, B, C, D, E, G, R> activity,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e,
      @Nullable G g) {
    return submit(Task.of(activity, a, b, c, d, e, g));
  }

  /** Submits an activity of six arguments. */
  default <A, B, C, D, E, G, R> Future<R> submit(
      Func.F6<A, B, C, D, E, G, R> activity,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c,
      Future<? extends D> d,
      Future<? extends E> e,
      Future<? extends G> g) {
    return submit(Task.of(activity, a, b, c, d, e, g));
  }

  /** Submits an activity without a result, of no arguments. */
  default Future<@Nullable Void> submit(Func.V0 activity) {
    return submit(Task.ofVoid(activity));
  }

  /** Submits an activity without a result, of one argument. */
  default <A> Future<@Nullable Void> submit(Func.V1<A> activity, @Nullable A a) {
    return submit(Task.ofVoid(activity, a));
  }

  /** Submits an activity without a result, of one argument. */
  default <A> Future<@Nullable Void> submit(Func.V1<A> activity, Future<? extends A> a) {
    return submit(Task.ofVoid(activity, a));
  }

  /** Submits an activity without a result, of two arguments. */
  default <A, B> Future<@Nullable Void> submit(
      Func.V2<A, B> activity, @Nullable A a, @Nullable B b) {
    return submit(Task.ofVoid(activity, a, b));
  }

  /** Submits an activity without a result, of two arguments. */
  default <A, B> Future<@Nullable Void> submit(
      Func.V2<A, B> activity, @Nullable A a, Future<? extends B> b) {
    return submit(Task.ofVoid(activity, a, b));
  }

  /** Submits an activity without a result, of two arguments. */
  default <A, B> Future<@Nullable Void> submit(
      Func.V2<A, B> activity, Future<? extends A> a, @Nullable B b) {
    return submit(Task.ofVoid(activity, a, b));
  }

  /** Submits an activity without a result, of two arguments. */
  default <A, B> Future<@Nullable Void> submit(
      Func.V2<A, B> activity, Future<? extends A> a, Future<? extends B> b) {
    return submit(Task.ofVoid(activity, a, b));
  }

  /** Submits an activity without a result, of three arguments. */
  default <A, B, C> Future<@Nullable Void> submit(
      Func.V3<A, B, C> activity, @Nullable A a, @Nullable B b, @Nullable C c) {
    return submit(Task.ofVoid(activity, a, b, c));
  }

  /** Submits an activity without a result, of three arguments. */
  default <A, B, C> Future<@Nullable Void> submit(
      Func.V3<A, B, C> activity, @Nullable A a, @Nullable B b, Future<? extends C> c) {
    return submit(Task.ofVoid(activity, a, b, c));
  }

  /** Submits an activity without a result, of three arguments. */
  default <A, B, C> Future<@Nullable Void> submit(
      Func.V3<A, B, C> activity, @Nullable A a, Future<? extends B> b, @Nullable C c) {
    return submit(Task.ofVoid(activity, a, b, c));
  }

  /** Submits an activity without a result, of three arguments. */
  default <A, B, C> Future<@Nullable Void> submit(
      Func.V3<A, B, C> activity, @Nullable A a, Future<? extends B> b, Future<? extends C> c) {
    return submit(Task.ofVoid(activity, a, b, c));
  }

  /** Submits an activity without a result, of three arguments. */
  default <A, B, C> Future<@Nullable Void> submit(
      Func.V3<A, B, C> activity, Future<? extends A> a, @Nullable B b, @Nullable C c) {
    return submit(Task.ofVoid(activity, a, b, c));
  }

  /** Submits an activity without a result, of three arguments. */
  default <A, B, C> Future<@Nullable Void> submit(
      Func.V3<A, B, C> activity, Future<? extends A> a, @Nullable B b, Future<? extends C> c) {
    return submit(Task.ofVoid(activity, a, b, c));
  }

  /** Submits an activity without a result, of three arguments. */
  default <A, B, C> Future<@Nullable Void> submit(
      Func.V3<A, B, C> activity, Future<? extends A> a, Future<? extends B> b, @Nullable C c) {
    return submit(Task.ofVoid(activity, a, b, c));
  }

  /** Submits an activity without a result, of three arguments. */
  default <A, B, C> Future<@Nullable Void> submit(
      Func.V3<A, B, C> activity,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c) {
    return submit(Task.ofVoid(activity, a, b, c));
  }

  /** Submits an activity without a result, of four arguments. */
  default <A, B, C, D> Future<@Nullable Void> submit(
      Func.V4<A, B, C, D> activity, @Nullable A a, @Nullable B b, @Nullable C c, @Nullable D d) {
    return submit(Task.ofVoid(activity, a, b, c, d));
  }

  /** Submits an activity without a result, of four arguments. */
  default <A, B, C, D> Future<@Nullable Void> submit(
      Func.V4<A, B, C, D> activity,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c,
      Future<? extends D> d) {
    return submit(Task.ofVoid(activity, a, b, c, d));
  }

  /** Submits an activity without a result, of five arguments. */
  default <A, B, C, D, E> Future<@Nullable Void> submit(
      Func.V5<A, B, C, D, E> activity,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e) {
    return submit(Task.ofVoid(activity, a, b, c, d, e));
  }

  /** Submits an activity without a result, of five arguments. */
  default <A, B, C, D, E> Future<@Nullable Void> submit(
      Func.V5<A, B, C, D, E> activity,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c,
      Future<? extends D> d,
      Future<? extends E> e) {
    return submit(Task.ofVoid(activity, a, b, c, d, e));
  }

  /** Submits an activity without a result, of six arguments. */
  default <A, B, C, D, E, G> Future<@Nullable Void> submit(
      Func.V6<A, B, C, D, E, G> activity,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e,
      @Nullable G g) {
    return submit(Task.ofVoid(activity, a, b, c, d, e, g));
  }

  /** Submits an activity without a result, of six arguments. */
  default <A, B, C, D, E, G> Future<@Nullable Void> submit(
      Func.V6<A, B, C, D, E, G> activity,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c,
      Future<? extends D> d,
      Future<? extends E> e,
      Future<? extends G> g) {
    return submit(Task.ofVoid(activity, a, b, c, d, e, g));
  }
}
