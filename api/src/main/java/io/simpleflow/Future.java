package io.simpleflow;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The result of a submitted task, which may not be there yet. Mirrors Python's {@code
 * concurrent.futures} and is a {@link java.util.concurrent.Future} as well.
 *
 * <p>Waiting on an unfinished future suspends the workflow, not the machine: the execution leaves
 * memory if it must, and goes on when the task has ended. Passing a future to another {@code
 * submit} does not wait.
 *
 * <p>Not thread-safe: a future belongs to the one thread that runs its workflow's code.
 *
 * @param <T> the result's type
 */
public sealed interface Future<T extends @Nullable Object> extends java.util.concurrent.Future<T>
    permits Promise {

  /** A future that is finished with a value. */
  static <T extends @Nullable Object> Future<T> of(T value) {
    Promise<T> promise = Promise.unawaitable();
    promise.complete(value);
    return promise;
  }

  /**
   * Returns the result, waiting for it if needed.
   *
   * @throws TaskFailedException if the task failed for good, after all retries
   * @throws TaskTimedOutException if it timed out for good
   * @throws TaskCanceledException if it was cancelled
   * @throws SimpleflowException any other failure that {@link #exception} would return
   */
  T result();

  /**
   * Returns the failure, or empty if the task succeeded, waiting for the end if needed. A cancelled
   * future's failure is a {@link TaskCanceledException}.
   */
  Optional<SimpleflowException> exception();

  /** Waits until the task has ended, however it ends. */
  void await();

  /**
   * Where the future stands now, without waiting. (Not named {@code state()}, which newer JDKs
   * define on their own future with a type of their own.)
   */
  FutureStatus status();

  /** Whether it was started and has not ended, without waiting. */
  default boolean isRunning() {
    return status() == FutureStatus.RUNNING;
  }

  /** Whether it was not started, without waiting. */
  default boolean isPending() {
    return status() == FutureStatus.PENDING;
  }

  /** Whether it finished or was cancelled, without waiting. */
  @Override
  default boolean isDone() {
    FutureStatus status = status();
    return status == FutureStatus.FINISHED || status == FutureStatus.CANCELLED;
  }

  @Override
  default boolean isCancelled() {
    return status() == FutureStatus.CANCELLED;
  }

  /** As {@link #cancel(boolean)}; how far a task has got makes no difference. */
  default boolean cancel() {
    return cancel(false);
  }

  /**
   * Gives the future up, unless it is finished: it is cancelled at once. A task that is not
   * scheduled yet never is; one that is under way is asked to cancel itself, and what becomes of it
   * is ignored. See {@link #requestCancel} to wait for that.
   *
   * @param mayInterruptIfRunning has no effect
   * @return whether the future is now cancelled
   */
  @Override
  boolean cancel(boolean mayInterruptIfRunning);

  /**
   * Asks the task to cancel itself, unless the future is done. The future ends as the task does:
   * cancelled, or finished if the task was faster or does not care. An activity learns of it by its
   * heartbeat, or is interrupted; a child workflow by its own cancellation; a timer is cancelled.
   * It is not tried again after a failure. A future of anything else is cancelled at once.
   */
  void requestCancel();

  /**
   * A future of what {@code function} makes of this one's result. The function is code of the
   * workflow: it may submit and wait as all of it may, and the other future then ends later. It
   * runs once the result is there; if this future fails or is cancelled, so does the other. An
   * exception of the function's is wrapped in a {@link BranchFailedException} unless it is a {@link
   * SimpleflowException}.
   */
  <R extends @Nullable Object> Future<R> thenApply(Function<? super T, ? extends R> function);

  /** As {@link #thenApply}, for a function that itself returns a future. */
  <R extends @Nullable Object> Future<R> thenCompose(
      Function<? super T, ? extends Future<? extends R>> function);

  /**
   * A future of this one's result or, if it fails or is cancelled, of what {@code function} makes
   * of the exception.
   */
  Future<T> exceptionally(Function<? super SimpleflowException, ? extends T> function);

  /**
   * A future that ends as this one does, or fails with a {@link TaskTimedOutException} if that
   * takes longer than {@code timeout}, measured by a durable timer. The task itself goes on.
   *
   * @throws IllegalArgumentException if the time is negative or longer than 99,999,999 seconds
   */
  Future<T> orTimeout(Duration timeout);

  /**
   * As {@link #result()}, with the failure wrapped as {@link java.util.concurrent.Future} wants it.
   *
   * @throws ExecutionException if the task failed
   * @throws java.util.concurrent.CancellationException if it was cancelled
   */
  @Override
  T get() throws ExecutionException;

  /**
   * As {@link #get()}, waiting no longer than the given time, measured by a durable timer. In a
   * cancelled scope it waits as elsewhere, as all waits do: for the task to end by its cancellation
   * if that belongs to the scope, and no longer than the given time for any.
   *
   * @throws TimeoutException if the task has not ended by then
   */
  @Override
  T get(long timeout, TimeUnit unit) throws ExecutionException, TimeoutException;
}
