package io.simpleflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskCountsTest {
  private static final Instant NOW = Instant.EPOCH;

  private final TaskCounts counts = new TaskCounts();

  @Test
  void countsWhatRunsAndWhatIsDone() {
    counts.add(
        List.of(
            new ActivityTaskStarted(6, NOW, null, 4), new ActivityTaskStarted(7, NOW, null, 5)));
    assertThat(counts).hasToString("0 done, 2 running");
    counts.add(List.of(new ActivityTaskCompleted(8, NOW, null, 4, 6)));
    assertThat(counts).hasToString("1 done, 1 running");
  }

  @Test
  void countsWhatWentWrong() {
    counts.add(
        List.of(
            new ActivityTaskStarted(6, NOW, null, 4),
            new ActivityTaskFailed(7, NOW, null, null, 4, 6),
            new ActivityTaskTimedOut(8, NOW, "SCHEDULE_TO_START", 5, 0, null)));
    assertThat(counts).hasToString("0 done, 0 running, 2 failed");
  }
}
