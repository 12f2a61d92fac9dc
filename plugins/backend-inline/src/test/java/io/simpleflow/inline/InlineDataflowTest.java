package io.simpleflow.inline;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ExecutionId;
import io.simpleflow.Func;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.Group;
import io.simpleflow.Task;
import io.simpleflow.TaskFailedException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.testkit.WorkflowEnvironment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The dataflow language where everything runs as it is submitted. */
class InlineDataflowTest {
  private final WorkflowEnvironment environment =
      WorkflowEnvironment.over(
          Simpleflow.builder().backend("inline").timekeeper(new JumpingTimekeeper()).open(),
          RunOptions.standard());

  @AfterEach
  void close() {
    environment.close();
  }

  /** The activities of these tests. */
  public static final class Tasks {
    private Tasks() {}

    /** Doubles. */
    @Activity
    public static int twice(int x) {
      return 2 * x;
    }
  }

  /** Doubles, or fails. */
  @WorkflowType(name = "inline.child")
  public static class Child extends Workflow {
    /** Twice the number. */
    public int run(int x) {
      if (x < 0) {
        throw fail("negative");
      }
      return submit(Tasks::twice, x).result();
    }
  }

  /** Has a child that completes and one that fails. */
  @WorkflowType(name = "inline.parent")
  public static class Parent extends Workflow {
    /** What became of them. */
    public List<String> run() {
      Future<Integer> good = submit(Child::run, 4);
      Future<Integer> bad = submit(Child::run, -1);
      return List.of(
          "" + good.result(), ((TaskFailedException) bad.exception().orElseThrow()).reason());
    }
  }

  @Test
  void runsAChildInItsParentsSubmitWithAHistoryOfItsOwn() throws Exception {
    ExecutionId execution = environment.start(Parent.class);
    assertThat(environment.result(execution, new GenericType<List<String>>() {}))
        .containsExactly("8", "Workflow execution failed: negative");
    assertThat(environment.events(execution))
        .extracting(HistoryEvent::type)
        .containsSubsequence(
            EventType.CHILD_WORKFLOW_EXECUTION_STARTED,
            EventType.CHILD_WORKFLOW_EXECUTION_COMPLETED,
            EventType.CHILD_WORKFLOW_EXECUTION_STARTED,
            EventType.CHILD_WORKFLOW_EXECUTION_FAILED);
    assertThat(environment.histories().list(ExecutionFilter.all()))
        .filteredOn(info -> info.parent().filter(execution::equals).isPresent())
        .hasSize(2);
  }

  /** Counts down, a run each. */
  @WorkflowType(name = "inline.countdown")
  public static class Countdown extends Workflow {
    /** Nothing is left in the end. */
    public String run(int left) {
      return left == 0
          ? "from " + runContext().continuedExecutionRunId().isPresent()
          : continueAsNew(this::run, left - 1);
    }
  }

  @Test
  void goesOnAsNewForAsLongAsItLikes() throws Exception {
    assertThat(environment.run(Countdown.class, String.class, 2_000)).isEqualTo("from true");
  }

  /** Waits for what another strand brings about. */
  @WorkflowType(name = "inline.strands")
  public static class Strands extends Workflow {
    private int arrived;

    /** How far they came. */
    public int run() {
      var unused113 =
          async(
              () -> {
                sleep(Duration.ofHours(1));
                arrived++;
              });
      var unused118 = timer("bell", Duration.ofDays(1), null).thenApply(nothing -> arrived += 10);
      await(() -> arrived > 10);
      return arrived;
    }
  }

  @Test
  void waitsForTimersOfOtherCode() throws Exception {
    assertThat(environment.run(Strands.class, Integer.class)).isEqualTo(11);
  }

  /** Waits for nothing. */
  @WorkflowType(name = "inline.stuck")
  public static class Stuck extends Workflow {
    /** Never. */
    public void run() {
      await(() -> false);
    }
  }

  @Test
  void saysThatNothingWillEndAWait() throws Exception {
    ExecutionId execution = environment.start(Stuck.class);
    assertThat(environment.executor().await(execution, Duration.ofSeconds(1)).reason())
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("UnsupportedOperationException", "--backend"));
  }

  /** Signals itself and its parent. */
  @WorkflowType(name = "inline.caller")
  public static class Caller extends Workflow {
    /** What it has told itself. */
    public int run() {
      var unused151 = signal("news", 7);
      return waitSignal("news", Integer.class).result();
    }
  }

  /** Hears from its child what that has told itself, and waits for what nobody sends. */
  @WorkflowType(name = "inline.listener")
  public static class Listener extends Workflow {
    /** What it has heard, and why it heard no more. */
    public List<String> run() {
      Future<Integer> news = signals("news", Integer.class).next();
      int told = submit(Caller::run).result();
      String heard = told + " " + news.result();
      try {
        return List.of(heard, "" + waitSignal("silence", Integer.class).result());
      } catch (UnsupportedOperationException never) {
        return List.of(heard, String.valueOf(never.getMessage()));
      }
    }
  }

  @Test
  void hearsSignalsThatWereSentBeforeAndSaysWhichNeverCame() throws Exception {
    List<String> heard = environment.run(Listener.class, new GenericType<List<String>>() {});
    assertThat(heard.get(0)).isEqualTo("7 7");
    assertThat(heard.get(1)).contains("signals waited for: silence", "--backend local");
  }

  /** A canvas, and a marker. */
  @WorkflowType(name = "inline.canvas")
  public static class Canvas extends Workflow {
    /** The results, and the marker's value. */
    public List<Integer> run() {
      Func.F1<Integer, Integer> twice = Tasks::twice;
      List<Integer> all =
          submit(Group.of(Task.<Integer>of(twice, 1), Task.<Integer>of(twice, 2))).result();
      var unused187 = recordMarker("sum", all.get(0) + all.get(1));
      var unused188 = recordMarker("sum", all.get(0) + all.get(1));
      return List.of(all.get(1), markerValue("sum", Integer.class).orElseThrow(), markers().size());
    }
  }

  @Test
  void runsACanvasAndKeepsMarkers() throws Exception {
    assertThat(environment.run(Canvas.class, new GenericType<List<Integer>>() {}))
        .containsExactly(4, 6, 1);
  }
}
