package io.simpleflow.engine.canvas;

import io.simpleflow.FunctionGroup;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.spi.TaskArguments;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A function of a canvas under way: it waits for its arguments, is called, and ends as what it has
 * returned does. Not thread-safe.
 */
final class FunctionRun {
  private final Expansion expansion;
  private final FunctionGroup<?> part;
  private final TaskArguments arguments;
  private final int depth;
  private final Promise<@Nullable Object> promise;
  private boolean cancelRequested;

  FunctionRun(
      Expansion expansion,
      FunctionGroup<?> part,
      Sent sent,
      int depth,
      Promise<@Nullable Object> promise) {
    this.expansion = expansion;
    this.part = part;
    this.arguments = new TaskArguments(sent.after(part.arguments()), Map.of());
    this.depth = depth;
    this.promise = promise;
  }

  void begin() {
    Promise<?> inputs = (Promise<?>) Futures.<@Nullable Object>all(arguments.futures());
    expansion.agenda().add(() -> whenDone(inputs, () -> call(inputs)));
  }

  private void whenDone(Promise<?> future, Runnable step) {
    future.whenDone(() -> expansion.agenda().work(step));
  }

  private void call(Promise<?> inputs) {
    Optional<SimpleflowException> failure = inputs.exception();
    if (failure.isPresent()) {
      promise.fail(failure.get());
    } else if (!promise.isDone()) {
      Promise<?> call = (Promise<?>) expansion.async(this::call);
      passCancelRequestTo(call);
      whenDone(call, () -> returned(call));
    }
  }

  private @Nullable Object call() throws Exception {
    return cancelRequested ? null : part.function().call(arguments.resolved().positional());
  }

  private void passCancelRequestTo(Promise<?> future) {
    promise.onCancelRequest(
        () -> {
          cancelRequested = true;
          expansion.agenda().work(future::requestCancel);
        });
  }

  private void returned(Promise<?> call) {
    if (call.exception().isPresent()) {
      call.copyTo(promise);
      return;
    }
    Object value = call.result();
    if (cancelRequested) {
      promise.cancel(new TaskCanceledException("the canvas", Optional.empty()));
      if (value instanceof Future<?> future) {
        future.requestCancel();
      }
    } else if (value == null) {
      promise.complete(null);
    } else if (value instanceof Submittable<?> item) {
      follow(
          expansion.begin(Copies.raising(item, part.raisesOnFailure()), Sent.NOTHING, depth + 1));
    } else if (value instanceof Promise<?> future) {
      follow(future);
    } else {
      promise.fail(
          new SimpleflowException(
              "a function of a canvas returned a %s; it must return what to submit, a future, or null"
                  .formatted(value.getClass().getName())));
    }
  }

  private void follow(Promise<?> future) {
    passCancelRequestTo(future);
    future.whenStarted(() -> expansion.agenda().work(promise::start));
    whenDone(future, () -> future.copyTo(promise));
  }
}
