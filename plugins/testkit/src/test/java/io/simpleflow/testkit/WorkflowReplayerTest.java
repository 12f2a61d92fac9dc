package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.Activity;
import io.simpleflow.Future;
import io.simpleflow.NonDeterminismException;
import io.simpleflow.SerializationException;
import io.simpleflow.Workflow;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.Decision;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowReplayerTest {
  private static final List<HistoryEvent> HISTORY =
      new HistoryBuilder(new WorkflowType("sum", "1"), "{\"args\":[1]}")
          .decided(schedule("activity-test.increment-1", "test.increment", "1"))
          .activityCompleted("activity-test.increment-1", "2")
          .decided(schedule("activity-test.twice-1", "test.twice", "2"))
          .activityCompleted("activity-test.twice-1", "4")
          .decided(new Decision.CompleteWorkflowExecution("4"))
          .events();

  private static final AtomicInteger RAN = new AtomicInteger();

  private final WorkflowReplayer replayer = new WorkflowReplayer();

  private static Decision schedule(String id, String name, String argument) {
    return new Decision.ScheduleActivityTask(
        new ActivityType(name, "1"),
        id,
        null,
        "{\"args\":[" + argument + "],\"kwargs\":{}}",
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The activities of these tests; none of them ever runs. */
  public static final class Tasks {
    private Tasks() {}

    /** Adds one. */
    @Activity(name = "test.increment", version = "1")
    public static int increment(int x) {
      return RAN.incrementAndGet() + x;
    }

    /** Doubles. */
    @Activity(name = "test.twice", version = "1")
    public static int twice(int x) {
      return RAN.incrementAndGet() + x;
    }
  }

  /** The code that wrote the history. */
  @io.simpleflow.WorkflowType(name = "sum", version = "1")
  public static class Sum extends Workflow {
    /** Computes (x + 1) * 2. */
    public int run(int x) {
      Future<Integer> y = submit(Tasks::increment, x);
      return submit(Tasks::twice, y).result();
    }
  }

  /** The same in another order. */
  @io.simpleflow.WorkflowType(name = "sum", version = "2")
  public static class ChangedSum extends Workflow {
    /** Computes x * 2 + 1. */
    public int run(int x) {
      Future<Integer> y = submit(Tasks::twice, x);
      return submit(Tasks::increment, y).result();
    }
  }

  /** The same, but it gives something else. */
  @io.simpleflow.WorkflowType(name = "sum", version = "3")
  public static class WrongSum extends Workflow {
    /** Computes (x + 1) * 2 + 1. */
    public int run(int x) {
      Future<Integer> y = submit(Tasks::increment, x);
      return submit(Tasks::twice, y).result() + 1;
    }
  }

  @Test
  void acceptsTheHistoryThatTheCodeWrote() {
    replayer.replay(Sum.class, HISTORY);
    assertThat(RAN).as("activities that ran").hasValue(0);
  }

  @Test
  void acceptsAHistoryThatHasNotEnded() {
    for (int length = 1; length < HISTORY.size(); length++) {
      List<HistoryEvent> begun = HISTORY.subList(0, length);
      // The events of an answer are written together with it.
      if (begun.get(length - 1).type() != EventType.DECISION_TASK_COMPLETED) {
        replayer.replay(Sum.class, begun);
      }
    }
  }

  @Test
  void tellsTheFirstDifference() {
    assertThatExceptionOfType(NonDeterminismException.class)
        .isThrownBy(() -> replayer.replay(ChangedSum.class, HISTORY))
        .withMessageContainingAll("5", "activity-test.increment-1", "activity-test.twice-1");
    assertThatExceptionOfType(NonDeterminismException.class)
        .isThrownBy(() -> replayer.replay(WrongSum.class, HISTORY))
        .withMessageContainingAll("complete", "4", "5");
  }

  @Test
  void readsHistoriesFromFilesAndStreams(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("history.json");
    try (Writer json = Files.newBufferedWriter(file)) {
      HistoryJson.writeHistory(HISTORY, json);
    }
    replayer.replay(Sum.class, file);
    replayer.replay(Sum.class, Files.newInputStream(file));
    assertThatExceptionOfType(NonDeterminismException.class)
        .isThrownBy(() -> replayer.replay(ChangedSum.class, file));
    Files.writeString(file, "{\"events\": 1}");
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> replayer.replay(Sum.class, file));
  }
}
