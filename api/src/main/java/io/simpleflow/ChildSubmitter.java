package io.simpleflow;

import org.jspecify.annotations.Nullable;

/**
 * Submits child workflows by a reference to their {@code run}, such as {@code Shipping::run}, with
 * the arguments' types checked at compile time; part of {@link Submitter}, whose rules hold here.
 *
 * <p>Up to three arguments may mix values and futures freely; from four to five they are all values
 * or all futures, with {@link Future#of} to turn one into the other. For more, and for workflows
 * whose code lives elsewhere, there is {@link ChildTask}.
 */
@SuppressWarnings("overloads") // A reference to a method has a result or none: never both fit.
public interface ChildSubmitter {
  /**
   * Submits work described as a value; all overloads come down to this one.
   *
   * @throws TaskNotFoundException if an activity or workflow in it is not one
   * @throws SerializationException if an argument cannot be written as JSON
   */
  <R extends @Nullable Object> Future<R> submit(Submittable<R> submittable);

  /** Submits a child workflow, of no arguments. */
  default <W extends Workflow, R> Future<R> submit(Func.F1<W, R> run) {
    return submit(ChildTask.of(run));
  }

  /** Submits a child workflow, of one argument. */
  default <W extends Workflow, A, R> Future<R> submit(Func.F2<W, A, R> run, @Nullable A a) {
    return submit(ChildTask.of(run, a));
  }

  /** Submits a child workflow, of one argument. */
  default <W extends Workflow, A, R> Future<R> submit(Func.F2<W, A, R> run, Future<? extends A> a) {
    return submit(ChildTask.of(run, a));
  }

  /** Submits a child workflow, of two arguments. */
  default <W extends Workflow, A, B, R> Future<R> submit(
      Func.F3<W, A, B, R> run, @Nullable A a, @Nullable B b) {
    return submit(ChildTask.of(run, a, b));
  }

  /** Submits a child workflow, of two arguments. */
  default <W extends Workflow, A, B, R> Future<R> submit(
      Func.F3<W, A, B, R> run, @Nullable A a, Future<? extends B> b) {
    return submit(ChildTask.of(run, a, b));
  }

  /** Submits a child workflow, of two arguments. */
  default <W extends Workflow, A, B, R> Future<R> submit(
      Func.F3<W, A, B, R> run, Future<? extends A> a, @Nullable B b) {
    return submit(ChildTask.of(run, a, b));
  }

  /** Submits a child workflow, of two arguments. */
  default <W extends Workflow, A, B, R> Future<R> submit(
      Func.F3<W, A, B, R> run, Future<? extends A> a, Future<? extends B> b) {
    return submit(ChildTask.of(run, a, b));
  }

  /** Submits a child workflow, of three arguments. */
  default <W extends Workflow, A, B, C, R> Future<R> submit(
      Func.F4<W, A, B, C, R> run, @Nullable A a, @Nullable B b, @Nullable C c) {
    return submit(ChildTask.of(run, a, b, c));
  }

  /** Submits a child workflow, of three arguments. */
  default <W extends Workflow, A, B, C, R> Future<R> submit(
      Func.F4<W, A, B, C, R> run, @Nullable A a, @Nullable B b, Future<? extends C> c) {
    return submit(ChildTask.of(run, a, b, c));
  }

  /** Submits a child workflow, of three arguments. */
  default <W extends Workflow, A, B, C, R> Future<R> submit(
      Func.F4<W, A, B, C, R> run, @Nullable A a, Future<? extends B> b, @Nullable C c) {
    return submit(ChildTask.of(run, a, b, c));
  }

  /** Submits a child workflow, of three arguments. */
  default <W extends Workflow, A, B, C, R> Future<R> submit(
      Func.F4<W, A, B, C, R> run, @Nullable A a, Future<? extends B> b, Future<? extends C> c) {
    return submit(ChildTask.of(run, a, b, c));
  }

  /** Submits a child workflow, of three arguments. */
  default <W extends Workflow, A, B, C, R> Future<R> submit(
      Func.F4<W, A, B, C, R> run, Future<? extends A> a, @Nullable B b, @Nullable C c) {
    return submit(ChildTask.of(run, a, b, c));
  }

  /** Submits a child workflow, of three arguments. */
  default <W extends Workflow, A, B, C, R> Future<R> submit(
      Func.F4<W, A, B, C, R> run, Future<? extends A> a, @Nullable B b, Future<? extends C> c) {
    return submit(ChildTask.of(run, a, b, c));
  }

  /** Submits a child workflow, of three arguments. */
  default <W extends Workflow, A, B, C, R> Future<R> submit(
      Func.F4<W, A, B, C, R> run, Future<? extends A> a, Future<? extends B> b, @Nullable C c) {
    return submit(ChildTask.of(run, a, b, c));
  }

  /** Submits a child workflow, of three arguments. */
  default <W extends Workflow, A, B, C, R> Future<R> submit(
      Func.F4<W, A, B, C, R> run,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c) {
    return submit(ChildTask.of(run, a, b, c));
  }

  /** Submits a child workflow, of four arguments. */
  default <W extends Workflow, A, B, C, D, R> Future<R> submit(
      Func.F5<W, A, B, C, D, R> run, @Nullable A a, @Nullable B b, @Nullable C c, @Nullable D d) {
    return submit(ChildTask.of(run, a, b, c, d));
  }

  /** Submits a child workflow, of four arguments. */
  default <W extends Workflow, A, B, C, D, R> Future<R> submit(
      Func.F5<W, A, B, C, D, R> run,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c,
      Future<? extends D> d) {
    return submit(ChildTask.of(run, a, b, c, d));
  }

