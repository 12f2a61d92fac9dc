package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.GenericType;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Futures between tasks: who waits for whom, and who does not. */
abstract class DataflowContract extends ContractSuite {
  DataflowContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Adds. */
    @Activity
    public static int add(int a, int b) {
      return a + b;
    }

    /** Joins. */
    @Activity
    public static String join(String a, String b, String c) {
      return a + b + c;
    }

    /** Squares. */
    @Activity
    public static int square(int x) {
      return x * x;
    }

    /** Adds many. */
    @Activity
    public static int sum(List<Integer> numbers) {
      return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    /** Cubes, once for each number. */
    @Activity(idempotent = true)
    public static int cube(int x) {
      return x * x * x;
    }

    /** Comes to a place, and waits until another has come there too. */
    @Activity
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

  /** Values and futures side by side. */
  @WorkflowType(name = "contract.mixed")
  public static class Mixed extends Workflow {
    /** Joins three texts, of which some are futures. */
    public String run() {
      Future<String> a = submit(Tasks::join, "a", "b", "c");
      Future<String> b = submit(Tasks::join, a, "-", a);
      Future<String> c = submit(Tasks::join, "<", b, ">");
      return submit(Tasks::join, Future.of("="), c, "=").result();
    }
  }

  @Test
  void mixesValuesAndFuturesInAnyPosition() throws Exception {
    assertThat(run(Mixed.class, String.class)).isEqualTo("=<abc-abc>=");
  }

  /** One, two that need it, one that needs both. */
  @WorkflowType(name = "contract.diamond")
  public static class Diamond extends Workflow {
    /** Computes ((x+1)² + (x+1)²). */
    public int run(int x) {
      Future<Integer> top = submit(Tasks::add, x, 1);
      Future<Integer> left = submit(Tasks::square, top);
      Future<Integer> right = submit(Tasks::square, top);
      return submit(Tasks::add, left, right).result();
    }
  }

  @Test
  void runsADiamondOfDependencies() throws Exception {
    assertThat(run(Diamond.class, Integer.class, 2)).isEqualTo(18);
  }

  /** Many, then one that gathers. */
  @WorkflowType(name = "contract.mapjoin")
  public static class MapJoin extends Workflow {
    /** The sum of the squares, by a list of futures and by a future of a list. */
    public List<Integer> run(List<Integer> numbers) {
      List<Future<Integer>> squares = map(Tasks::square, numbers);
      Future<Integer> sum = submit(Tasks::sum, Futures.all(squares));
      List<Future<Integer>> sums = starmap(Tasks::add, List.of(List.of(1, 2), List.of(sum, 3)));
      return List.of(sum.result(), Futures.wait(sums).get(1));
    }
  }

  @Test
  void mapsAndJoins() throws Exception {
    assertThat(run(MapJoin.class, new GenericType<List<Integer>>() {}, List.of(1, 2, 3)))
        .containsExactly(14, 17);
  }

  /** Two that cannot end without each other. */
  @WorkflowType(name = "contract.parallel")
  public static class Parallel extends Workflow {
    /** Lets two activities meet. */
    public List<String> run(String place) {
      Future<String> one = submit(Tasks::meet, place, "one", "two");
      Future<String> two = submit(Tasks::meet, place, "two", "one");
      return Futures.wait(one, two);
    }
  }

  @Test
  void runsIndependentTasksAtTheSameTime(@TempDir Path place) throws Exception {
    assertThat(run(Parallel.class, new GenericType<List<String>>() {}, place.toString()))
        .containsExactly("one met two", "two met one");
  }

  /** The first of two. */
  @WorkflowType(name = "contract.any")
  public static class First extends Workflow {
    /** One of the two results. */
    public int run() {
      Future<Integer> one = submit(Tasks::square, 3);
      Future<Integer> two = submit(Tasks::square, 4);
      int first = Futures.any(one, two).result();
      return first == one.result() || first == two.result() ? one.result() + two.result() : -1;
    }
  }

  @Test
  void waitsForTheFirstOfSeveral() throws Exception {
    assertThat(run(First.class, Integer.class)).isEqualTo(25);
  }

  /** The same task more than once. */
  @WorkflowType(name = "contract.idempotent")
  public static class Idempotent extends Workflow {
    /** Three submits of two tasks. */
    public List<Integer> run() {
      Future<Integer> first = submit(Tasks::cube, 2);
      Future<Integer> other = submit(Tasks::cube, 3);
      Future<Integer> second = submit(Tasks::cube, 2);
      List<Integer> before = Futures.wait(first, other, second);
      return List.of(before.get(0), before.get(2), submit(Tasks::cube, 3).result());
    }
  }

  @Test
  void runsAnIdempotentActivityOnceForTheSameArguments() throws Exception {
    ExecutionId execution = start(Idempotent.class);
    assertThat(environment().result(execution, new GenericType<List<Integer>>() {}))
        .containsExactly(8, 8, 27);
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isEqualTo(2);
  }

  /** A task given up before its turn. */
  @WorkflowType(name = "contract.cancelled")
  public static class Cancelled extends Workflow {
    /** Whether the future was cancelled. */
    public boolean run() {
      Future<Integer> first = submit(Tasks::square, 2);
      Future<Integer> second = submit(Tasks::square, first);
      boolean cancelled = second.cancel();
      first.await();
      return cancelled && second.isCancelled() && second.exception().isPresent();
    }
  }

  @Test
  void neverSchedulesATaskThatWasCancelledWhileItWaited() throws Exception {
    ExecutionId execution = start(Cancelled.class);
    assertThat(environment().result(execution, Boolean.class)).isTrue();
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isEqualTo(1);
  }
}
