package io.simpleflow.inline;

import io.simpleflow.Futures;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.spi.TaskArguments;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Begins what has futures among its arguments. */
final class Dependencies {
  private Dependencies() {}

  /** What has an unfinished future, such as a timer, among its arguments begins after that. */
  static void whenReady(
      TaskArguments arguments, Promise<?> promise, Consumer<TaskArguments> begin) {
    Promise<?> inputs = (Promise<?>) Futures.<@Nullable Object>all(arguments.futures());
    if (inputs.isDone()) {
      beginOrFail(arguments, inputs, promise, begin);
    } else {
      inputs.whenDone(
          () -> {
            try {
              beginOrFail(arguments, inputs, promise, begin);
            } catch (SimpleflowException refused) {
              promise.fail(refused);
            }
          });
    }
  }

  private static void beginOrFail(
      TaskArguments arguments,
      Promise<?> inputs,
      Promise<?> promise,
      Consumer<TaskArguments> begin) {
    Optional<SimpleflowException> failure = inputs.exception();
    if (failure.isPresent()) {
      promise.fail(failure.get());
    } else if (!promise.isDone()) {
      begin.accept(arguments.resolved());
    }
  }
}
