package io.simpleflow;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A part of a workflow that can be cancelled as a whole: all that is submitted, and all branches
 * and scopes that are begun, while its code runs belong to it.
 *
 * <p>Cancelling it asks its open activities, timers and children to cancel themselves; each future
 * ends as its task then does, cancelled or not. What waits for nothing that could be asked (a
 * signal, a task that waits for its arguments) is cancelled at once, and what is submitted later is
 * cancelled before it begins. A cancel request to the execution cancels the scope that {@code run}
 * is in. Used on the workflow's thread alone.
 */
public interface CancellationScope {
  /** Runs code in this scope, on the strand of the caller, to its end. */
  void run(Runnable code);

  /**
   * As {@link #run}, with a result.
   *
   * @throws Exception what the code throws
   */
  <T extends @Nullable Object> T call(Callable<T> code) throws Exception;

  /** Cancels the scope and those inside it, except what is shielded. Once is enough. */
  void cancel();

  /** Whether it, or one that it is inside of, was cancelled. */
  boolean isCancelRequested();

  /** Waits until everything that belongs to it has ended, however it ends. */
  void await();
}
