package io.simpleflow.engine.replay;

import io.simpleflow.AggregateException;
import io.simpleflow.CancellationScope;
import io.simpleflow.ContinueAsNew;
import io.simpleflow.FailureDecision;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Saga;
import io.simpleflow.SignalQueue;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.TaskFailure;
import io.simpleflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A workflow made up of whatever its seed says, whose result does not hang on time: it never looks
 * at what is done and what is not, nor at the clock, and its strands share nothing.
 */
final class SteadyWorkflow extends Workflow {
  private static final int DEEPEST = 3;

  private long ownSeed;

  public String run(long seed) {
    ownSeed = seed;
    Random random = new Random(seed);
    Branch main = new Branch(random, List.of(), 0);
    main.steps(5 + random.nextInt(20));
    List.copyOf(main.futures).forEach(main::seeOutcome);
    if (random.nextInt(10) == 0) {
      throw fail("the end", main.seen.toString());
    } else if (random.nextInt(10) == 0) {
      throw this.<RuntimeException>continueAsNew(ContinueAsNew.with(main.digest()));
    }
    return main.seen.toString();
  }

  @Override
  protected @Nullable FailureDecision onTaskFailure(TaskFailure failure) {
    return decide(ownSeed % 3, failure);
  }

  /** Says what hangs on the failure alone, not on the id, which tells of what was first. */
  private static FailureDecision decide(long choice, TaskFailure failure) {
    Random random = new Random(31L * failure.reason().hashCode() + failure.attempt() + choice);
    return switch (random.nextInt(failure.attempt() > 3 ? 4 : 8)) {
      case 0 -> FailureDecision.abort();
      case 1 -> FailureDecision.ignore(7L);
      case 2 -> FailureDecision.cancel();
      case 3, 4 -> FailureDecision.standard();
      case 5 -> FailureDecision.retryNow();
      case 6 -> FailureDecision.retryLater(Duration.ofSeconds(random.nextInt(20)));
      default -> FailureDecision.retryNow().withArguments(random.nextInt());
    };
  }

  /** What one strand does: its own choices, the futures that it knows, and what it has seen. */
  private final class Branch extends RandomFutures {
    private final RandomTasks tasks;
    private final StringBuilder seen = new StringBuilder();
    private int number;

    Branch(Random random, List<Future<Long>> older, int depth) {
      super(random, older, depth);
      this.tasks = RandomTasks.steady(random);
    }

    /** A strand that begins here and now, and may begin to run at any time. */
    private Branch inner() {
      return new Branch(new Random(random.nextLong()), futures, depth + 1);
    }

    private long digest() {
      return seen.toString().hashCode();
    }

    private long branch() {
      steps(1 + random.nextInt(4));
      if (random.nextInt(8) == 0) {
        throw new IllegalStateException("branch " + digest());
      }
      return digest();
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        number++;
        step();
      }
    }

    private void see(@Nullable Object what) {
      seen.append(what).append('\n');
    }

    private void seeOutcome(Future<?> future) {
      try {
        see(future.result());
      } catch (SimpleflowException failure) {
        see(describe(failure));
      }
    }

    private void step() {
      switch (random.nextInt(6)) {
        case 0, 1 -> submitTasks();
        case 2 -> waitForSomething();
        case 3 -> combine();
        case 4 -> strandsAndScopes();
        default -> signalsAndRecords();
      }
    }

    private void submitTasks() {
      switch (random.nextInt(9)) {
        case 0 -> futures.add(submit(tasks.task(some())));
        case 1 -> futures.add(submit(tasks.task(Futures.all(several()))));
        case 2 -> {
          for (int i = random.nextInt(8); i > 0; i--) {
            futures.add(submit(tasks.task((long) i)));
          }
        }
        case 3 -> futures.add(submit(tasks.lambda(some())));
        case 4 -> futures.add(submit(tasks.child(some())));
        case 5 -> {
          long choice = random.nextInt(5);
          futures.add(onFailure(failure -> decide(choice, failure)).submit(tasks.task(number)));
        }
        case 6 -> futures.add(submit(RandomTasks.named("idempotent", random.nextInt(4))));
        case 7 -> {
          List<Future<Long>> known = List.copyOf(futures);
          if (depth < DEEPEST) {
            futures.add(
                submit(
                        tasks.canvas(
                            seed -> new Branch(new Random(seed), known, depth + 1).branch()))
                    .thenApply(result -> (long) String.valueOf(result).hashCode()));
          }
        }
        default -> futures.add(submit(tasks.task((long) number)));
      }
    }

    private void waitForSomething() {
      Future<Long> future = some();
      switch (random.nextInt(5)) {
        case 0 -> seeOutcome(Futures.all(several()));
        case 1 -> {
          await(future::isDone);
          seeOutcome(future);
        }
        case 2 -> sleep(Duration.ofSeconds(random.nextInt(100)));
        case 3 -> {
          future.await();
          see(future.status());
        }
        default -> seeOutcome(future);
      }
    }

    private void combine() {
      Branch code = inner();
      futures.add(
          switch (random.nextInt(6)) {
            case 0 -> some().thenApply(value -> value + 1);
            case 1 -> some().thenApply(value -> code.branch());
            case 2 -> some().thenCompose(value -> code.some());
            case 3 -> some().thenCompose(value -> submit(code.tasks.task(value)));
            case 4 -> some().exceptionally(failure -> (long) describe(failure).hashCode());
            default ->
                timer(Duration.ofSeconds(random.nextInt(60))).thenApply(end -> code.branch());
          });
    }

    private void strandsAndScopes() {
      if (depth == DEEPEST) {
        return;
      }
      Branch strand = inner();
      switch (random.nextInt(5)) {
        case 0 -> shielded(() -> steps(random.nextInt(3)));
        case 1 -> {
          CancellationScope scope = newScope();
          scope.run(() -> steps(random.nextInt(4)));
          scope.await();
        }
        case 2 -> {
          Saga saga = new Saga();
          saga.addCompensation(() -> seeOutcome(some()));
          saga.addCompensation(() -> seeOutcome(submit(tasks.task("undo"))));
          compensate(saga);
        }
        default -> futures.add(async(strand::branch));
      }
    }

    private void signalsAndRecords() {
      switch (random.nextInt(4)) {
        case 0 -> {
          String name = "own-" + random.nextLong(); // Nobody else sends it.
          SignalQueue<Long> queue = signals(name, Long.class);
          for (long i = random.nextInt(3); i >= 0; i--) {
            seeOutcome(signal(name, i));
          }
          seeOutcome(queue.next());
        }
        case 1 -> see(recordMarker("m", random.nextInt(3)).result());
        case 2 -> see(version("change-" + random.nextInt(3), 1, 2));
        default -> see(sideEffect(Long.class, () -> 5L) + " " + isCancelRequested());
      }
    }
  }

  /** What a failure says apart from ids. */
  private static String describe(SimpleflowException failure) {
    if (failure instanceof AggregateException aggregate) {
      return aggregate.flatten().stream().map(SteadyWorkflow::describe).toList().toString();
    } else if (failure instanceof TaskFailedException failed) {
      return failed.reason();
    }
    return failure.getClass().getSimpleName();
  }
}
