package io.simpleflow.engine.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.AggregateException;
import io.simpleflow.BranchFailedException;
import io.simpleflow.Chain;
import io.simpleflow.ChildTask;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Future;
import io.simpleflow.Group;
import io.simpleflow.LambdaTask;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.engine.canvas.RandomCanvas.Fate;
import io.simpleflow.spi.TaskArguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever the canvas, whatever becomes of its tasks and in whatever order: the same tasks run with
 * the same arguments, and it ends, as if one task ran after the other.
 */
@SuppressWarnings("NullAway") // It does not see in class files that elements may be null.
class CanvasLawTest {
  private static final int SEEDS = 3_000;

  @Test
  void meansTheSameInWhateverOrderItsTasksEnd() {
    int tasks = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Meaning expected = new Meaning(new RandomCanvas(seed));
      for (int order = 0; order < 3; order++) {
        Play play = new Play(new RandomCanvas(seed), new Random(31 * seed + order));
        assertThat(play.outcome).as("outcome, seed %d", seed).isEqualTo(expected.outcome);
        assertThat(play.ran).as("tasks, seed %d", seed).isEqualTo(expected.ran);
      }
      tasks += expected.ran.size();
    }
    assertThat(tasks).as("tasks that ran, so that the law says something").isGreaterThan(3 * SEEDS);
  }

  /** How a task was submitted, apart from its name. */
  private static String described(Submittable<?> task) {
    Optional<Boolean> raises = Optional.empty();
    if (task instanceof Task<?> activity) {
      raises = activity.options().raisesOnFailure();
    } else if (task instanceof ChildTask<?> child) {
      raises = child.options().raisesOnFailure();
    }
    return Stage.arguments(task) + (raises.isPresent() ? " raises: " + raises.get() : "");
  }

  private static String described(Future<?> ended) {
    return ended.exception().map(CanvasLawTest::described).orElseGet(() -> "" + ended.result());
  }

  private static String described(@Nullable SimpleflowException failure) {
    if (failure instanceof AggregateException aggregate) {
      return "failures " + aggregate.failures().stream().map(CanvasLawTest::described).toList();
    }
    return failure == null
        ? "none"
        : failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  /** What a canvas means: each item in turn, by recursion. */
  private static final class Meaning {
    final Map<String, String> ran = new TreeMap<>();
    final String outcome;
    private final RandomCanvas canvas;

    Meaning(RandomCanvas canvas) {
      this.canvas = canvas;
      canvas.futures = name -> ended(name, canvas.fate(name), name);
      this.outcome = described(of(canvas.canvas, List.of(), Optional.empty()));
    }

    private static Future<Object> ended(String name, Fate fate, Object result) {
      Promise<@Nullable Object> promise = Promise.unawaitable();
      RandomCanvas.end(promise, name, fate, result);
      return promise;
    }

    private Future<?> of(
        Submittable<?> item, List<@Nullable Object> sent, Optional<Boolean> raises) {
      if (item instanceof Group<?> group) {
        return ofGroup(group, sent, group.raisesOnFailure().or(() -> raises));
      } else if (item instanceof Chain<?> chain) {
        return ofChain(chain, sent, chain.raisesOnFailure().or(() -> raises));
      } else if (item instanceof FunctionGroup<?> function) {
        return ofFunction(function, sent, function.raisesOnFailure().or(() -> raises));
      }
      return ofSingle(item, sent, raises);
    }

    private Future<?> ofSingle(
        Submittable<?> task, List<@Nullable Object> sent, Optional<Boolean> raises) {
      String name = Stage.name(task);
      List<@Nullable Object> arguments = new ArrayList<>(Stage.arguments(task));
      if (task instanceof LambdaTask<?> && !sent.isEmpty() && !arguments.isEmpty()) {
        return failed(
            new TaskArgumentException(
                ("Lambda function %s has a payload of its own and cannot get the result before it"
                        + " as well: leave one of the two out")
                    .formatted(name)));
      }
      arguments.addAll(sent);
      arguments.removeIf(argument -> task instanceof LambdaTask<?> && argument == null);
      String alone = described(task);
      String told = alone.substring(Stage.arguments(task).toString().length());
      if (raises.isPresent() && !(task instanceof LambdaTask<?>)) {
        told = " raises: " + raises.get();
      }
      ran.put(name, arguments + told);
      return ended(name, canvas.fate(name), arguments + " by " + name);
    }

    private Future<?> ofGroup(
        Group<?> group, List<@Nullable Object> sent, Optional<Boolean> raises) {
      List<Future<?>> ends = new ArrayList<>();
      group.items().forEach(item -> ends.add(of(item, sent, raises)));
      return whole(ends, group.items().size(), group.bubblesExceptionOnFailure());
    }

    private Future<?> ofChain(
        Chain<?> chain, List<@Nullable Object> sentToFirst, Optional<Boolean> raises) {
      List<Future<?>> ends = new ArrayList<>();
      List<@Nullable Object> sent = sentToFirst;
      for (Submittable<?> item : chain.items()) {
        Future<?> end = of(item, sent, raises);
        ends.add(end);
        if (end.exception().isPresent() && chain.breakOnFailure()) {
          break;
        }
        sent = chain.sendResult() ? Collections.singletonList(end.result()) : List.of();
      }
      return whole(ends, chain.items().size(), chain.bubblesExceptionOnFailure());
    }

    private static Future<?> whole(List<Future<?>> ends, int size, boolean bubbles) {
      List<@Nullable Object> results = new ArrayList<>();
      List<@Nullable SimpleflowException> failures =
          new ArrayList<>(Collections.nCopies(size, null));
      boolean failed = false;
      for (Future<?> end : ends) {
        failed |= end.exception().isPresent();
        failures.set(results.size(), end.exception().orElse(null));
        results.add(end.exception().isPresent() ? null : end.result());
      }
      Promise<Object> whole = Promise.unawaitable();
      if (failed && bubbles) {
        whole.fail(new AggregateException(failures));
      }
      whole.complete(results);
      return whole;
    }

    private Future<?> ofFunction(
        FunctionGroup<?> part, List<@Nullable Object> sent, Optional<Boolean> raises) {
      List<@Nullable Object> arguments = new ArrayList<>(part.arguments());
      arguments.addAll(sent);
      try {
        Object returned =
            part.function().call(new TaskArguments(arguments, Map.of()).resolved().positional());
        if (returned instanceof Submittable<?> item) {
          return of(item, List.of(), raises);
        } else if (returned instanceof Future<?> future) {
          return future;
        }
        if (returned != null) {
          return failed(
              new SimpleflowException(
                  "a function of a canvas returned a java.lang.String;"
                      + " it must return what to submit, a future, or null"));
        }
        Promise<@Nullable Object> nothing = Promise.unawaitable();
        nothing.complete(null);
        return nothing;
      } catch (SimpleflowException thrown) {
        return failed(thrown);
      } catch (Exception thrown) {
        return failed(new BranchFailedException(thrown));
      }
    }

    private static Future<?> failed(SimpleflowException failure) {
      Promise<Object> failed = Promise.unawaitable();
      failed.fail(failure);
      return failed;
    }
  }

  /** A canvas played, its tasks ending in some order: at once, or later, seen running or not. */
  private static final class Play implements Canvas.Ground, Promise.Waiter {
    final Map<String, String> ran = new TreeMap<>();
    final String outcome;
    private final RandomCanvas canvas;
    private final Random random;
    private final boolean codeRunsAtOnce;
    private final List<Runnable> toCome = new ArrayList<>();

    Play(RandomCanvas canvas, Random random) {
      this.canvas = canvas;
      this.random = random;
      this.codeRunsAtOnce = random.nextBoolean();
      canvas.futures = name -> open(name, name);
      Promise<Object> future = new Promise<>(this);
      new Canvas(this, this).submit(canvas.canvas, future);
      while (!toCome.isEmpty()) {
        assertThat(future.isDone()).as("something is under way").isFalse();
        toCome.remove(random.nextInt(toCome.size())).run();
      }
      outcome = described(future);
    }

    @Override
    public Future<?> submit(Submittable<?> task) {
      String name = Stage.name(task);
      ran.put(name, described(task));
      if (canvas.fate(name) == Fate.IS_REFUSED) {
        throw new SimpleflowException(name + " failed");
      }
      return open(name, Stage.arguments(task) + " by " + name);
    }

    private Promise<@Nullable Object> open(String name, Object result) {
      Promise<@Nullable Object> promise = new Promise<>(this);
      Runnable end = () -> RandomCanvas.end(promise, name, canvas.fate(name), result);
      if (random.nextInt(3) == 0) {
        end.run();
      } else if (random.nextBoolean()) {
        toCome.add(end);
      } else {
        toCome.add(
            () -> {
              promise.start();
              toCome.add(end);
            });
      }
      return promise;
    }

    @Override
    public Future<?> async(Callable<? extends @Nullable Object> function) {
      Promise<@Nullable Object> returned = new Promise<>(this);
      if (codeRunsAtOnce) {
        Stage.call(function, returned);
      } else {
        toCome.add(() -> Stage.call(function, returned));
      }
      return returned;
    }

    @Override
    public void awaitDone(Future<?> future) {
      throw new AssertionError("it should have ended");
    }

    @Override
    public boolean awaitDone(Future<?> future, Duration timeout) {
      throw new AssertionError("it should have ended");
    }
  }
}
