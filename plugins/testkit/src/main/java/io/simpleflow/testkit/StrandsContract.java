package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.BranchFailedException;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.GenericType;
import io.simpleflow.TaskFailedException;
import io.simpleflow.TaskTimedOutException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several strands of one workflow, and all the ways to wait for futures and go on from them. */
abstract class StrandsContract extends ContractSuite {
  StrandsContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Adds one. */
    @Activity(name = "contract.strands.next")
    public static int next(int x) {
      return x + 1;
    }

    /** Fails for numbers below zero. */
    @Activity(name = "contract.strands.positive")
    public static int positive(int x) {
      if (x < 0) {
        throw new IllegalArgumentException("negative: " + x);
      }
      return x;
    }
  }

  /** Two branches, each straight code of several steps. */
  @WorkflowType(name = "contract.branches")
  public static class Branches extends Workflow {
    private final List<String> log = new ArrayList<>();

    /** What the branches gave, and who began. */
    public List<String> run() {
      Future<Integer> left = async(() -> steps("left", 0));
      Future<Integer> right = async(() -> steps("right", 10));
      log.add("main");
      int sum = left.result() + right.result();
      log.add("sum " + sum);
      return List.of(log.get(0), log.get(1), log.get(2), log.get(log.size() - 1));
    }

    private int steps(String name, int from) {
      log.add(name);
      int x = submit(Tasks::next, from).result();
      return submit(Tasks::next, x).result();
    }
  }

  @Test
  void letsBranchesTakeTurnsEachAsStraightCode() throws Exception {
    assertThat(run(Branches.class, new GenericType<List<String>>() {}))
        .containsExactly("main", "left", "right", "sum 14");
  }

  /** A branch that fails. */
  @WorkflowType(name = "contract.brokenBranch")
  public static class BrokenBranch extends Workflow {
    /** How the failures of branches look from outside. */
    public List<String> run() {
      Future<Integer> ofTask = async(() -> submit(Tasks::positive, -1).result());
      Future<@Nullable Void> ofCode =
          async(
              () -> {
                throw new IllegalStateException("own");
              });
      return List.of(
          ofTask.exception().orElseThrow() instanceof TaskFailedException failed
              ? failed.reason()
              : "other",
          ofCode.exception().orElseThrow() instanceof BranchFailedException failed
              ? String.valueOf(failed.getCause())
              : "other");
    }
  }

  @Test
  void failsTheFutureOfABranchThatThrows() throws Exception {
    assertThat(run(BrokenBranch.class, new GenericType<List<String>>() {}))
        .containsExactly(
            "IllegalArgumentException: negative: -1", "java.lang.IllegalStateException: own");
  }

  /** A condition on the workflow's own fields. */
  @WorkflowType(name = "contract.condition")
  public static class Condition extends Workflow {
    private int done;

    /** How many of three branches had ended when two were enough. */
    public int run() {
      for (int i = 0; i < 3; i++) {
        int from = i;
        var unused =
            async(
                () -> {
                  submit(Tasks::next, from).await();
                  done++;
                });
      }
      await(() -> done >= 2);
      return Math.min(done, 2);
    }
  }

  @Test
  void waitsForAConditionOnFields() throws Exception {
    assertThat(run(Condition.class, Integer.class)).isEqualTo(2);
  }

  /** Goes on from futures without waiting for them. */
  @WorkflowType(name = "contract.transforms")
  public static class Transforms extends Workflow {
    /** What becomes of results and failures. */
    public List<String> run() {
      Future<Integer> two = submit(Tasks::next, 1);
      Future<String> text = two.thenApply(x -> "text " + x);
      Future<Integer> four = two.thenCompose(x -> submit(Tasks::next, x + 1));
      Future<Integer> saved = submit(Tasks::positive, -1).exceptionally(failure -> 7);
      Future<Integer> failed = submit(Tasks::positive, -1).thenApply(x -> x + 1);
      Future<Integer> thrown =
          two.thenApply(
              x -> {
                throw new IllegalStateException("at " + x);
              });
      return List.of(
          text.result(),
          "" + four.result(),
          "" + saved.result(),
          failed.exception().orElseThrow().getClass().getSimpleName(),
          String.valueOf(thrown.exception().orElseThrow().getCause()));
    }
  }

  @Test
  void goesOnFromFuturesWithoutWaitingForThem() throws Exception {
    assertThat(run(Transforms.class, new GenericType<List<String>>() {}))
        .containsExactly(
            "text 2", "4", "7", "TaskFailedException", "java.lang.IllegalStateException: at 2");
  }

  /** Takes what comes first. */
  @WorkflowType(name = "contract.firstSuccess")
  public static class FirstSuccess extends Workflow {
    /** The first success after a failure, and all in the order of their ends. */
    public List<Integer> run() {
      Future<Integer> bad = submit(Tasks::positive, -1);
      bad.await();
      Future<Integer> good = submit(Tasks::positive, 5);
      int first = Futures.<Integer>firstSuccess(bad, good).result();
      List<Integer> order = new ArrayList<>();
      order.add(first);
      Future<Integer> early = submit(Tasks::next, 1);
      Future<Integer> late = early.thenCompose(x -> submit(Tasks::next, x));
      for (Future<Integer> future : Futures.asCompleted(List.of(late, early))) {
        order.add(future.result());
      }
      return order;
    }
  }

  @Test
  void takesTheFirstSuccessAndFuturesInTheOrderOfTheirEnds() throws Exception {
    assertThat(run(FirstSuccess.class, new GenericType<List<Integer>>() {}))
        .containsExactly(5, 2, 3);
  }

  /** Limits the time of what would take too long. */
  @WorkflowType(name = "contract.orTimeout")
  public static class OrTimeout extends Workflow {
    /** The type of the timeout, and what came in time. */
    public List<String> run() {
      Future<@Nullable Void> late = timer(Duration.ofHours(1));
      String timedOut =
          late.orTimeout(Duration.ofSeconds(1)).exception().orElseThrow()
                  instanceof TaskTimedOutException timeout
              ? timeout.timeoutType()
              : "other";
      late.cancel();
      int inTime = submit(Tasks::next, 1).orTimeout(Duration.ofHours(1)).result();
      return List.of(timedOut, "" + inTime);
    }
  }

  @Test
  void limitsTheTimeOfAnyFuture() throws Exception {
    assertThat(run(OrTimeout.class, new GenericType<List<String>>() {}))
        .containsExactly("TIMER", "2");
  }

  /** Many branches at once. */
  @WorkflowType(name = "contract.manyBranches")
  public static class ManyBranches extends Workflow {
    /** The sum of what all branches gave. */
    public int run(int count) {
      List<Future<Integer>> branches = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int from = i;
        branches.add(async(() -> submit(Tasks::next, submit(Tasks::next, from).result()).result()));
      }
      return Futures.wait(branches).stream().mapToInt(Integer::intValue).sum();
    }
  }

  @Test
  void runsManyBranches() throws Exception {
    assertThat(run(ManyBranches.class, Integer.class, 60)).isEqualTo(59 * 60 / 2 + 120);
  }
}
