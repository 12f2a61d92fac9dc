package io.simpleflow.engine.canvas;

import io.simpleflow.CancellationScope;
import io.simpleflow.Future;
import io.simpleflow.Promise;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A scope of one execution's code; what it has to do stands in its interface. It knows the futures
 * that belong to it as long as they are open. Not thread-safe.
 */
public final class Scope implements CancellationScope {
  private final RunningCode code;
  private final @Nullable Scope outer;
  private final Set<Promise<?>> open = new LinkedHashSet<>();
  private final Set<Scope> inner = new LinkedHashSet<>();
  private boolean cancelled;

  /** The code that runs at the moment of the call. */
  public interface RunningCode {
    /** Lets what it submits from now on belong to another scope, and returns the former. */
    Scope enter(Scope scope);

    /** Lets it wait until the future is done. */
    void awaitDone(Future<?> future);
  }

  private Scope(RunningCode code, @Nullable Scope outer) {
    this.code = code;
    this.outer = outer;
  }

  /** A scope that is in no other, such as the one that {@code run} is in. */
  public static Scope root(RunningCode code) {
    return new Scope(code, null);
  }

  /** A scope inside this one; a shielded one is not cancelled with it. */
  public Scope newScope(boolean shielded) {
    return new Scope(code, shielded ? null : this);
  }

  /**
   * Takes a promise into the scope until it is done. In a cancelled scope the promise is cancelled
   * at once.
   *
   * @return whether it may go on
   */
  public boolean own(Promise<?> promise) {
    if (isCancelRequested()) {
      promise.cancel();
      return false;
    }
    open.add(promise);
    join();
    promise.whenDone(
        () -> {
          open.remove(promise);
          leave();
        });
    return true;
  }

  /**
   * Takes a promise into the scope and, if it may go on, begins what will end it.
   *
   * @param begin if it throws, the promise is cancelled: nobody gets it, but the scope has it
   * @return the promise
   */
  public <R extends @Nullable Object> Promise<R> begin(
      Promise<R> promise, Consumer<Promise<R>> begin) {
    if (own(promise)) {
      try {
        begin.accept(promise);
      } catch (RuntimeException refused) {
        promise.cancel();
        throw refused;
      }
    }
    return promise;
  }

  /** Scopes with something open are known to the one outside; others need not be. */
  private void join() {
    if (outer != null && outer.inner.add(this)) {
      outer.join();
    }
  }

  private void leave() {
    if (outer != null && open.isEmpty() && inner.isEmpty()) {
      outer.inner.remove(this);
      outer.leave();
    }
  }

  @Override
  public void run(Runnable body) {
    Scope before = code.enter(this);
    try {
      body.run();
    } finally {
      code.enter(before);
    }
  }

  @Override
  public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
    Scope before = code.enter(this);
    try {
      return body.call();
    } finally {
      code.enter(before);
    }
  }

  @Override
  public void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    List.copyOf(open).forEach(Promise::requestCancel);
    List.copyOf(inner).forEach(Scope::cancel);
  }

  @Override
  public boolean isCancelRequested() {
    return cancelled || (outer != null && outer.isCancelRequested());
  }

  @Override
  public void await() {
    List<Promise<?>> left = new ArrayList<>();
    for (collect(left); !left.isEmpty(); collect(left)) {
      code.awaitDone(left.get(0));
      left.clear();
    }
  }

  private void collect(List<Promise<?>> into) {
    into.addAll(open);
    inner.forEach(scope -> scope.collect(into));
  }
}
