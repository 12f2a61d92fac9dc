package io.simpleflow.engine.replay;

import io.simpleflow.CancellationScope;
import io.simpleflow.ContinueAsNew;
import io.simpleflow.FailureDecision;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Signal;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskFailure;
import io.simpleflow.Workflow;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A workflow made up of whatever its seed says, looking at time and at what is done on the way.
 *
 * <p>Its code always ends: what a strand waits for was there before the strand, so that no two wait
 * for each other. Conditions it awaits for a while only, and signals of its own; of those that come
 * from outside it wants every one.
 */
final class RandomWorkflow extends Workflow {
  private static final int DEEPEST = 3;

  private final StringBuilder seen = new StringBuilder();
  private final LongSupplier world;

  /** What the strands wait for; those of an execution that is unwound end at the same time. */
  private final Map<Object, Future<?>> awaited = new ConcurrentHashMap<>();

  private long ownSeed;
  private int ticks;
  private volatile boolean ended;

  /** A workflow whose side effects read the given number. */
  RandomWorkflow(LongSupplier world) {
    this.world = world;
  }

  /** What the strands wait for at this moment; nothing counts once the code has ended. */
  Collection<Future<?>> awaited() {
    return ended ? List.of() : awaited.values();
  }

  public String run(long seed) {
    try {
      return runSteps(seed);
    } finally {
      ended = true;
    }
  }

  private String runSteps(long seed) {
    ownSeed = seed;
    Random random = new Random(seed);
    Branch main = new Branch(random, List.of(), 0);
    main.steps(5 + random.nextInt(25));
    if (random.nextInt(3) > 0) {
      List.copyOf(main.futures).forEach(this::outcome);
    }
    if (random.nextInt(15) == 0) {
      throw fail("the end", "of it");
    } else if (random.nextInt(15) == 0) {
      throw this.<RuntimeException>continueAsNew(ContinueAsNew.with(seed + 1));
    }
    return seen.toString();
  }

  @Override
  protected Optional<ContinueAsNew> nextRun() {
    if (ownSeed % 7 == 0) {
      IllegalStateException failure = new IllegalStateException("no next run");
      failure.setStackTrace(new StackTraceElement[0]); // It tells of the test that calls.
      throw failure;
    }
    return ownSeed % 2 == 0 ? Optional.empty() : Optional.of(ContinueAsNew.with(ownSeed + 1));
  }

  @Override
  protected @Nullable FailureDecision onTaskFailure(TaskFailure failure) {
    if (failure.id().contains("cleanup") || ownSeed % 3 == 0) {
      return super.onTaskFailure(failure);
    }
    Random random = new Random(ownSeed + 31L * failure.id().hashCode() + failure.attempt());
    return decide(random, failure, List.of());
  }

  private @Nullable FailureDecision decide(
      Random random, TaskFailure failure, List<Future<Long>> older) {
    see(failure.id() + " " + failure.attempt() + " " + failure.reason());
    ticks++;
    if (random.nextInt(6) == 0) {
      see(outcome(submit(RandomTasks.named("cleanup", (long) failure.attempt()))));
    } else if (random.nextInt(6) == 0 && !older.isEmpty()) {
      see(outcome(older.get(random.nextInt(older.size()))));
    }
    return switch (random.nextInt(failure.attempt() > 3 ? 8 : 12)) {
      case 0 -> null;
      case 1 -> FailureDecision.abort();
      case 2 -> FailureDecision.ignore();
      case 3 -> FailureDecision.ignore(7L);
      case 4 -> FailureDecision.cancel();
      case 5 -> throw new SimpleflowException("no decision");
      case 6 -> throw new IllegalStateException("no decision at all");
      case 7, 8 -> FailureDecision.standard();
      case 9 -> FailureDecision.retryNow();
      case 10 -> FailureDecision.retryLater(Duration.ofSeconds(random.nextInt(20)));
      default -> FailureDecision.retryNow().withArguments(random.nextInt());
    };
  }

