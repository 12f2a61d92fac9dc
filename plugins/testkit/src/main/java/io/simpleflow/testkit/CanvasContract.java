package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.AggregateException;
import io.simpleflow.Chain;
import io.simpleflow.ChildTask;
import io.simpleflow.ExecutionId;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.Group;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Task;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups, chains and functions inside them. */
@SuppressWarnings("NullAway") // It does not see in class files that elements may be null.
abstract class CanvasContract extends ContractSuite {
  private static final GenericType<List<Object>> LIST = new GenericType<>() {};

  CanvasContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Adds. */
    @Activity(name = "contract.canvas.add")
    public static int add(int a, int b) {
      return a + b;
    }

    /** Fails. */
    @Activity(name = "contract.canvas.broken")
    public static int broken(int x) {
      if (x != 0) {
        throw new IllegalStateException("broken by " + x);
      }
      return x;
    }

    /** Comes to a place, and waits until another has come there too. */
    @Activity(name = "contract.canvas.meet")
    public static String meet(String place, String name, String other)
        throws IOException, InterruptedException {
      Files.createFile(Path.of(place, name));
      for (int look = 0; look < 1_000; look++) {
        if (Files.exists(Path.of(place, other))) {
          return name + " met " + other;
        }
        Thread.sleep(10);
      }
      return other + " did not come";
    }
  }

  /** A group, and a chain whose results go from item to item. */
  @WorkflowType(name = "contract.canvas.plain")
  public static class Plain extends Workflow {
    /** The results of both. */
    public List<List<@Nullable Integer>> run() {
      Future<List<@Nullable Integer>> group =
          submit(Group.of(Task.of(Tasks::add, 1, 2), Task.of(Tasks::add, 3, 4)));
      Future<List<@Nullable Integer>> chain =
          submit(
              Chain.of(Task.of(Tasks::add, 1, 2), Task.of(Tasks::add, 10), Task.of(Tasks::add, 100))
                  .withSendResult(true));
      return List.of(group.result(), chain.result());
    }
  }

  @Test
  void runsAGroupAndAChainThatSendsItsResults() throws Exception {
    assertThat(run(Plain.class, LIST)).containsExactly(List.of(3, 7), List.of(3, 13, 113));
  }

  /** One after another. */
  @WorkflowType(name = "contract.canvas.order")
  public static class Ordered extends Workflow {
    /** Three in a chain. */
    public @Nullable Object run() {
      return submit(
              Chain.of(
                  Task.of(Tasks::add, 0, 1), Task.of(Tasks::add, 0, 2), Task.of(Tasks::add, 0, 3)))
          .result();
    }
  }

  @Test
  void runsTheItemsOfAChainOneAfterAnother() throws Exception {
    ExecutionId execution = start(Ordered.class);
    assertThat(environment().result(execution, LIST)).containsExactly(1, 2, 3);
    assertThat(mostOpen(execution)).isEqualTo(1);
  }

  /** How many activities were open at once. */
  private int mostOpen(ExecutionId execution) {
    int open = 0;
    int most = 0;
    for (HistoryEvent event : environment().events(execution)) {
      if (event.type() == EventType.ACTIVITY_TASK_SCHEDULED) {
        open++;
        most = Math.max(most, open);
      } else if (event.type() == EventType.ACTIVITY_TASK_COMPLETED) {
        open--;
      }
    }
    return most;
  }

  /** Groups, chains and functions inside each other. */
  @WorkflowType(name = "contract.canvas.nested")
  public static class Nested extends Workflow {
    /** The results, in the shape of the canvas. */
    public List<@Nullable Object> run() {
      Group<Integer> side = Group.of(Task.of(Tasks::add, 1, 1), Task.of(Tasks::add, 2, 2));
      Chain<Object> chain =
          Chain.<Object>of(
                  side,
                  FunctionGroup.of((List<Integer> sums) -> Task.of(Tasks::add, sums.get(1), 10)),
                  Group.<Object>of(Task.of(Tasks::add, 100), Chain.of(Task.of(Tasks::add, 200))),
                  FunctionGroup.of((List<Object> sums) -> countdown((Integer) sums.get(0), 2)))
              .withSendResult(true);
      return submit(Group.<Object>of(chain, side, FunctionGroup.of(() -> null))).result();
    }

    /** As a loop: what the function returns has the function in it again. */
    private Chain<Object> countdown(int from, int steps) {
      FunctionGroup<List<@Nullable Object>> rest =
          FunctionGroup.of((Integer left) -> steps == 1 ? null : countdown(left, steps - 1));
      return Chain.<Object>of(Task.of(Tasks::add, from, -1), rest).withSendResult(true);
    }
  }

  @Test
  void nestsGroupsChainsAndFunctions() throws Exception {
    assertThat(run(Nested.class, LIST))
        .hasToString("[[[2, 4], 14, [114, [214]], [113, [112, null]]], [2, 4], null]");
  }

  /** Chains with a failure in the middle. */
  @WorkflowType(name = "contract.canvas.broken")
  public static class Broken extends Workflow {
    /** What is left of each chain. */
    public List<Object> run() {
      Chain<Integer> chain =
          Chain.of(Task.of(Tasks::add, 1, 1), Task.of(Tasks::broken, 2), Task.of(Tasks::add, 3, 3));
      List<Object> ends = new ArrayList<>();
      for (boolean breaks : new boolean[] {true, false}) {
        Chain<Integer> tried = chain.withBreakOnFailure(breaks);
        ends.add(submit(tried).exception().orElseThrow().getMessage());
        ends.add(submit(tried.withBubblesExceptionOnFailure(false)).result());
      }
      return ends;
    }
  }

  @Test
  void breaksAChainAtAFailureOrNot() throws Exception {
    ExecutionId execution = start(Broken.class);
    List<Object> ends = environment().result(execution, LIST);
    assertThat(ends.get(0)).asString().startsWith("1 of 3 failed; the first: ");
    assertThat(ends.get(1)).asString().isEqualTo("[2, null]");
    assertThat(ends.get(3)).asString().isEqualTo("[2, null, 6]");
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isEqualTo(2 + 2 + 3 + 3);
  }

  /** A group with two failures. */
  @WorkflowType(name = "contract.canvas.failures")
  public static class Failures extends Workflow {
    /** What each item's failure is. */
    public List<String> run() {
      Future<?> group =
          submit(
              Group.<Object>of(
                  Task.of(Tasks::add, 1, 1),
                  Task.of(Tasks::broken, 2),
                  Task.of(Tasks::add, 3),
                  Group.of(Task.of(Tasks::add, 4, 4), Task.of(Tasks::broken, 5))));
      try {
        return List.of("no failure: " + group.result());
      } catch (AggregateException failure) {
        return failure.failures().stream().map(this::named).toList();
      }
    }

    private String named(@Nullable SimpleflowException failure) {
      if (failure instanceof AggregateException aggregate) {
        return aggregate.failures().stream().map(this::named).toList().toString();
      } else if (failure instanceof TaskFailedException failed) {
        return failed.reason().replaceAll(".* by ", "");
      }
      return failure == null ? "fine" : failure.getClass().getSimpleName();
    }
  }

  @Test
  void givesEachFailureOfAGroupAtItsPlace() throws Exception {
    assertThat(run(Failures.class, LIST))
        .containsExactly("fine", "2", TaskArgumentException.class.getSimpleName(), "[fine, 5]");
  }

  /** Waits for something else while an item fails. */
  @WorkflowType(name = "contract.canvas.raised")
  public static class Raised extends Workflow {
    /** What the wait ends with. */
    public List<@Nullable Object> run(boolean raises) {
      Future<List<@Nullable Integer>> group =
          submit(
              Group.of(Task.of(Tasks::broken, 1), Task.of(Tasks::add, 1, 1))
                  .withRaisesOnFailure(raises));
      try {
        sleep(Duration.ofSeconds(raises ? 1_000 : 1));
        return new ArrayList<>(group.result());
      } catch (TaskFailedException failure) {
        return List.of("raised");
      }
    }
  }

  @Test
  void raisesTheFailuresOfAGroupOrKeepsThem() throws Exception {
    assertThat(run(Raised.class, LIST, true)).containsExactly("raised");
    assertThat(run(Raised.class, LIST, false)).containsExactly(null, 2);
  }

  /** Many, few of them at once. */
  @WorkflowType(name = "contract.canvas.parallel")
  public static class Parallel extends Workflow {
    /** The results of so many items. */
    public List<@Nullable Integer> run(int count) {
      List<Task<Integer>> items = new ArrayList<>();
      for (int item = 0; item < count; item++) {
        items.add(Task.of(Tasks::add, item, 0));
      }
      return submit(Group.of(items).withMaxParallel(10)).result();
    }
  }

  @Test
  void neverRunsMoreItemsOfAGroupAtOnceThanItMay() throws Exception {
    ExecutionId execution = start(Parallel.class, 300);
    assertThat(environment().result(execution, LIST))
        .isEqualTo(IntStream.range(0, 300).boxed().toList());
    assertThat(mostOpen(execution)).isLessThanOrEqualTo(10);
  }

  /** The first item cannot end before the last has begun. */
  @WorkflowType(name = "contract.canvas.refilled")
  public static class Refilled extends Workflow {
    /** Whom they met. */
    public List<@Nullable Object> run(String place) {
      return submit(
              Group.<Object>of(
                      Task.of(Tasks::meet, place, "first", "last"),
                      Task.of(Tasks::add, 1, 1),
                      Task.of(Tasks::add, 2, 2),
                      Task.of(Tasks::meet, place, "last", "first"))
                  .withMaxParallel(2))
          .result();
    }
  }

  @Test
  void refillsASlotOfAGroupAtOnce(@TempDir Path place) throws Exception {
    ExecutionId execution = start(Refilled.class, place.toString());
    assertThat(environment().result(execution, LIST))
        .containsExactly("first met last", 2, 4, "last met first");
    assertThat(mostOpen(execution)).isEqualTo(2);
  }

  /** A chain with a timer in it. */
  @WorkflowType(name = "contract.canvas.timer")
  public static class Timed extends Workflow {
    /** What the chain gives. */
    public List<@Nullable Object> run() {
      return submit(
              Chain.<Object>of(
                  FunctionGroup.ofFuture(() -> timer(Duration.ofSeconds(1)).thenApply(n -> "late")),
                  Task.of(Tasks::add, 1, 1)))
          .result();
    }
  }

  @Test
  void takesAFutureAsAnItem() throws Exception {
    ExecutionId execution = start(Timed.class);
    assertThat(environment().result(execution, LIST)).containsExactly("late", 2);
    assertThat(count(execution, EventType.TIMER_FIRED)).isEqualTo(1);
  }

  /** Gives a group up that has not begun its last item. */
  @WorkflowType(name = "contract.canvas.cancelled")
  public static class Cancelled extends Workflow {
    /** Whether the group was cancelled. */
    public boolean run() {
      Future<?> group =
          submit(
              Group.<@Nullable Object>of(
                      FunctionGroup.ofFuture(() -> timer(Duration.ofSeconds(1_000))),
                      Chain.of(FunctionGroup.ofFuture(() -> timer(Duration.ofSeconds(1_000)))),
                      Task.of(Tasks::add, 1, 1))
                  .withMaxParallel(2));
      sleep(Duration.ofSeconds(1));
      group.requestCancel();
      group.await();
      sleep(Duration.ofSeconds(1));
      return group.isCancelled();
    }
  }

  @Test
  void cancelsWhatIsUnderWayInAGroupAndBeginsNoMore() throws Exception {
    ExecutionId execution = start(Cancelled.class);
    assertThat(environment().result(execution, Boolean.class)).isTrue();
    assertThat(count(execution, EventType.TIMER_CANCELED)).isEqualTo(2);
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isZero();
  }

  /** Waits for a group whose items wait. */
  @WorkflowType(name = "contract.canvas.stopped")
  public static class Stopped extends Workflow {
    /** Ends with the group. */
    public Object run() {
      FunctionGroup<@Nullable Void> timer =
          FunctionGroup.ofFuture(() -> timer(Duration.ofSeconds(1_000)));
      return submit(Group.of(timer, timer, timer).withMaxParallel(2)).result();
    }
  }

  @Test
  void cancelsAGroupWithItsExecution() throws Exception {
    ExecutionId execution = start(Stopped.class);
    environment().awaitHistory(execution, history -> history.timers().size() == 2);
    environment().executor().requestCancel(execution);
    assertThat(environment().await(execution).status()).isEqualTo(CloseStatus.CANCELED);
    assertThat(count(execution, EventType.TIMER_STARTED)).isEqualTo(2);
  }

  /** A child of others. */
  @WorkflowType(name = "contract.canvas.child")
  public static class Child extends Workflow {
    /** Twice a number; no negative one. */
    public int run(int x) {
      if (x < 0) {
        throw fail("negative");
      }
      return submit(Tasks::add, x, x).result();
    }
  }

  /** Children side by side, then one after another. */
  @WorkflowType(name = "contract.canvas.children")
  public static class Children extends Workflow {
    /** What is left of both. */
    public List<Object> run() {
      Future<?> group = submit(Group.of(ChildTask.of(Child::run, 1), ChildTask.of(Child::run, -1)));
      AggregateException failure = (AggregateException) group.exception().orElseThrow();
      Future<?> chain =
          submit(
              Chain.of(ChildTask.of(Child::run, 1), ChildTask.<Integer>of(Child.class))
                  .withSendResult(true));
      return List.of(failure.failures().get(0) == null, failure.flatten().size(), chain.result());
    }
  }

  @Test
  void runsChildrenAsItems() throws Exception {
    assertThat(run(Children.class, LIST)).containsExactly(true, 1, List.of(2, 4));
  }
}
