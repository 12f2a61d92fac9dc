package io.simpleflow.engine.replay;

import io.simpleflow.CancellationScope;
import io.simpleflow.Promise;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A scope of one execution's code; what it has to do stands in its interface. Not thread-safe. */
final class Scope implements CancellationScope {
  private final Strands strands;
  private final @Nullable Scope outer;
  private final Set<Promise<?>> open = new LinkedHashSet<>();
  private final Set<Scope> inner = new LinkedHashSet<>();
  private boolean cancelled;

  private Scope(Strands strands, @Nullable Scope outer) {
    this.strands = strands;
    this.outer = outer;
  }

  /** The scope that {@code run} is in. */
  static Scope root(Strands strands) {
    return new Scope(strands, null);
  }

  /** A scope inside this one; a shielded one is not cancelled with it. */
  Scope newScope(boolean shielded) {
    return new Scope(strands, shielded ? null : this);
  }

  /**
   * Takes a promise into the scope until it is done. In a cancelled scope the promise is cancelled
   * at once.
   *
   * @return whether it may go on
   */
  boolean own(Promise<?> promise) {
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
  public void run(Runnable code) {
    Strand strand = strands.current();
    Scope before = strand.enter(this);
    try {
      code.run();
    } finally {
      strand.enter(before);
    }
  }

  @Override
  public <T extends @Nullable Object> T call(Callable<T> code) throws Exception {
    Strand strand = strands.current();
    Scope before = strand.enter(this);
    try {
      return code.call();
    } finally {
      strand.enter(before);
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
      strands.awaitDone(left.get(0));
      left.clear();
    }
  }

  private void collect(List<Promise<?>> into) {
    into.addAll(open);
    inner.forEach(scope -> scope.collect(into));
  }
}
