package io.simpleflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.HistorySource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  @Test
  void goesOnAfterAFailureOfAnyKind() throws Exception {
    BlockingQueue<String> drawn = new LinkedBlockingQueue<>();
    ProgressLine.Line line =
        new ProgressLine.Line() {
          @Override
          public void draw(String text) {
            drawn.add(text);
          }

          @Override
          public void close() {}
        };
    ExecutionId execution = new ExecutionId("w", "r");
    try (ProgressLine progress =
        new ProgressLine(new BrokenAtFirst(), execution, line, Duration.ofMillis(1))) {
      assertThat(progress).isNotNull();
      assertThat(drawn.poll(10, TimeUnit.SECONDS)).startsWith("0 done, 1 running, ");
    }
  }

  /** Histories that cannot be read at first, as by a mistake in the program. */
  private static final class BrokenAtFirst implements HistorySource {
    private int calls;

    @Override
    public List<HistoryEvent> events(ExecutionId execution, long afterEventId, int limit) {
      calls++;
      if (calls == 1) {
        throw new IllegalStateException("not what anybody expects");
      }
      return afterEventId > 0
          ? List.of()
          : List.of(new ActivityTaskStarted(1, Instant.EPOCH, null, 1));
    }

    @Override
    public ExecutionDescription describe(ExecutionId execution) {
      throw new IllegalStateException("not asked for");
    }

    @Override
    public List<ExecutionInfo> list(ExecutionFilter filter) {
      return List.of();
    }
  }
}
