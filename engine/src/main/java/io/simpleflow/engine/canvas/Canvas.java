package io.simpleflow.engine.canvas;

import io.simpleflow.Future;
import io.simpleflow.Promise;
import io.simpleflow.Submittable;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
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

  /** What a canvas stands on. Called by the submit, and later, when a future has just ended. */
  public interface Ground {
    /**
     * Submits a {@link io.simpleflow.Task}, {@link io.simpleflow.ChildTask} or {@link
     * io.simpleflow.LambdaTask} without waiting.
     *
     * @throws io.simpleflow.SimpleflowException if it cannot be submitted
     */
    Future<?> submit(Submittable<?> task);

    /**
     * Runs a function of the author's, at once or as soon as such code may run, and returns a
     * future of what it returns.
     */
    Future<?> async(Callable<? extends @Nullable Object> function);
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
   * A canvas that belongs to a scope. As the scope has the whole as one future, the single tasks
   * are given a scope of their own: one that it ended would make way for others.
   *
   * @param tasks submits a single task that is to belong to a scope, as {@link Ground#submit} does
   * @param functions runs a function in a scope, as {@link Ground#async} does
   */
  public static Canvas in(
      Scope scope,
      Promise.Waiter waiter,
      BiFunction<Submittable<?>, Scope, Future<?>> tasks,
      BiFunction<Callable<? extends @Nullable Object>, Scope, Future<?>> functions) {
    Scope itemScope = scope.newScope(true);
    Ground ground =
        new Ground() {
          @Override
          public Future<?> submit(Submittable<?> task) {
            return tasks.apply(task, itemScope);
          }

          @Override
          public Future<?> async(Callable<? extends @Nullable Object> function) {
            return functions.apply(function, scope);
          }
        };
    return new Canvas(ground, waiter);
  }

  /**
   * Submits without waiting.
   *
   * @param whole ends as the canvas does
   * @throws IllegalArgumentException if this is a single task
   */
  @SuppressWarnings("unchecked") // A group makes a list of what its items make, and so on.
  public <R extends @Nullable Object> void submit(Submittable<R> canvas, Promise<R> whole) {
    if (Expansion.isSingle(canvas)) {
      throw new IllegalArgumentException("a single task is no canvas: " + canvas);
    }
    Expansion expansion = new Expansion(ground, waiter);
    expansion.begin(canvas, Sent.NOTHING, 1, (Promise<@Nullable Object>) whole);
    expansion.agenda().work();
  }
}
