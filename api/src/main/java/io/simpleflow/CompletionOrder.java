package io.simpleflow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Gives futures in the order in which they end. */
final class CompletionOrder<T extends @Nullable Object> implements Iterator<Future<T>> {
  private final Deque<Promise<T>> ended = new ArrayDeque<>();
  private final List<Promise<T>> futures;
  private @Nullable Promise<@Nullable Void> nextEnd;
  private int left;

  CompletionOrder(List<Promise<T>> futures) {
    this.futures = futures;
    this.left = futures.size();
    futures.forEach(future -> future.whenDone(() -> end(future)));
  }

  private void end(Promise<T> future) {
    ended.add(future);
    Promise<@Nullable Void> waiting = nextEnd;
    if (waiting != null) {
      nextEnd = null;
      waiting.complete(null);
    }
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public Future<T> next() {
    if (left == 0) {
      throw new NoSuchElementException("all futures have ended and were given");
    }
    left--;
    if (ended.isEmpty()) {
      Promise<T> unfinished =
          futures.stream().filter(future -> !future.isDone()).findFirst().orElseThrow();
      Promise<@Nullable Void> waiting = Promise.like(unfinished);
      nextEnd = waiting;
      waiting.await();
    }
    return ended.remove();
  }
}
