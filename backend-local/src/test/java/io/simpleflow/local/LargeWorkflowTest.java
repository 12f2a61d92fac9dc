package io.simpleflow.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ExecutionId;
import io.simpleflow.Futures;
import io.simpleflow.Workflow;
import io.simpleflow.history.EventType;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.testkit.WorkflowEnvironment;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workflows near what one execution may hold. */
@Timeout(120)
class LargeWorkflowTest {

  public static final class Tasks {
    private Tasks() {}

    @Activity
    public static int same(int x) throws InterruptedException {
      Thread.sleep(2);
      return x;
    }
  }

  public static final class Wide extends Workflow {
    public int run(int count) {
      return Futures.wait(map(Tasks::same, IntStream.range(0, count).boxed().toList())).size();
    }
  }

  /** Few tasks run at once, so that each would end by itself, and have its own decision. */
  @Test
  void completesAWorkflowOfFiveThousandTasksAtOnce() throws Exception {
    try (WorkflowEnvironment environment =
        WorkflowEnvironment.inMemory(RunOptions.standard().withConcurrency(1, 4))) {
      ExecutionId execution = environment.start(Wide.class, 5_000);

      assertThat(environment.result(execution, Integer.class)).isEqualTo(5_000);
      assertThat(environment.events(execution))
          .filteredOn(event -> event.type() == EventType.DECISION_TASK_COMPLETED)
          .as("a decision for each task would make the history too long")
          .hasSizeLessThan(3_300);
    }
  }
}