  private void see(@Nullable Object what) {
    seen.append(what).append('\n');
  }

  private @Nullable Object outcome(Future<?> future) {
    Object here = new Object();
    awaited.put(here, future);
    try {
      return future.result();
    } catch (SimpleflowException failure) {
      return failure.getMessage();
    } finally {
      awaited.remove(here);
    }
  }

  private @Nullable Object outcomeWithin(Future<?> future) {
    Object here = new Object();
    awaited.put(here, future);
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      return failure.getMessage();
    } catch (RuntimeException failure) {
      return failure.getClass();
    } finally {
      awaited.remove(here);
    }
  }

  /** What one strand does: its own choices, and the futures that it knows. */
  private final class Branch extends RandomFutures {
    private final RandomTasks tasks;
    private int number;

    Branch(Random random, List<Future<Long>> older, int depth) {
      super(random, older, depth);
      this.tasks = RandomTasks.any(random);
    }

    /** A strand that begins here and now. */
    private Branch inner() {
      return new Branch(new Random(random.nextLong()), futures, depth + 1);
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        number++;
        try {
          step();
        } catch (SimpleflowException | IllegalArgumentException thrown) {
          see(thrown.getClass());
          if (random.nextInt(12) == 0) {
            throw thrown;
          }
        }
      }
    }

    private long branch() {
      ticks++;
      steps(1 + random.nextInt(5));
      return number;
    }

    private void step() {
      switch (random.nextInt(8)) {
        case 0, 1 -> submitTasks();
        case 2 -> waitForTasks();
        case 3 -> combine();
        case 4 -> cancelOrScope();
        case 5 -> strands();
        case 6 -> timersAndSignals();
        default -> records();
      }
    }

    private void submitTasks() {
      switch (random.nextInt(10)) {
        case 0 -> submit((long) number);
        case 1 -> submit(some());
        case 2 -> submit(Futures.all(several()));
        case 3 -> {
          for (int i = random.nextInt(10); i > 0; i--) {
            submit((long) i);
          }
        }
        case 4 -> futures.add(RandomWorkflow.this.submit(tasks.lambda(some())));
        case 5 -> {
          Branch handling = inner();
          futures.add(
              onFailure(failure -> decide(handling.random, failure, handling.futures))
                  .submit(tasks.task(number)));
        }
        case 6 ->
            futures.add(
                RandomWorkflow.this.submit(RandomTasks.named("idempotent", random.nextInt(4))));
        case 7 -> futures.add(RandomWorkflow.this.submit(tasks.child(some())));
        default -> {
          if (depth < DEEPEST) {
            Branch calling = inner();
            futures.add(
                RandomWorkflow.this
                    .submit(tasks.canvas(number -> calling.branch()))
                    .thenApply(result -> 1L));
          }
        }
      }
    }

    private void submit(Object argument) {
      futures.add(RandomWorkflow.this.submit(tasks.task(argument)));
    }

    private void waitForTasks() {
      switch (random.nextInt(7)) {
        case 0 -> see(outcome(some()));
        case 1 -> see(outcomeWithin(some()));
        case 2 -> see(outcome(Futures.any(several())));
        case 3 -> see(outcome(Futures.firstSuccess(several())));
        case 4 -> see(outcome(Futures.all(several())));
        case 5 -> {
          for (Future<Long> future : Futures.asCompleted(several())) {
            see(outcome(future));
            if (random.nextInt(4) == 0) {
              break;
            }
          }
        }
        default -> see(some().isDone() + "@" + now() + " " + some().status());
      }
    }

    private void combine() {
      Branch code = inner();
      futures.add(
          switch (random.nextInt(8)) {
            case 0 -> some().thenApply(value -> 2L);
            case 1 -> some().thenApply(value -> code.branch());
            case 2 -> some().thenCompose(value -> code.some());
            case 3 ->
                some()
                    .thenCompose(value -> RandomWorkflow.this.submit(code.tasks.task("composed")));
            case 4 -> some().exceptionally(failure -> 3L);
            case 5 ->
                some()
                    .thenApply(
                        value -> {
                          throw new IllegalStateException("not applied");
                        });
            case 6 -> Futures.any(several());
            default -> some().orTimeout(Duration.ofSeconds(random.nextInt(60)));
          });
    }

    private void cancelOrScope() {
      switch (random.nextInt(6)) {
        case 0 -> see(some().cancel());
        case 1 -> some().requestCancel();
        case 2 -> shielded(() -> steps(random.nextInt(3)));
        default -> {
          CancellationScope scope = newScope();
          scope.run(() -> steps(random.nextInt(5)));
          if (random.nextInt(3) == 0) {
            scope.cancel();
          } else if (random.nextInt(3) == 0) {
            Duration pause = Duration.ofSeconds(random.nextInt(60));
            Future<@Nullable Void> unused =
                async(
                    () -> {
                      sleep(pause);
                      scope.cancel();
                    });
          }
          if (random.nextBoolean()) {
            scope.await();
          }
        }
      }
    }

    private void strands() {
      if (depth == DEEPEST) {
        return;
      }
      Branch strand = inner();
      switch (random.nextInt(5)) {
        case 0 -> {
          int wanted = ticks + random.nextInt(3);
          Future<@Nullable Void> limit = timer(Duration.ofSeconds(random.nextInt(100)));
          await(() -> ticks >= wanted || limit.isDone());
          limit.cancel();
        }
        case 1 ->
            await(
                () -> {
                  throw new SimpleflowException("a bad condition");
                });
        case 2 -> {
          Future<Long> unused = async(strand::branch); // Nobody waits for it.
        }
        default -> futures.add(async(strand::branch));
      }
    }

    private void timersAndSignals() {
      String timer = "named-" + random.nextInt(3);
      switch (random.nextInt(12)) {
        case 0 -> sleep(Duration.ofSeconds(random.nextInt(100)));
        case 1 ->
            futures.add(
                timer(timer, Duration.ofSeconds(random.nextInt(90)), number).thenApply(end -> 4L));
        case 2 -> see(cancelTimer(timer) + " " + timerDetails(timer).isPresent());
        case 3 -> see(outcomeWithin(signal("own-" + random.nextInt(2), some())));
        case 4 -> see(outcomeWithin(signal(Signal.named("up", number).toParent())));
        case 5 -> see(signals(one(), Object.class).poll() + " " + signalDetails("go"));
        case 6 -> seeWhileItLasts(signals(one(), Object.class).next());
        case 7 -> seeWhileItLasts(waitSignal(one(), Object.class));
        case 8 -> seeWhileItLasts(waitSignal("own-" + random.nextInt(2), Object.class));
        case 9 ->
            see(outcome(signals(one(), Object.class).next())); // Nothing else may be under way.
        case 10 -> futures.add(signal(Signal.named("to", number).to("other")).thenApply(end -> 5L));
        default -> see(outcomeWithin(signal(Signal.named("child").toChild(some()))));
      }
    }

    /** Nobody may wait for a signal for ever that may not come, not even a scope. */
    private void seeWhileItLasts(Future<?> signal) {
      try {
        see(random.nextBoolean() ? outcomeWithin(signal) : signal.isDone());
      } finally {
        signal.cancel();
      }
    }

    private String one() {
      return random.nextBoolean() ? "go" : "stop";
    }

    private void records() {
      switch (random.nextInt(5)) {
        case 0 -> see(sideEffect(Long.class, world::getAsLong) + " " + random().nextLong());
        case 1 -> see(recordMarker("m", random.nextInt(3)).result() + " " + markers().size());
        case 2 -> see(version("change-" + random.nextInt(3), 1, 2));
        case 3 -> see(historyLength() + " " + isCancelRequested());
        default -> ticks++;
      }
    }
  }
}
