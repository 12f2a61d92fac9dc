package io.simpleflow;

import io.simpleflow.spi.WorkflowRuntime;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link Workflow} that goes on as a new run; authors extend {@link Workflow}.
 *
 * <p>The workflow's {@code run} is named by a reference, {@code this::run} or, with at most five
 * arguments, by the class, {@code Again::run}: the arguments' types are then checked at compile
 * time. Where a class has several methods named {@code run}, of which only one is public, the
 * compiler cannot choose by either: cast it, as in {@code (Func.F1<Integer, String>) this::run}, or
 * use {@link ContinueAsNew}.
 */
// None ever returns, and a reference has a result or none, and an object or none: never two fit.
@SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals", "overloads"})
abstract class ContinuingWorkflow {
  ContinuingWorkflow() {}

  abstract WorkflowRuntime runtime();

  /**
   * Ends this run, and goes on as a new one with other arguments and an empty history. What is
   * under way is given up, as at any end. Never returns.
   *
   * @throws TaskArgumentException if the arguments do not fit {@code run}
   */
  protected final <R extends @Nullable Object> R continueAsNew(ContinueAsNew next) {
    throw runtime().continueAsNew(next);
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <R extends @Nullable Object> R continueAsNew(Func.F0<R> run) {
    throw runtime().continueAsNew(run, ContinueAsNew.with());
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A, R extends @Nullable Object> R continueAsNew(
      Func.F1<A, R> run, @Nullable A a) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A, B, R extends @Nullable Object> R continueAsNew(
      Func.F2<A, B, R> run, @Nullable A a, @Nullable B b) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A, B, C, R extends @Nullable Object> R continueAsNew(
      Func.F3<A, B, C, R> run, @Nullable A a, @Nullable B b, @Nullable C c) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A, B, C, D, R extends @Nullable Object> R continueAsNew(
      Func.F4<A, B, C, D, R> run, @Nullable A a, @Nullable B b, @Nullable C c, @Nullable D d) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c, d));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A, B, C, D, E, R extends @Nullable Object> R continueAsNew(
      Func.F5<A, B, C, D, E, R> run,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c, d, e));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A, B, C, D, E, G, R extends @Nullable Object> R continueAsNew(
      Func.F6<A, B, C, D, E, G, R> run,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e,
      @Nullable G g) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c, d, e, g));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final void continueAsNew(Func.V0 run) {
    throw runtime().continueAsNew(run, ContinueAsNew.with());
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A> void continueAsNew(Func.V1<A> run, @Nullable A a) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A, B> void continueAsNew(Func.V2<A, B> run, @Nullable A a, @Nullable B b) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A, B, C> void continueAsNew(
      Func.V3<A, B, C> run, @Nullable A a, @Nullable B b, @Nullable C c) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A, B, C, D> void continueAsNew(
      Func.V4<A, B, C, D> run, @Nullable A a, @Nullable B b, @Nullable C c, @Nullable D d) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c, d));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A, B, C, D, E> void continueAsNew(
      Func.V5<A, B, C, D, E> run,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c, d, e));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code this::run}. */
  protected final <A, B, C, D, E, G> void continueAsNew(
      Func.V6<A, B, C, D, E, G> run,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e,
      @Nullable G g) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c, d, e, g));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow, R extends @Nullable Object> R continueAsNew(
      Func.F1<W, R> run) {
    throw runtime().continueAsNew(run, ContinueAsNew.with());
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow, A, R extends @Nullable Object> R continueAsNew(
      Func.F2<W, A, R> run, @Nullable A a) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow, A, B, R extends @Nullable Object> R continueAsNew(
      Func.F3<W, A, B, R> run, @Nullable A a, @Nullable B b) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow, A, B, C, R extends @Nullable Object> R continueAsNew(
      Func.F4<W, A, B, C, R> run, @Nullable A a, @Nullable B b, @Nullable C c) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow, A, B, C, D, R extends @Nullable Object> R continueAsNew(
      Func.F5<W, A, B, C, D, R> run, @Nullable A a, @Nullable B b, @Nullable C c, @Nullable D d) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c, d));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow, A, B, C, D, E, R extends @Nullable Object> R continueAsNew(
      Func.F6<W, A, B, C, D, E, R> run,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c, d, e));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow> void continueAsNew(Func.V1<W> run) {
    throw runtime().continueAsNew(run, ContinueAsNew.with());
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow, A> void continueAsNew(Func.V2<W, A> run, @Nullable A a) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow, A, B> void continueAsNew(
      Func.V3<W, A, B> run, @Nullable A a, @Nullable B b) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow, A, B, C> void continueAsNew(
      Func.V4<W, A, B, C> run, @Nullable A a, @Nullable B b, @Nullable C c) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow, A, B, C, D> void continueAsNew(
      Func.V5<W, A, B, C, D> run, @Nullable A a, @Nullable B b, @Nullable C c, @Nullable D d) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c, d));
  }

  /** As {@link #continueAsNew(ContinueAsNew)}, checked by the compiler: {@code Again::run}. */
  protected final <W extends Workflow, A, B, C, D, E> void continueAsNew(
      Func.V6<W, A, B, C, D, E> run,
      @Nullable A a,
      @Nullable B b,
      @Nullable C c,
      @Nullable D d,
      @Nullable E e) {
    throw runtime().continueAsNew(run, ContinueAsNew.with(a, b, c, d, e));
  }
}
