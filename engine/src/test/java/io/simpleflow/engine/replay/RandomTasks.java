package io.simpleflow.engine.replay;

import io.simpleflow.ActivityOptions;
import io.simpleflow.Chain;
import io.simpleflow.ChildTask;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Future;
import io.simpleflow.Group;
import io.simpleflow.LambdaTask;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.history.ChildPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;

/** Tasks of all kinds, alone and composed, as a random generator chooses. */
final class RandomTasks {
  private static final int DEEPEST = 3;

  private final Random random;
  private final boolean steady;

  private RandomTasks(Random random, boolean steady) {
    this.random = random;
    this.steady = steady;
  }

  /** Tasks of all kinds. */
  static RandomTasks any(Random random) {
    return new RandomTasks(random, false);
  }

  /** Tasks whose results hang on their arguments alone, whatever else runs and when. */
  static RandomTasks steady(Random random) {
    return new RandomTasks(random, true);
  }

  /** Once in so many times, but never where it would make results hang on time. */
  private boolean unsteadily(int times) {
    return !steady && random.nextInt(times) == 0;
  }

  static Task<Long> named(String name, Object argument) {
    return Task.named(name, "1", Long.class, argument);
  }

  Task<Long> task(Object argument) {
    ActivityOptions options = ActivityOptions.none().withRetry(retry());
    if (unsteadily(8)) {
      options = options.withRaisesOnFailure(random.nextBoolean());
    }
    if (unsteadily(12)) {
      options = options.withId("id-" + random.nextInt(3));
    }
    return named("task-" + random.nextInt(3), argument).with(options);
  }

  private RetryPolicy retry() {
    return switch (random.nextInt(3)) {
      case 0 -> RetryPolicy.never();
      case 1 -> RetryPolicy.immediately(2);
      default -> RetryPolicy.exponential(3, Duration.ofSeconds(5)).withJitter(0.5);
    };
  }

  LambdaTask<Long> lambda(Object payload) {
    return LambdaTask.of("function", Long.class, payload).withRetry(retry());
  }

  ChildTask<Long> child(Object argument) {
    WorkflowOptions options =
        WorkflowOptions.none().withRetry(retry()).withRaisesOnFailure(unsteadily(8));
    if (unsteadily(6)) {
      options = options.withChildPolicy(ChildPolicy.ABANDON);
    }
    if (unsteadily(8)) {
      options = options.withWorkflowId("child-" + random.nextInt(3));
    }
    return ChildTask.named("child", "1", Long.class, argument).with(options);
  }

  /** Groups, chains and functions; some of the functions run the code, each with its own number. */
  Submittable<?> canvas(IntFunction<Long> code) {
    return canvas(code, 0);
  }

  private Submittable<?> canvas(IntFunction<Long> code, int depth) {
    List<Submittable<?>> items = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      items.add(item(code, depth));
    }
    Optional<Boolean> raises = unsteadily(6) ? Optional.of(random.nextBoolean()) : Optional.empty();
    if (random.nextBoolean()) {
      OptionalInt atOnce =
          random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(2)) : OptionalInt.empty();
      return new Group<Object>(widened(items), atOnce, raises, random.nextBoolean());
    }
    boolean breaks = random.nextInt(3) > 0;
    return new Chain<Object>(
        widened(items), breaks && random.nextInt(3) == 0, breaks, raises, random.nextBoolean());
  }

  @SuppressWarnings("unchecked") // Whatever an item results in is an object.
  private static List<Submittable<? extends Object>> widened(List<Submittable<?>> items) {
    return (List<Submittable<? extends Object>>) (List<?>) items;
  }

  private Submittable<?> item(IntFunction<Long> code, int depth) {
    return switch (random.nextInt(depth < DEEPEST ? 9 : 6)) {
      case 0, 1, 2 -> task(random.nextInt());
      case 3 -> lambda(random.nextInt());
      case 4 -> child(random.nextInt());
      case 5 -> function(random.nextInt(4), random.nextInt(), code);
      default -> canvas(code, depth + 1);
    };
  }

  private static FunctionGroup<Object> function(int kind, int argument, IntFunction<Long> code) {
    return new FunctionGroup<>(
        values ->
            switch (kind) {
              case 0 -> code.apply(argument);
              case 1 -> named("called", argument);
              case 2 -> Future.of(8L);
              default -> throw new SimpleflowException("no function");
            },
        List.of(),
        Optional.empty());
  }
}
