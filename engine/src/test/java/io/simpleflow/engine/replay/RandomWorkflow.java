package io.simpleflow.engine.replay;

import io.simpleflow.ActivityOptions;
import io.simpleflow.ChildTask;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.LambdaTask;
import io.simpleflow.RetryPolicy;
import io.simpleflow.Signal;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Task;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A workflow made up of whatever its seed says, looking at time and at what is done on the way. */
final class RandomWorkflow extends Workflow {
  private final List<Future<Long>> futures = new ArrayList<>();
  private final StringBuilder seen = new StringBuilder();
  private final LongSupplier world;

  /** A workflow whose side effects read the given number. */
  RandomWorkflow(LongSupplier world) {
    this.world = world;
  }

  public String run(long seed) {
    Random random = new Random(seed);
    int steps = 5 + random.nextInt(25);
    for (int i = 0; i < steps; i++) {
      step(random, i);
    }
    if (random.nextBoolean()) {
      futures.forEach(Future::await);
    }
    return seen.toString();
  }

  private void step(Random random, int number) {
    switch (random.nextInt(21)) {
      case 0, 1, 2 -> submit(random, (long) number);
      case 3 -> submit(random, some(random));
      case 4 -> submit(random, Futures.all(List.of(some(random), some(random))));
      case 5 -> {
        for (int i = random.nextInt(12); i > 0; i--) {
          submit(random, (long) i);
        }
      }
      case 6 -> see(outcome(some(random)));
      case 7 -> see(outcome(Futures.any(some(random), some(random))));
      case 8 -> see(some(random).isDone() + "@" + now());
      case 9 -> sleep(Duration.ofSeconds(random.nextInt(100)));
      case 10 -> see(sideEffect(Long.class, world::getAsLong) + " " + random().nextLong());
      case 11 -> see(signal("own-" + random.nextInt(2), some(random)).isDone());
      case 12 -> see(outcomeWithin(signal(Signal.named("up", number).toParent())));
      case 13 -> see(signals(one(random), Object.class).poll() + " " + signalDetails("go"));
      case 14 -> see(outcomeWithin(signals(one(random), Object.class).next()));
      case 15 -> see(waitSignal(one(random), Object.class).isDone());
      case 16 -> see(recordMarker("m", random.nextInt(3)).result() + " " + markers().size());
      case 17 -> futures.add(submit(LambdaTask.of("function", Long.class, some(random))));
      case 18 -> see(some(random).cancel() + " " + version("change-" + random.nextInt(3), 1, 2));
      case 19 -> child(random, some(random));
      default -> see(outcomeWithin(some(random)));
    }
  }

  private static String one(Random random) {
    return random.nextBoolean() ? "go" : "stop";
  }

  private void see(@Nullable Object what) {
    seen.append(what).append('\n');
  }

  private Future<Long> some(Random random) {
    return futures.isEmpty() ? Future.of(0L) : futures.get(random.nextInt(futures.size()));
  }

  private void submit(Random random, Object argument) {
    RetryPolicy retry =
        switch (random.nextInt(3)) {
          case 0 -> RetryPolicy.never();
          case 1 -> RetryPolicy.immediately(2);
          default -> RetryPolicy.exponential(3, Duration.ofSeconds(5)).withJitter(0.5);
        };
    futures.add(
        with(ActivityOptions.none().withRetry(retry))
            .submit(Task.named("task-" + random.nextInt(3), "1", Long.class, argument)));
  }

  private void child(Random random, Object argument) {
    ChildTask<Long> child =
        ChildTask.<Long>named("child", "1", Long.class, argument)
            .with(WorkflowOptions.none().withRetry(RetryPolicy.immediately(random.nextInt(2))));
    Future<Long> future = submit(child);
    futures.add(future);
    if (random.nextInt(3) == 0) {
      see(outcomeWithin(future));
      future.requestCancel();
      see(future.isDone());
    }
  }

  private static @Nullable Object outcome(Future<?> future) {
    try {
      return future.result();
    } catch (SimpleflowException failure) {
      return failure.getMessage();
    }
  }

  private static @Nullable Object outcomeWithin(Future<?> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      return failure.getMessage();
    } catch (RuntimeException failure) {
      return failure.getClass();
    }
  }
}
