package io.simpleflow.engine.canvas;

import io.simpleflow.ActivityOptions;
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
import io.simpleflow.TaskCanceledException;
import io.simpleflow.WorkflowOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A canvas that a seed makes, and what is to become of each of its tasks. */
@SuppressWarnings("NullAway") // It does not see in class files that elements may be null.
final class RandomCanvas {
  /** What becomes of a task. */
  enum Fate {
    SUCCEEDS,
    FAILS,
    IS_CANCELLED,
    IS_REFUSED
  }

  private static final int DEEPEST = 4;

  private final Random random;
  private final Map<String, Fate> fates = new HashMap<>();

  /** Makes the future of a name that a function returns. */
  Function<String, Future<Object>> futures = RandomCanvas::unknown;

  final Submittable<Object> canvas;

  RandomCanvas(long seed) {
    random = new Random(seed);
    canvas = composed(0);
  }

  private static Future<Object> unknown(String name) {
    throw new IllegalStateException("nobody makes the future " + name);
  }

  Fate fate(String name) {
    return Objects.requireNonNull(fates.get(name));
  }

  static void end(Promise<@Nullable Object> promise, String name, Fate fate, Object result) {
    switch (fate) {
      case SUCCEEDS -> promise.complete(result);
      case FAILS, IS_REFUSED -> promise.fail(new SimpleflowException(name + " failed"));
      case IS_CANCELLED -> promise.cancel(new TaskCanceledException(name, Optional.empty()));
    }
  }

  private boolean oneOf(int times) {
    return random.nextInt(times) == 0;
  }

  private Submittable<Object> item(int depth) {
    return depth < DEEPEST && oneOf(3) ? composed(depth) : single();
  }

  private Submittable<Object> composed(int depth) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> group(depth);
      case 2, 3 -> chain(depth);
      default -> function(depth);
    };
  }

  private List<Submittable<? extends Object>> items(int depth) {
    List<Submittable<? extends Object>> items = new ArrayList<>();
    for (int count = random.nextInt(6); count > 0; count--) {
      items.add(item(depth + 1));
    }
    return items;
  }

  private Optional<Boolean> maybe() {
    return oneOf(3) ? Optional.of(random.nextBoolean()) : Optional.empty();
  }

  @SuppressWarnings("unchecked") // A list is an object.
  private Submittable<Object> group(int depth) {
    OptionalInt maxParallel =
        oneOf(2) ? OptionalInt.of(1 + random.nextInt(3)) : OptionalInt.empty();
    return (Submittable<Object>)
        (Submittable<?>) new Group<Object>(items(depth), maxParallel, maybe(), !oneOf(3));
  }

  @SuppressWarnings("unchecked")
  private Submittable<Object> chain(int depth) {
    boolean breaks = !oneOf(3);
    boolean sends = breaks && random.nextBoolean();
    return (Submittable<Object>)
        (Submittable<?>) new Chain<Object>(items(depth), sends, breaks, maybe(), !oneOf(3));
  }

  private Submittable<Object> function(int depth) {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      arguments.add(oneOf(2) ? Future.of(name("argument")) : "value");
    }
    if (oneOf(8)) {
      Promise<Object> failed = Promise.unawaitable();
      failed.fail(new SimpleflowException(name("argument") + " failed"));
      arguments.add(List.of(failed));
    }
    return new FunctionGroup<>(code(depth), arguments, maybe());
  }

  private FunctionGroup.Function<Object> code(int depth) {
    String name = name("function");
    return switch (random.nextInt(8)) {
      case 0 -> arguments -> null;
      case 1 -> arguments -> "text";
      case 2 ->
          arguments -> {
            throw new java.io.IOException(name);
          };
      case 3 ->
          arguments -> {
            throw new SimpleflowException(name);
          };
      case 4 -> {
        fates.put(name, random.nextBoolean() ? Fate.SUCCEEDS : Fate.IS_CANCELLED);
        yield arguments -> futures.apply(name);
      }
      case 5 -> {
        fates.put(name, fate());
        yield arguments -> Task.named(name, "1", Object.class, arguments.toArray());
      }
      default -> {
        Submittable<Object> inside = depth < DEEPEST ? composed(depth + 1) : single();
        yield arguments -> inside;
      }
    };
  }

  private Submittable<Object> single() {
    String name = name("task");
    fates.put(name, fate());
    return switch (random.nextInt(5)) {
      case 0 -> {
        ChildTask<Object> child = ChildTask.named(name, "1", Object.class, 1);
        yield maybe()
            .map(raises -> child.with(WorkflowOptions.none().withRaisesOnFailure(raises)))
            .orElse(child);
      }
      case 1 -> LambdaTask.of(name, Object.class, oneOf(4) ? "payload" : null);
      default -> {
        Task<Object> task = Task.named(name, "1", Object.class, 2);
        yield maybe()
            .map(raises -> task.with(ActivityOptions.none().withRaisesOnFailure(raises)))
            .orElse(task);
      }
    };
  }

  private Fate fate() {
    return oneOf(4) ? Fate.values()[random.nextInt(Fate.values().length)] : Fate.SUCCEEDS;
  }

  private String name(String kind) {
    return kind + "-" + random.nextInt(1_000_000);
  }
}
