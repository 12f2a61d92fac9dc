package io.simpleflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits for several futures, or makes one of them. */
public final class Futures {
  private Futures() {}

  /**
   * A future of all results, in the order of the arguments. It is finished when every one of them
   * is; if any failed, it fails with the failure that comes first in that order.
   */
  public static <T extends @Nullable Object> Future<List<T>> all(
      Iterable<? extends Future<? extends T>> futures) {
    List<Promise<? extends T>> parts = promises(futures);
    Promise<List<T>> all = combined(parts);
    int[] missing = {parts.size()};
    Runnable onDone =
        () -> {
          if (--missing[0] == 0) {
            finish(all, parts);
          }
        };
    if (parts.isEmpty()) {
      all.complete(List.of());
    }
    parts.forEach(part -> part.whenDone(onDone));
    return all;
  }

  /** As {@link #all(Iterable)}. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T extends @Nullable Object> Future<List<T>> all(Future<? extends T>... futures) {
    return all(List.of(futures));
  }

  /**
   * A future that ends as the first of these ends, in success or failure. Of several that ended
   * between two decisions, it is the one whose end comes first in the history; of those that had
   * ended before the call, the first argument.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static <T extends @Nullable Object> Future<T> any(
      Iterable<? extends Future<? extends T>> futures) {
    List<Promise<? extends T>> parts = promises(futures);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("any() needs at least one future");
    }
    Promise<T> any = combined(parts);
    parts.forEach(part -> part.whenDone(() -> part.copyTo(any)));
    return any;
  }

  /** As {@link #any(Iterable)}. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T extends @Nullable Object> Future<T> any(Future<? extends T>... futures) {
    return any(List.of(futures));
  }

  /**
   * A future of the first of these to succeed. If none does, it fails with an {@link
   * AggregateException} that has the failure of each at its place.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static <T extends @Nullable Object> Future<T> firstSuccess(
      Iterable<? extends Future<? extends T>> futures) {
    List<Promise<? extends T>> parts = promises(futures);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("firstSuccess() needs at least one future");
    }
    Promise<T> first = combined(parts);
    int[] missing = {parts.size()};
    for (Promise<? extends T> part : parts) {
      part.whenDone(
          () -> {
            if (part.exception().isEmpty()) {
              part.copyTo(first);
            } else if (--missing[0] == 0) {
              first.fail(
                  new AggregateException(
                      parts.stream().map(failed -> failed.exception().orElseThrow()).toList()));
            }
          });
    }
    return first;
  }

  /** As {@link #firstSuccess(Iterable)}. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T extends @Nullable Object> Future<T> firstSuccess(
      Future<? extends T>... futures) {
    return firstSuccess(List.of(futures));
  }

  /**
   * The futures in the order in which they end: each step of an iterator waits for the next one to
   * end, however it ends. Those that had ended before come first, in the order given; of those that
   * end between two decisions, the order is that of their ends in the history.
   */
  public static <T extends @Nullable Object> Iterable<Future<T>> asCompleted(
      Iterable<? extends Future<T>> futures) {
    List<Promise<T>> parts = new ArrayList<>();
    for (Future<T> future : futures) {
      parts.add((Promise<T>) future);
    }
    return () -> new CompletionOrder<>(parts);
  }

  /**
   * Waits until all have ended and returns their results in the order of the arguments.
   *
   * @throws SimpleflowException the failure that comes first in that order, if any failed
   */
  public static <T extends @Nullable Object> List<T> wait(
      Iterable<? extends Future<? extends T>> futures) {
    return Futures.<T>all(futures).result();
  }

  /** As {@link #wait(Iterable)}. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T extends @Nullable Object> List<T> wait(Future<? extends T>... futures) {
    return wait(List.of(futures));
  }

  private static <T extends @Nullable Object> List<Promise<? extends T>> promises(
      Iterable<? extends Future<? extends T>> futures) {
    List<Promise<? extends T>> promises = new ArrayList<>();
    for (Future<? extends T> future : futures) {
      promises.add((Promise<? extends T>) future);
    }
    return promises;
  }

  /** A promise that waits as the first unfinished part does. */
  private static <S extends @Nullable Object, T extends @Nullable Object> Promise<S> combined(
      List<Promise<? extends T>> parts) {
    for (Promise<? extends T> part : parts) {
      if (!part.isDone()) {
        return Promise.like(part);
      }
    }
    return Promise.unawaitable();
  }

  private static <T extends @Nullable Object> void finish(
      Promise<List<T>> all, List<Promise<? extends T>> parts) {
    List<T> results = new ArrayList<>(parts.size());
    for (Promise<? extends T> part : parts) {
      Optional<SimpleflowException> failure = part.exception();
      if (failure.isPresent()) {
        all.fail(failure.get());
        return;
      }
      results.add(part.result());
    }
    all.complete(java.util.Collections.unmodifiableList(results));
  }
}
