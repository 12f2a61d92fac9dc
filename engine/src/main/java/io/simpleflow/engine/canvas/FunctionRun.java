package io.simpleflow.engine.canvas;

import io.simpleflow.BranchFailedException;
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

  FunctionRun(Expansion expansion, FunctionGroup<?> part, Sent sent, int depth) {
    this.expansion = expansion;
    this.part = part;
    this.arguments = new TaskArguments(sent.after(part.arguments()), Map.of());
    this.depth = depth;
    this.promise = new Promise<>(expansion.waiter(), "the function");
  }

  Promise<?> begin() {
    Promise<?> inputs = (Promise<?>) Futures.<@Nullable Object>all(arguments.futures());
    expansion
        .agenda()
        .add(() -> inputs.whenDone(() -> expansion.agenda().work(() -> call(inputs))));
    return promise;
  }

  private void call(Promise<?> inputs) {
    Optional<SimpleflowException> failure = inputs.exception();
    if (failure.isPresent()) {
      promise.fail(failure.get());
    } else if (!promise.isDone()) {
      expansion.run(this::call);
    }
  }

  /** On a strand of the author's. */
  private void call() {
    if (promise.isDone()) {
      return;
    }
    Object returned;
    try {
      returned = part.function().call(arguments.resolved().positional());
    } catch (TaskCanceledException canceled) {
      promise.cancel(canceled);
      return;
    } catch (SimpleflowException thrown) {
      promise.fail(thrown);
      return;
    } catch (Exception thrown) {
      promise.fail(new BranchFailedException(thrown));
      return;
    }
    expansion.agenda().work(() -> follow(returned));
  }

  private void follow(@Nullable Object returned) {
    if (promise.isDone()) { // It was cancelled while the function ran.
      if (returned instanceof Future<?> future) {
        future.requestCancel();
      }
    } else if (returned == null) {
      promise.complete(null);
    } else if (returned instanceof Submittable<?> item) {
      follow(
          expansion.begin(Copies.raising(item, part.raisesOnFailure()), Sent.NOTHING, depth + 1));
    } else if (returned instanceof Promise<?> future) {
      follow(future);
    } else {
      promise.fail(
          new SimpleflowException(
              "a function of a canvas returned a %s; it must return what to submit, a future, or null"
                  .formatted(returned.getClass().getName())));
    }
  }

  private void follow(Promise<?> future) {
    promise.onCancelRequest(() -> expansion.agenda().work(future::requestCancel));
    future.whenStarted(() -> expansion.agenda().work(promise::start));
    future.whenDone(() -> expansion.agenda().work(() -> future.copyTo(promise)));
  }
}
