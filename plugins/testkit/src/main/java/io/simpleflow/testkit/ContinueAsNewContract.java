package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ContinueAsNew;
import io.simpleflow.ExecutionId;
import io.simpleflow.SignalQueue;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs that go on as new ones, by what their code says or by themselves. */
abstract class ContinueAsNewContract extends ContractSuite {
  ContinueAsNewContract(BackendContract contract) {
    super(contract);
  }

  /** Counts down, a run each. */
  @WorkflowType(name = "contract.child.countdown")
  public static class Countdown extends Workflow {
    /** The texts of all runs. */
    public String run(int left, String text) {
      if (left > 1) {
        return continueAsNew(this::run, left - 1, text + left);
      }
      return left == 0 ? text : continueAsNew(ContinueAsNew.with(0).with("text", text + left));
    }
  }

  @Test
  void goesOnAsNewRunsToTheLastOnesResult() throws Exception {
    assertThat(run(Countdown.class, String.class, 3, ">")).isEqualTo(">321");
  }

  /** Has a child that goes on as new. */
  @WorkflowType(name = "contract.child.ofruns")
  public static class OfRuns extends Workflow {
    /** The result of the child's last run. */
    public String run() {
      return submit(Countdown::run, 2, ":").result();
    }
  }

  @Test
  void getsTheResultOfAChildsLastRun() throws Exception {
    assertThat(run(OfRuns.class, String.class)).isEqualTo(":21");
  }

  /** Goes on as new by itself. */
  @WorkflowType(name = "contract.child.long", continueAsNewAfterEvents = 10)
  public static class ShortRuns extends Workflow {
    private int count;

    /** Counts three signals, in whatever run they come. */
    public String run(int from) {
      SignalQueue<Integer> more = signals("more", Integer.class);
      for (count = from; count < 3; count++) {
        more.next().result();
      }
      return count + " " + runContext().continuedExecutionRunId().isPresent();
    }

    @Override
    protected Optional<ContinueAsNew> nextRun() {
      return Optional.of(ContinueAsNew.with(count));
    }
  }

  @Test
  void goesOnAsNewByItselfOnceItsHistoryIsLong() throws Exception {
    ExecutionId first = start(ShortRuns.class, 0);
    environment()
        .awaitHistory(first, history -> count(first, EventType.DECISION_TASK_COMPLETED) > 0);
    environment().executor().signal(first, "more", "1");
    environment()
        .awaitHistory(first, history -> count(first, EventType.DECISION_TASK_COMPLETED) > 1);
    environment().executor().signal(first, "more", "2");
    environment()
        .awaitHistory(
            first, history -> count(first, EventType.WORKFLOW_EXECUTION_CONTINUED_AS_NEW) > 0);
    ExecutionId next =
        environment().histories().latest(Optional.of(first.workflowId())).orElseThrow();
    environment().executor().signal(next, "more", "3");
    assertThat(environment().result(first, String.class)).isEqualTo("3 true");
  }

  /** Goes on as new by itself without being told anything. */
  @WorkflowType(name = "contract.child.laps", continueAsNewAfterEvents = 300)
  public static class Laps extends Workflow {
    private int lap;

    /** Waits for what never comes, but in its third run. */
    public int run(int from) {
      lap = from;
      for (int i = 0; i < 300; i++) {
        var unused = recordMarker("lap", i);
      }
      recordMarker("all", lap).await();
      sleep(Duration.ofSeconds(1));
      if (lap < 2) {
        waitSignal("never").await();
      }
      return lap;
    }

    @Override
    protected Optional<ContinueAsNew> nextRun() {
      return Optional.of(ContinueAsNew.with(lap + 1));
    }
  }

  @Test
  void goesOnAsNewWhereALongRunOnlyWaits() throws Exception {
    assertThat(run(Laps.class, Integer.class, 0)).isEqualTo(2);
  }

  /** Is given tags, keeps them, and drops them. */
  @WorkflowType(name = "contract.child.tags")
  public static class Tags extends Workflow {
    /** The tags of all its runs. */
    public String run(int run, String before) {
      String tags = before + runContext().tagList();
      ContinueAsNew next = ContinueAsNew.with(run + 1, tags);
      return switch (run) {
        case 0 -> continueAsNew(next.with(WorkflowOptions.none().withTagList(List.of("a"))));
        case 1 -> continueAsNew(next);
        case 2 -> continueAsNew(next.with(WorkflowOptions.none().withInheritTags(false)));
        default -> tags;
      };
    }
  }

  @Test
  void keepsItsTagsWhenItGoesOnAsNewUnlessToldNotTo() throws Exception {
    assertThat(run(Tags.class, String.class, 0, "")).isEqualTo("[][a][a][]");
  }
}
