package io.simpleflow.engine.canvas;

import static io.simpleflow.engine.canvas.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.simpleflow.Chain;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Future;
import io.simpleflow.Group;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Canvases that are large, and deep ones, on a small stack. */
class CanvasScaleTest {
  private static final int MANY = 100_000;
  private static final int SMALL_STACK = 200_000;

  private final Stage stage = new Stage();
  private final Deque<Promise<@Nullable Object>> open = new ArrayDeque<>();
  private final List<WeakReference<Future<?>>> futures = new ArrayList<>();
  private int mostOpen;

  @Test
  void runsManyItemsThatEndLaterWithAFutureForEachOneUnderWayAlone() {
    Promise<List<@Nullable String>> group = new Promise<>(stage);
    new Canvas(on(this::open), stage).submit(many().withMaxParallel(100), group);
    for (int ended = 0; ended < MANY; ended++) {
      if (ended == MANY / 2) {
        assertThat(futures).as("futures made so far").hasSize(MANY / 2 + 100);
        await().until(() -> reachable() <= 100);
      }
      open.remove().complete("x");
    }
    assertThat(group.result()).hasSize(MANY).containsOnly("x");
    assertThat(mostOpen).isEqualTo(100);
  }

  private long reachable() {
    System.gc();
    return futures.stream().filter(reference -> reference.get() != null).count();
  }

  private Future<?> open(Submittable<?> task) {
    Promise<@Nullable Object> promise = new Promise<>(stage);
    open.add(promise);
    futures.add(new WeakReference<>(promise));
    mostOpen = Math.max(mostOpen, open.size());
    return promise;
  }

  @Test
  void runsManyItemsThatEndAtOnce() {
    assertThat(atOnce(() -> many().withMaxParallel(100)).result()).hasSize(MANY);
    assertThat(atOnce(() -> many()).result()).hasSize(MANY);
    assertThat(atOnce(() -> Chain.of(many().items())).result()).hasSize(MANY);
  }

  private static Group<String> many() {
    return Group.of(Collections.nCopies(MANY, task("same")));
  }

  @Test
  void nestsDeeply() {
    Future<Object> future = atOnce(() -> nested(Canvas.DEEPEST, task("inner")));
    assertThat(future.exception()).isEmpty();
    assertThat(atOnce(() -> nested(Canvas.DEEPEST + 1, task("inner"))).exception()).isPresent();
  }

  @Test
  void cancelsAndEndsWhatLiesDeep() {
    Future<Object> cancelled =
        onASmallStack(
            () -> {
              Future<Object> future = stage.play(nested(Canvas.DEEPEST, task("inner")));
              stage.start("inner");
              assertThat(future.isRunning()).isTrue();
              future.requestCancel();
              stage.endAsCancelled("inner");
              return future;
            });
    assertThat(cancelled.isCancelled()).isTrue();
  }

  @SuppressWarnings("unchecked")
  private static Submittable<Object> nested(int depth, Submittable<?> innermost) {
    Submittable<?> canvas = innermost;
    for (int level = 0; level < depth; level++) {
      Submittable<?> inside = canvas;
      canvas =
          switch (level % 3) {
            case 0 -> Group.of((Submittable<Object>) inside);
            case 1 -> Chain.of((Submittable<Object>) inside);
            default -> FunctionGroup.of(() -> (Submittable<Object>) inside);
          };
    }
    return (Submittable<Object>) canvas;
  }

  @Test
  void refusesAFunctionThatReturnsItselfForEver() {
    AtomicReference<FunctionGroup<String>> itself = new AtomicReference<>();
    itself.set(FunctionGroup.of(itself::get));
    assertThat(atOnce(itself::get).exception())
        .get()
        .isInstanceOf(SimpleflowException.class)
        .extracting(SimpleflowException::getMessage)
        .asString()
        .startsWith("groups, chains and functions lie more than 1,000 deep inside each other");
  }

  @Test
  void refusesAChainThatAFunctionPutsIntoItselfForEver() {
    AtomicReference<Submittable<Object>> itself = new AtomicReference<>();
    itself.set(chain(itself));
    SimpleflowException failure = atOnce(itself::get).exception().orElseThrow();
    assertThat(failure).hasMessageContaining("does a function of the canvas return itself?");
    assertThat(failure.getMessage()).as("it does not grow with the depth").hasSizeLessThan(300);
  }

  @SuppressWarnings("unchecked")
  private static Submittable<Object> chain(AtomicReference<Submittable<Object>> itself) {
    return (Submittable<Object>) (Submittable<?>) Chain.of(FunctionGroup.of(itself::get));
  }

  /** Submits on a thread with a small stack; tasks end, and functions run, within their submit. */
  private <R extends @Nullable Object> Future<R> atOnce(Supplier<Submittable<R>> canvas) {
    return onASmallStack(
        () -> {
          Promise<R> whole = new Promise<>(stage);
          new Canvas(on(task -> Future.of("x")), stage).submit(canvas.get(), whole);
          stage.runCode();
          return whole;
        });
  }

  private Canvas.Ground on(Function<Submittable<?>, Future<?>> tasks) {
    return new Canvas.Ground() {
      @Override
      public Future<?> submit(Submittable<?> task) {
        return tasks.apply(task);
      }

      @Override
      public Future<?> async(Callable<? extends @Nullable Object> function) {
        return stage.async(function);
      }
    };
  }

  private static <T> T onASmallStack(Supplier<T> code) {
    AtomicReference<@Nullable T> result = new AtomicReference<>();
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(null, () -> result.set(code.get()), "small-stack", SMALL_STACK);
    thread.setUncaughtExceptionHandler((dead, failure) -> thrown.set(failure));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException interruption) {
      throw new IllegalStateException(interruption);
    }
    assertThat(thrown.get()).isNull();
    return java.util.Objects.requireNonNull(result.get());
  }
}
