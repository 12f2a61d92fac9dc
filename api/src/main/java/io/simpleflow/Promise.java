package io.simpleflow;

import io.simpleflow.spi.SwfSeconds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of a {@link Future}, for those who implement an executor; a workflow author has
 * no use for it. The first of {@link #complete}, {@link #fail} and {@link #cancel} decides, later
 * ones are ignored.
 *
 * <p>Not thread-safe, as its future is not.
 *
 * @param <T> the result's type
 */
public final class Promise<T extends @Nullable Object> implements Future<T> {
  /** How the code of a workflow waits. */
  public interface Waiter {
    /** Returns once the future is done. */
    void awaitDone(Future<?> future);

    /**
     * Returns once the future is done, or after {@code timeout}.
     *
     * @return whether the future is done
     */
    boolean awaitDone(Future<?> future, Duration timeout);

    /**
     * Runs a listener of a future that has ended; by default at once. One whose futures form long
     * chains should run it after the listeners that run already, or the stack overflows.
     */
    default void tell(Runnable listener) {
      listener.run();
    }

    /**
     * Prepares the author's code that depends on an unfinished future. What is returned is run when
     * the future has ended; it may put the code off to where such code may run, and is {@code code}
     * itself by default.
     */
    default Runnable continuation(Runnable code) {
      return code;
    }

    /** A future that finishes after the given time. */
    default Future<@Nullable Void> timer(Duration time) {
      throw new UnsupportedOperationException("there are no timers here");
    }
  }

  private @Nullable Waiter waiter;
  private final String task;
  private List<Runnable> listeners = new ArrayList<>(2);
  private List<Runnable> startListeners = List.of();
  private FutureStatus status = FutureStatus.PENDING;
  private @Nullable T value;
  private @Nullable SimpleflowException failure;
  private @Nullable Runnable canceller;
  private boolean cancelRequested;

  /** Makes an unfinished future whose owner waits by {@code waiter}. */
  public Promise(Waiter waiter) {
    this(waiter, "the task");
  }

  /** Makes an unfinished future of the task of this name, for its exceptions. */
  public Promise(Waiter waiter, String task) {
    this.waiter = waiter;
    this.task = task;
  }

  private Promise() {
    this.waiter = null;
    this.task = "the task";
  }

  /** A promise that nobody can wait for: it is completed before, or only listened to. */
  public static <T extends @Nullable Object> Promise<T> unawaitable() {
    return new Promise<>();
  }

  /** A promise that waits the way {@code other} does. */
  static <T extends @Nullable Object> Promise<T> like(Promise<?> other) {
    return other.waiter == null ? new Promise<>() : new Promise<>(other.waiter, other.task);
  }

  /** Says that a worker has started the task. */
  public void start() {
    if (status == FutureStatus.PENDING) {
      status = FutureStatus.RUNNING;
      List<Runnable> waiting = startListeners;
      startListeners = List.of();
      tell(waiting);
    }
  }

  /** Finishes the future with a result. */
  public void complete(@Nullable T result) {
    if (!isDone()) {
      value = result;
      end(FutureStatus.FINISHED);
    }
  }

  /** Finishes the future with a failure. */
  public void fail(SimpleflowException exception) {
    if (!isDone()) {
      failure = exception;
      end(FutureStatus.FINISHED);
    }
  }

  /**
   * Says how the task is asked to cancel itself; it is called at most once, and not after the end.
   * Without it, a request cancels the future.
   */
  public void onCancelRequest(Runnable request) {
    canceller = request;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!isDone()) {
      Runnable request = takeCanceller();
      cancel(new TaskCanceledException(task, Optional.empty()));
      if (request != null) {
        request.run();
      }
    }
    return isCancelled();
  }

  @Override
  public void requestCancel() {
    if (cancelRequested || isDone()) {
      return;
    }
    cancelRequested = true;
    Runnable request = takeCanceller();
    if (request == null) {
      cancel(new TaskCanceledException(task, Optional.empty()));
    } else {
      request.run();
    }
  }

  private @Nullable Runnable takeCanceller() {
    Runnable request = canceller;
    canceller = null;
    return request;
  }

  /**
   * Ends the future as cancelled, with the exception that its readers get.
   *
   * @return whether the future is now cancelled
   */
  public boolean cancel(TaskCanceledException exception) {
    if (!isDone()) {
      failure = exception;
      end(FutureStatus.CANCELLED);
    }
    return isCancelled();
  }

  private void end(FutureStatus end) {
    status = end;
    canceller = null;
    startListeners = List.of();
    List<Runnable> waiting = listeners;
    listeners = List.of();
    tell(waiting);
  }

  private void tell(List<Runnable> waiting) {
    for (int i = 0; i < waiting.size(); i++) {
      if (waiter == null) {
        waiting.get(i).run();
      } else {
        waiter.tell(waiting.get(i));
      }
    }
  }

  /** Runs {@code listener} when the future is done, at once if it is; in the order of the calls. */
  public void whenDone(Runnable listener) {
    if (isDone()) {
      listener.run();
    } else {
      listeners.add(listener);
    }
  }

  /** Runs {@code listener} when the task runs, at once if it does; never if it ends unseen. */
  public void whenStarted(Runnable listener) {
    if (isRunning()) {
      listener.run();
    } else if (isPending()) {
      if (startListeners.isEmpty()) {
        startListeners = new ArrayList<>(1);
      }
      startListeners.add(listener);
    }
  }

  @Override
  public FutureStatus status() {
    return status;
  }

  @Override
  public void await() {
    if (!isDone()) {
      waiter().awaitDone(this);
    }
  }

  @Override
  public T result() {
    await();
    if (failure != null) {
      throw failure;
    }
    return value();
  }

  @Override
  public Optional<SimpleflowException> exception() {
    await();
    return Optional.ofNullable(failure);
  }

  @Override
  public T get() throws ExecutionException {
    await();
    return getNow();
  }

  @Override
  public T get(long timeout, TimeUnit unit) throws ExecutionException, TimeoutException {
    Duration limit = Duration.of(timeout, unit.toChronoUnit());
    if (!isDone() && !waiter().awaitDone(this, limit)) {
      throw new TimeoutException("no result within " + limit);
    }
    return getNow();
  }

  @Override
  public <R extends @Nullable Object> Future<R> thenApply(
      Function<? super T, ? extends R> function) {
    Promise<R> other = like(this);
    then(other, () -> other.complete(function.apply(value())), () -> copyFailureTo(other));
    return other;
  }

  @Override
  public <R extends @Nullable Object> Future<R> thenCompose(
      Function<? super T, ? extends Future<? extends R>> function) {
    Promise<R> other = like(this);
    Runnable code = () -> other.follow((Promise<? extends R>) function.apply(value()));
    then(other, code, () -> copyFailureTo(other));
    return other;
  }

  /** Ends as the other will; what was made of a future that nobody can wait for waits by it too. */
  private void follow(Promise<? extends T> next) {
    if (waiter == null) {
      waiter = next.waiter;
    }
    next.whenDone(() -> next.copyTo(this));
  }

  @Override
  public Future<T> exceptionally(Function<? super SimpleflowException, ? extends T> function) {
    Promise<T> other = like(this);
    Runnable code = () -> other.complete(function.apply(Objects.requireNonNull(failure)));
    then(other, () -> other.complete(value()), code);
    return other;
  }

  /** Runs one or the other when this future has ended, and lets {@code other} fail if it throws. */
  private void then(Promise<?> other, Runnable onResult, Runnable onFailure) {
    Runnable code =
        () -> {
          try {
            (failure == null ? onResult : onFailure).run();
          } catch (SimpleflowException thrown) {
            other.fail(thrown);
          } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError thrown) {
            other.fail(new BranchFailedException(thrown));
          }
        };
    whenDone(isDone() || waiter == null ? code : waiter.continuation(code));
  }

  /** Ends {@code other} as this future, which is done, has ended. */
  public void copyTo(Promise<? super T> other) {
    if (failure == null) {
      other.complete(value());
    } else {
      copyFailureTo(other);
    }
  }

  private void copyFailureTo(Promise<?> other) {
    if (isCancelled() && failure instanceof TaskCanceledException canceled) {
      other.cancel(canceled);
    } else if (failure != null) {
      other.fail(failure);
    }
  }

  @Override
  public Future<T> orTimeout(Duration timeout) {
    SwfSeconds.requireTimer(timeout);
    if (isDone()) {
      return this;
    }
    Promise<T> limited = like(this);
    Promise<?> timer = (Promise<?>) waiter().timer(timeout);
    whenDone(() -> copyTo(limited));
    limited.whenDone(timer::cancel);
    timer.whenDone(() -> endOfTime(timer, timeout, limited));
    return limited;
  }

  /** A timer that was cancelled, with the scope around it, limits nothing. */
  private void endOfTime(Promise<?> timer, Duration timeout, Promise<?> limited) {
    if (timer.failure == null) {
      limited.fail(
          new TaskTimedOutException(
              task,
              TaskTimedOutException.TIMER,
              Optional.of(Long.toString(timeout.toSeconds())),
              Optional.empty()));
    } else if (!timer.isCancelled()) {
      limited.fail(timer.failure);
    }
  }

  private T getNow() throws ExecutionException {
    if (status == FutureStatus.CANCELLED) {
      CancellationException cancellation = new CancellationException("the task was cancelled");
      cancellation.initCause(failure);
      throw cancellation;
    }
    if (failure != null) {
      throw new ExecutionException(failure);
    }
    return value();
  }

  @SuppressWarnings("NullAway") // null where T is nullable; a type variable cannot say so
  private T value() {
    return value;
  }

  private Waiter waiter() {
    if (waiter == null) {
      throw new IllegalStateException("nothing will ever finish this future");
    }
    return waiter;
  }

  @Override
  public String toString() {
    return "Future[" + status + (failure == null ? "" : ", " + failure.getMessage()) + "]";
  }
}
