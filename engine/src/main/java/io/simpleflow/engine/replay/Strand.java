package io.simpleflow.engine.replay;

import io.simpleflow.Future;
import io.simpleflow.SimpleflowException;
import io.simpleflow.engine.canvas.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One strand of an execution's code: where it is, and what it waits for. Not thread-safe. */
final class Strand {
  private final Coroutine coroutine;
  private Scope scope;
  private @Nullable Future<?> awaited;
  private @Nullable SimpleflowException raised;
  private boolean looking;

  Strand(Coroutine coroutine, Scope scope) {
    this.coroutine = coroutine;
    this.scope = scope;
  }

  Coroutine coroutine() {
    return coroutine;
  }

  /** What it submits belongs to this scope. */
  Scope scope() {
    return scope;
  }

  /** Lets the strand be in another scope, and returns the one that it was in. */
  Scope enter(Scope other) {
    Scope before = scope;
    scope = other;
    return before;
  }

  /** Whether it asks a condition, which may not wait. */
  boolean isLooking() {
    return looking;
  }

  /** Says whether it asks a condition, and returns whether it did. */
  boolean setLooking(boolean value) {
    boolean before = looking;
    looking = value;
    return before;
  }

  boolean waitsFor(Future<?> future) {
    return awaited == future;
  }

  boolean waits() {
    return awaited != null;
  }

  void startToWaitFor(Future<?> future) {
    awaited = future;
  }

  void stopWaiting() {
    awaited = null;
  }

  /** Puts down an exception that the strand's code is to throw where it waits, or waits next. */
  void raise(SimpleflowException exception) {
    if (raised == null) {
      raised = exception;
    }
  }

  /** The exception to throw now, once. */
  Optional<SimpleflowException> takeRaised() {
    Optional<SimpleflowException> exception = Optional.ofNullable(raised);
    raised = null;
    return exception;
  }
}
