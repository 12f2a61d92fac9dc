package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More tasks than one answer may hold, and than may be open at once. */
abstract class ScaleContract extends ContractSuite {
  ScaleContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Gives back what it gets. */
    @Activity(name = "contract.same")
    public static int same(int x) {
      return x;
    }
  }

  /** Many at once. */
  @WorkflowType(name = "contract.many")
  public static class Many extends Workflow {
    /** The sum of what all of them gave. */
    public int run(int count) {
      return Futures.wait(map(Tasks::same, IntStream.rangeClosed(1, count).boxed().toList()))
          .stream()
          .mapToInt(Integer::intValue)
          .sum();
    }
  }

  @Test
  void runsMoreTasksAtOnceThanOneAnswerHolds() throws Exception {
    assertThat(run(Many.class, Integer.class, 250)).isEqualTo(31_375);
  }

  @Test
  void runsMoreTasksThanMayBeOpenAtOnce() throws Exception {
    ExecutionId execution = start(Many.class, 1_500);
    assertThat(environment().result(execution, Integer.class)).isEqualTo(1_125_750);
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isEqualTo(1_500);
    assertThat(count(execution, EventType.SCHEDULE_ACTIVITY_TASK_FAILED))
        .as("the limit is kept, not hit")
        .isZero();
  }

  @Test
  void runsManyExecutionsAtOnce() throws Exception {
    List<ExecutionId> executions = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      executions.add(start(Many.class, i));
    }
    for (int i = 1; i <= 30; i++) {
      assertThat(environment().result(executions.get(i - 1), Integer.class))
          .isEqualTo(i * (i + 1) / 2);
    }
  }

  /** One after another. */
  @WorkflowType(name = "contract.long")
  public static class Chained extends Workflow {
    /** The last result. */
    public int run(int count) {
      Future<Integer> last = submit(Tasks::same, 7);
      for (int i = 1; i < count; i++) {
        last = submit(Tasks::same, last);
      }
      return last.result();
    }
  }

  @Test
  void runsALongChain() throws Exception {
    assertThat(run(Chained.class, Integer.class, 200)).isEqualTo(7);
  }
}
