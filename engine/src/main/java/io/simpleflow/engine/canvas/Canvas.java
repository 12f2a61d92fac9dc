package io.simpleflow.engine.canvas;

import io.simpleflow.Future;
import io.simpleflow.Promise;
import io.simpleflow.Submittable;
import org.jspecify.annotations.Nullable;

/**
 * Submits what is made of other submits: {@link io.simpleflow.Group}, {@link io.simpleflow.Chain}
 * and {@link io.simpleflow.FunctionGroup}, to any depth up to {@value #DEEPEST}.
 *
 * <p>An item is submitted at the moment its turn comes: within the submit itself, or as the item
 * that it waited for ends. The stack does not grow with the number of items or their depth, and
 * there is a future for each item under way alone. An item whose submit throws fails, at its place.
 *
 * <p>The future of the whole is running once an item runs. A request to cancel it is passed to the
 * items under way, and no more are begun; so a cancellation scope needs to know that future only,
 * not those of the items. It is then cancelled unless all items have ended uncancelled.
 *
 * <p>Not thread-safe: used by the one thread at a time that has the execution.
 */
public final class Canvas {
  /** How deep groups, chains and functions may lie inside each other. */
  public static final int DEEPEST = 1_000;

  private final Ground ground;
  private final Promise.Waiter waiter;

  /** What a canvas stands on. */
  @FunctionalInterface
  public interface Ground {
    /**
     * Submits a {@link io.simpleflow.Task}, {@link io.simpleflow.ChildTask} or {@link
     * io.simpleflow.LambdaTask} without waiting. May be called later than the submit of the whole,
     * when a future has just ended.
     *
     * @throws io.simpleflow.SimpleflowException if it cannot be submitted
     */
    Future<?> submit(Submittable<?> task);

    /** Runs a function of the author's: at once, or as soon as such code may run. */
    default void run(Runnable code) {
      code.run();
    }
  }

  /**
   * A canvas that stands on the given ground; its futures are waited for by {@code waiter}. Made
   * anew for each submit if tasks and code are to belong to the caller of that.
   */
  public Canvas(Ground ground, Promise.Waiter waiter) {
    this.ground = ground;
    this.waiter = waiter;
  }

  /**
   * Submits without waiting. What is a single task is passed on as it is.
   *
   * @throws io.simpleflow.SimpleflowException if a single task cannot be submitted
   */
  @SuppressWarnings("unchecked") // A group makes a list of what its items make, and so on.
  public <R extends @Nullable Object> Future<R> submit(Submittable<R> submittable) {
    if (Expansion.isSingle(submittable)) {
      return (Future<R>) ground.submit(submittable);
    }
    Expansion expansion = new Expansion(ground, waiter);
    Promise<?> promise = expansion.begin(submittable, Sent.NOTHING, 1);
    expansion.agenda().work();
    return (Future<R>) promise;
  }
}
