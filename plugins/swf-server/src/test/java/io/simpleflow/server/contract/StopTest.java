package io.simpleflow.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.EventType;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deciders and workers that are stopped while they have their hands full. */
@Timeout(120)
class StopTest {
  private static final int EXECUTIONS = 2;
  private static final int STOPS = 10;

  /** Tasks enough that one is always waiting, and a decision soon. */
  @WorkflowType(name = "served.busy", taskList = Tasks.LIST)
  public static class Busy extends Workflow {
    /** The sum of so many ones beside the length of a chain. */
    public int run(int tasks, int length) {
      List<Future<Integer>> ones = map(Tasks::same, Collections.nCopies(tasks, 1));
      Future<Integer> chained = submit(Tasks::same, 1);
      for (int i = 1; i < length; i++) {
        chained = submit(Tasks::same, chained);
      }
      return chained.result() + Futures.wait(ones).stream().mapToInt(Integer::intValue).sum();
    }
  }

  @Test
  void losesNoTaskHoweverOftenABusyRunIsStopped() throws Exception {
    RunOptions options =
        RunOptions.standard().withTaskLists(Set.of(Tasks.LIST)).withConcurrency(2, 4);
    Random moments = new Random(1);
    try (Served served = Served.inMemory();
        Simpleflow client = served.client("stops", Simpleflow.builder().findTasks())) {
      client.executor().run(options).close(); // So that the types are registered.
      List<ExecutionId> executions = start(client);
      for (int stop = 1; stop <= STOPS; stop++) {
        Executor.Run run = client.executor().run(options);
        TimeUnit.MILLISECONDS.sleep(moments.nextInt(40));
        run.close();
        try {
          for (ExecutionId execution : executions) {
            assertNothingIsLeft(client.histories().events(execution), stop);
          }
        } catch (AssertionError lost) {
          skipWhereTheMachineIsTooBusy(lost);
          throw lost;
        }
      }
      assertThat(executions).as("at work to the end").allMatch(id -> isOpen(client, id));
      client.executor().run(options);
      for (ExecutionId execution : executions) {
        assertThat(client.executor().await(execution, Duration.ofMinutes(1)).result())
            .contains("201");
      }
    }
  }

  private static List<ExecutionId> start(Simpleflow client) {
    var type = client.tasks().workflow("served.busy").type();
    List<ExecutionId> executions = new ArrayList<>();
    IntStream.range(0, EXECUTIONS)
        .mapToObj(i -> StartRequest.of("busy-" + i, type, "[200, 10]"))
        .forEach(request -> executions.add(client.executor().start(request)));
    return executions;
  }

  private static boolean isOpen(Simpleflow client, ExecutionId execution) {
    HistorySource histories = client.histories();
    return histories.describe(execution).info().status() == ExecutionStatus.OPEN;
  }

  /** An answer is waited for 200 ms after the stop: too little where each takes longer. */
  private static void skipWhereTheMachineIsTooBusy(AssertionError lost) {
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    Assumptions.assumeTrue(
        machine.getSystemLoadAverage() <= machine.getAvailableProcessors(),
        "the machine is too busy for what is promised: " + lost.getMessage());
  }

  /** What was handed out to a poll was worked on and answered. */
  private static void assertNothingIsLeft(List<HistoryEvent> events, int stop) {
    assertThat(count(events, EventType.ACTIVITY_TASK_COMPLETED))
        .as("activities that were taken, after stop %d", stop)
        .isEqualTo(count(events, EventType.ACTIVITY_TASK_STARTED));
    assertThat(count(events, EventType.DECISION_TASK_COMPLETED))
        .as("decisions that were taken, after stop %d", stop)
        .isEqualTo(count(events, EventType.DECISION_TASK_STARTED));
  }

  private static long count(List<HistoryEvent> events, EventType type) {
    return events.stream().filter(event -> event.type() == type).count();
  }
}
