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
import java.util.function.Supplier;

/** Tasks of all kinds, alone and composed, as a random generator chooses. */
final class RandomTasks {
  private static final int DEEPEST = 3;

  private RandomTasks() {}

  static Task<Long> named(String name, Object argument) {
    return Task.named(name, "1", Long.class, argument);
  }

  static Task<Long> task(Random random, Object argument) {
    ActivityOptions options = ActivityOptions.none().withRetry(retry(random));
    if (random.nextInt(8) == 0) {
      options = options.withRaisesOnFailure(random.nextBoolean());
    }
    if (random.nextInt(12) == 0) {
      options = options.withId("id-" + random.nextInt(3));
    }
    return named("task-" + random.nextInt(3), argument).with(options);
  }

  private static RetryPolicy retry(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> RetryPolicy.never();
      case 1 -> RetryPolicy.immediately(2);
      default -> RetryPolicy.exponential(3, Duration.ofSeconds(5)).withJitter(0.5);
    };
  }

  static LambdaTask<Long> lambda(Random random, Object payload) {
    return LambdaTask.of("function", Long.class, payload).withRetry(retry(random));
  }

  static ChildTask<Long> child(Random random, Object argument) {
    WorkflowOptions options =
        WorkflowOptions.none().withRetry(retry(random)).withRaisesOnFailure(random.nextInt(8) == 0);
    if (random.nextInt(6) == 0) {
      options = options.withChildPolicy(ChildPolicy.ABANDON);
    }
    if (random.nextInt(8) == 0) {
      options = options.withWorkflowId("child-" + random.nextInt(3));
    }
    return ChildTask.named("child", "1", Long.class, argument).with(options);
  }

  /** Groups, chains and functions; one of the functions runs the code given. */
  static Submittable<?> canvas(Random random, Supplier<Long> code) {
    return canvas(random, code, 0);
  }

  private static Submittable<?> canvas(Random random, Supplier<Long> code, int depth) {
    List<Submittable<?>> items = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      items.add(item(random, code, depth));
    }
    Optional<Boolean> raises =
        random.nextInt(6) == 0 ? Optional.of(random.nextBoolean()) : Optional.empty();
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

  private static Submittable<?> item(Random random, Supplier<Long> code, int depth) {
    return switch (random.nextInt(depth < DEEPEST ? 9 : 6)) {
      case 0, 1, 2 -> task(random, random.nextInt());
      case 3 -> lambda(random, random.nextInt());
      case 4 -> child(random, random.nextInt());
      case 5 -> function(random.nextInt(4), random.nextInt(), code);
      default -> canvas(random, code, depth + 1);
    };
  }

  private static FunctionGroup<Object> function(int kind, int argument, Supplier<Long> code) {
    return new FunctionGroup<>(
        values ->
            switch (kind) {
              case 0 -> code.get();
              case 1 -> named("called", argument);
              case 2 -> Future.of(8L);
              default -> throw new SimpleflowException("no function");
            },
        List.of(),
        Optional.empty());
  }
}
