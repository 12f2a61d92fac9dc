package io.simpleflow.engine.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.BranchFailedException;
import io.simpleflow.ChildTask;
import io.simpleflow.Future;
import io.simpleflow.LambdaTask;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.TaskTarget;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a canvas stands on, by hand: single tasks are open until a test ends them, and code of the
 * author's waits until the stage lets it run, as in the engine.
 */
final class Stage implements Canvas.Ground, Promise.Waiter {
  final List<Submittable<?>> submitted = new ArrayList<>();
  final Map<String, Promise<@Nullable Object>> open = new LinkedHashMap<>();
  final List<String> askedToCancel = new ArrayList<>();
  final Set<String> unknown;
  private final Deque<Runnable> code = new ArrayDeque<>();

  Stage(String... unknown) {
    this.unknown = Set.of(unknown);
  }

  <R extends @Nullable Object> Future<R> submit(Submittable<R> canvas, boolean runsCode) {
    Promise<R> future = new Promise<>(this, "the canvas");
    new Canvas(this, this).submit(canvas, future);
    if (runsCode) {
      runCode();
    }
    return future;
  }

  /** Submits, and lets the functions run that are called at once. */
  <R extends @Nullable Object> Future<R> play(Submittable<R> canvas) {
    return submit(canvas, true);
  }

  @Override
  public Future<?> submit(Submittable<?> task) {
    String name = name(task);
    if (unknown.contains(name)) {
      throw new TaskNotFoundException("no activity " + name);
    }
    submitted.add(task);
    Promise<@Nullable Object> promise = new Promise<>(this, name);
    promise.onCancelRequest(() -> askedToCancel.add(name));
    open.put(name, promise);
    return promise;
  }

  static Task<String> task(String name, @Nullable Object... arguments) {
    return Task.named(name, "1", String.class, arguments);
  }

  static String name(Submittable<?> task) {
    if (task instanceof Task<?> activity) {
      return ((TaskTarget.OfName) activity.target()).name();
    } else if (task instanceof ChildTask<?> child) {
      return ((io.simpleflow.WorkflowTarget.OfName) child.target()).name();
    }
    return ((LambdaTask<?>) task).function();
  }

  static List<@Nullable Object> arguments(Submittable<?> task) {
    if (task instanceof Task<?> activity) {
      return activity.arguments();
    } else if (task instanceof ChildTask<?> child) {
      return child.arguments();
    }
    Object payload = ((LambdaTask<?>) task).payload();
    return payload == null ? List.of() : List.of(payload);
  }

  void completeWith(String name, @Nullable Object result) {
    remove(name).complete(result);
    runCode();
  }

  void complete(String... names) {
    for (String name : names) {
      completeWith(name, name + "!");
    }
  }

  void fail(String name) {
    remove(name).fail(failure(name));
    runCode();
  }

  void endAsCancelled(String name) {
    remove(name).cancel(new TaskCanceledException(name, Optional.empty()));
    runCode();
  }

  static TaskFailedException failure(String name) {
    return new TaskFailedException(name, "broken", Optional.empty(), Optional.empty());
  }

  private Promise<@Nullable Object> remove(String name) {
    assertThat(open).as("open tasks").containsKey(name);
    return Objects.requireNonNull(open.remove(name));
  }

  /** A worker takes the task. */
  void start(String name) {
    Objects.requireNonNull(open.get(name)).start();
  }

  /** The names of the tasks that are open, in the order of their submits. */
  List<String> open() {
    return List.copyOf(open.keySet());
  }

  void runCode() {
    while (!code.isEmpty()) {
      code.remove().run();
    }
  }

  @Override
  public Future<?> async(Callable<? extends @Nullable Object> function) {
    Promise<@Nullable Object> returned = new Promise<>(this);
    returned.onCancelRequest(() -> {});
    code.add(() -> call(function, returned));
    return returned;
  }

  static void call(
      Callable<? extends @Nullable Object> function, Promise<@Nullable Object> returned) {
    try {
      returned.complete(function.call());
    } catch (SimpleflowException thrown) {
      returned.fail(thrown);
    } catch (Exception thrown) {
      returned.fail(new BranchFailedException(thrown));
    }
  }

  @Override
  public void awaitDone(Future<?> future) {
    throw new IllegalStateException("nobody waits here");
  }

  @Override
  public boolean awaitDone(Future<?> future, Duration timeout) {
    throw new IllegalStateException("nobody waits here");
  }
}
