package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Group;
import io.simpleflow.Task;
import io.simpleflow.Workflow;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ServiceLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A group of more items than a history of SWF's could hold, from its first event to its last. */
@Timeout(60)
class LargeGroupTest {
  private static final int ITEMS = 100_000;
  private static final int AT_ONCE = 100;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final CoroutineThreads threads = new CoroutineThreads();
  private final List<HistoryEvent> events = new ArrayList<>();

  /** Runs the group, and returns how many results there are. */
  static final class Large extends Workflow {
    int run() {
      Task<Long> same = Task.named("same", "1", Long.class);
      List<Task<Long>> items = new ArrayList<>();
      for (int item = 0; item < ITEMS; item++) {
        items.add(same);
      }
      return submit(Group.of(items).withMaxParallel(AT_ONCE)).result().size();
    }
  }

  @AfterEach
  void closeThreads() {
    threads.close();
  }

  private ReplayedExecution execution() {
    ServiceLimits swf = ServiceLimits.swf();
    ServiceLimits roomy =
        new ServiceLimits(
            swf.decisionsPerResponse(),
            swf.responseCharacters(),
            swf.openActivities(),
            swf.openTimers(),
            10 * ITEMS,
            swf.dataCharacters(),
            swf.reasonCharacters(),
            false);
    return new ReplayedExecution(
        FakeTasks.settings(threads, roomy),
        FakeTasks.workflow(
            (runtime, input) -> {
              Large workflow = new Large();
              workflow.bind(runtime);
              return new JsonDataConverter().toJson(workflow.run());
            }),
        SimulatedService.EXECUTION);
  }

  @Test
  void keepsAtMostSoManyItemsUnderWayFromMemoryAndFromTheHistory() {
    start();
    int decided = 0;
    int scheduled = 0;
    try (ReplayedExecution sticky = execution()) {
      List<Decision> decisions = decideAfter(sticky, decided);
      while (scheduled < ITEMS) {
        assertThat(decisions).hasSize(AT_ONCE);
        decided = events.size();
        scheduled += decisions.size();
        runAll(decisions);
        decisions = decideAfter(sticky, decided);
      }
      assertThat(decisions)
          .containsExactly(new Decision.CompleteWorkflowExecution(String.valueOf(ITEMS)));
    }
    try (ReplayedExecution afresh = execution()) {
      assertThat(afresh.decide(events))
          .containsExactly(new Decision.CompleteWorkflowExecution(String.valueOf(ITEMS)));
    }
  }

  private long id() {
    return events.size() + 1L;
  }

  private List<Decision> decideAfter(ReplayedExecution execution, int seen) {
    events.add(new DecisionTaskScheduled(id(), NOW, "list", null, "60", null));
    events.add(new DecisionTaskStarted(id(), NOW, "decider", id() - 1));
    return execution.decide(events.subList(seen, events.size()));
  }

  private void start() {
    events.add(
        new WorkflowExecutionStarted(
            1,
            NOW,
            "null",
            "3600",
            "60",
            ChildPolicy.TERMINATE,
            "list",
            null,
            new WorkflowType("fake", "1"),
            List.of(),
            null,
            null,
            0,
            null));
  }

  /** Every activity scheduled now starts and ends before the next decision. */
  private void runAll(List<Decision> decisions) {
    long started = id() - 1;
    long completed = id();
    events.add(new DecisionTaskCompleted(completed, NOW, null, started - 1, started, null, null));
    long first = id();
    for (Decision decision : decisions) {
      Decision.ScheduleActivityTask d = (Decision.ScheduleActivityTask) decision;
      events.add(
          new ActivityTaskScheduled(
              id(),
              NOW,
              d.activityType(),
              d.activityId(),
              d.input(),
              null,
              null,
              null,
              null,
              "list",
              null,
              completed,
              null));
    }
    for (int item = 0; item < decisions.size(); item++) {
      events.add(new ActivityTaskStarted(id(), NOW, "worker", first + item));
      events.add(new ActivityTaskCompleted(id(), NOW, "1", first + item, id() - 1));
    }
  }
}
