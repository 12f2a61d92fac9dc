package io.simpleflow.server.operations;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What follows from something awaited: who gives up the result gives up what it follows from. */
final class Polls {
  private Polls() {}

  /** As {@link CompletableFuture#thenApply}. */
  static <T, R> CompletableFuture<R> map(CompletableFuture<T> source, Function<T, R> function) {
    return tied(source, source.thenApply(function));
  }

  /** As {@link CompletableFuture#handle}. */
  static <T, R> CompletableFuture<R> handle(
      CompletableFuture<T> source, BiFunction<@Nullable T, @Nullable Throwable, R> function) {
    return tied(source, source.handle(function));
  }

  private static <R> CompletableFuture<R> tied(
      CompletableFuture<?> source, CompletableFuture<R> result) {
    var unused =
        result.whenComplete(
            (value, failure) -> {
              if (!source.isDone()) {
                source.cancel(false);
              }
            });
    return result;
  }
}
