package io.simpleflow.server.operations;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What follows from something awaited: who gives up the result gives up what it follows from, or
 * has that put back if it is there already.
 */
final class Polls {
  private Polls() {}

  /** The answer that tells of something awaited. */
  static <T> CompletableFuture<Answer> map(
      CompletableFuture<T> source, Function<T, Answer> function) {
    AtomicReference<@Nullable Answer> made = new AtomicReference<>();
    return tied(
        source,
        source.thenApply(value -> noted(made, function.apply(value))),
        made,
        lost -> function.apply(lost).undelivered());
  }

  /** The reply that an answer, or the failure to get one, leads to. */
  static CompletableFuture<Reply> handle(
      CompletableFuture<Answer> source,
      BiFunction<@Nullable Answer, @Nullable Throwable, Reply> function) {
    AtomicReference<@Nullable Reply> made = new AtomicReference<>();
    return tied(
        source,
        source.handle((answer, failure) -> noted(made, function.apply(answer, failure))),
        made,
        Answer::undelivered);
  }

  private static <R> R noted(AtomicReference<@Nullable R> made, R value) {
    made.set(value);
    return value;
  }

  /**
   * Ties a result to its source.
   *
   * @param made what was made of the source, once it was
   * @param lost gets what the source gave if the result was given up at that very moment
   */
  private static <T, R> CompletableFuture<R> tied(
      CompletableFuture<T> source,
      CompletableFuture<R> result,
      AtomicReference<@Nullable R> made,
      Consumer<T> lost) {
    var unused =
        result.whenComplete(
            (value, failure) -> {
              boolean givenUp = value == null || value != made.get();
              if (givenUp && !source.cancel(false) && !source.isCompletedExceptionally()) {
                lost.accept(source.join());
              }
            });
    return result;
  }
}
