package io.simpleflow.engine.replay;

import io.simpleflow.BranchFailedException;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.spi.TaskArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Begins the tasks of one execution once the futures among their arguments are finished. Not
 * thread-safe.
 */
final class Dependencies {
  /** The tasks whose arguments are not there, and what for people they are. */
  private final Map<Promise<?>, String> waiting = new LinkedHashMap<>();

  /** The tasks that wait for arguments, for people. */
  Stream<String> waiting() {
    return waiting.values().stream();
  }

  /**
   * Calls {@code begin}, with the results of the futures among the arguments in their places, once
   * all of them have results, at once if they have; fails the promise with the failure of the first
   * that fails, or with what {@code begin} throws later. What it throws at once, the caller gets.
   *
   * @param kind what the promise is of, for people
   * @param id which one it is of
   */
  void whenReady(
      String kind,
      String id,
      TaskArguments arguments,
      Promise<?> promise,
      Consumer<TaskArguments> begin) {
    List<Promise<?>> futures = arguments.futures();
    if (futures.isEmpty()) {
      begin.accept(arguments);
      return;
    }
    List<Promise<?>> unfinished = new ArrayList<>();
    for (Promise<?> future : futures) {
      if (!future.isDone()) {
        unfinished.add(future);
      } else if (future.exception().isPresent()) {
        promise.fail(future.exception().get());
        return;
      }
    }
    if (unfinished.isEmpty()) {
      begin.accept(arguments.resolved());
      return;
    }
    waiting.put(promise, kind + " " + id);
    promise.whenDone(() -> waiting.remove(promise));
    int[] missing = {unfinished.size()};
    for (Promise<? extends @Nullable Object> future : unfinished) {
      future.whenDone(
          () -> {
            Optional<SimpleflowException> failure = future.exception();
            if (failure.isPresent()) {
              promise.fail(failure.get());
            } else if (--missing[0] == 0 && !promise.isDone()) {
              waiting.remove(promise);
              try {
                begin.accept(arguments.resolved());
              } catch (SimpleflowException refused) {
                promise.fail(refused);
              } catch (RuntimeException refused) {
                promise.fail(new BranchFailedException(refused));
              }
            }
          });
    }
  }
}