  /** Submits a child workflow, of five arguments. */
  default <W extends Workflow, A, B, C, D, E, R> Future<R> submit(
      Func.F6<W, A, B, C, D, E, R> run,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e) {
    return submit(ChildTask.of(run, a, b, c, d, e));
  }

  /** Submits a child workflow, of five arguments. */
  default <W extends Workflow, A, B, C, D, E, R> Future<R> submit(
      Func.F6<W, A, B, C, D, E, R> run,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c,
      Future<? extends D> d,
      Future<? extends E> e) {
    return submit(ChildTask.of(run, a, b, c, d, e));
  }

  /** Submits a child workflow without a result, of no arguments. */
  default <W extends Workflow> Future<@Nullable Void> submit(Func.V1<W> run) {
    return submit(ChildTask.<@Nullable Void>of(run));
  }

  /** Submits a child workflow without a result, of one argument. */
  default <W extends Workflow, A> Future<@Nullable Void> submit(Func.V2<W, A> run, @Nullable A a) {
    return submit(ChildTask.<@Nullable Void>of(run, a));
  }

  /** Submits a child workflow without a result, of one argument. */
  default <W extends Workflow, A> Future<@Nullable Void> submit(
      Func.V2<W, A> run, Future<? extends A> a) {
    return submit(ChildTask.<@Nullable Void>of(run, a));
  }

  /** Submits a child workflow without a result, of two arguments. */
  default <W extends Workflow, A, B> Future<@Nullable Void> submit(
      Func.V3<W, A, B> run, @Nullable A a, @Nullable B b) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b));
  }

  /** Submits a child workflow without a result, of two arguments. */
  default <W extends Workflow, A, B> Future<@Nullable Void> submit(
      Func.V3<W, A, B> run, @Nullable A a, Future<? extends B> b) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b));
  }

  /** Submits a child workflow without a result, of two arguments. */
  default <W extends Workflow, A, B> Future<@Nullable Void> submit(
      Func.V3<W, A, B> run, Future<? extends A> a, @Nullable B b) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b));
  }

  /** Submits a child workflow without a result, of two arguments. */
  default <W extends Workflow, A, B> Future<@Nullable Void> submit(
      Func.V3<W, A, B> run, Future<? extends A> a, Future<? extends B> b) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b));
  }

  /** Submits a child workflow without a result, of three arguments. */
  default <W extends Workflow, A, B, C> Future<@Nullable Void> submit(
      Func.V4<W, A, B, C> run, @Nullable A a, @Nullable B b, @Nullable C c) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c));
  }

  /** Submits a child workflow without a result, of three arguments. */
  default <W extends Workflow, A, B, C> Future<@Nullable Void> submit(
      Func.V4<W, A, B, C> run, @Nullable A a, @Nullable B b, Future<? extends C> c) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c));
  }

  /** Submits a child workflow without a result, of three arguments. */
  default <W extends Workflow, A, B, C> Future<@Nullable Void> submit(
      Func.V4<W, A, B, C> run, @Nullable A a, Future<? extends B> b, @Nullable C c) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c));
  }

  /** Submits a child workflow without a result, of three arguments. */
  default <W extends Workflow, A, B, C> Future<@Nullable Void> submit(
      Func.V4<W, A, B, C> run, @Nullable A a, Future<? extends B> b, Future<? extends C> c) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c));
  }

  /** Submits a child workflow without a result, of three arguments. */
  default <W extends Workflow, A, B, C> Future<@Nullable Void> submit(
      Func.V4<W, A, B, C> run, Future<? extends A> a, @Nullable B b, @Nullable C c) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c));
  }

  /** Submits a child workflow without a result, of three arguments. */
  default <W extends Workflow, A, B, C> Future<@Nullable Void> submit(
      Func.V4<W, A, B, C> run, Future<? extends A> a, @Nullable B b, Future<? extends C> c) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c));
  }

  /** Submits a child workflow without a result, of three arguments. */
  default <W extends Workflow, A, B, C> Future<@Nullable Void> submit(
      Func.V4<W, A, B, C> run, Future<? extends A> a, Future<? extends B> b, @Nullable C c) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c));
  }

  /** Submits a child workflow without a result, of three arguments. */
  default <W extends Workflow, A, B, C> Future<@Nullable Void> submit(
      Func.V4<W, A, B, C> run,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c));
  }

  /** Submits a child workflow without a result, of four arguments. */
  default <W extends Workflow, A, B, C, D> Future<@Nullable Void> submit(
      Func.V5<W, A, B, C, D> run, @Nullable A a, @Nullable B b, @Nullable C c, @Nullable D d) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c, d));
  }

  /** Submits a child workflow without a result, of four arguments. */
  default <W extends Workflow, A, B, C, D> Future<@Nullable Void> submit(
      Func.V5<W, A, B, C, D> run,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c,
      Future<? extends D> d) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c, d));
  }

  /** Submits a child workflow without a result, of five arguments. */
  default <W extends Workflow, A, B, C, D, E> Future<@Nullable Void> submit(
      Func.V6<W, A, B, C, D, E> run,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c, d, e));
  }

  /** Submits a child workflow without a result, of five arguments. */
  default <W extends Workflow, A, B, C, D, E> Future<@Nullable Void> submit(
      Func.V6<W, A, B, C, D, E> run,
      Future<? extends A> a,
      Future<? extends B> b,
      Future<? extends C> c,
      Future<? extends D> d,
      Future<? extends E> e) {
    return submit(ChildTask.<@Nullable Void>of(run, a, b, c, d, e));
  }
}
