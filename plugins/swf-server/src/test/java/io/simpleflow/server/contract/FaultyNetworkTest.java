package io.simpleflow.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.server.contract.FaultyProxy.Fault;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.testkit.HistoryLaws;
import io.simpleflow.testkit.WorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deciders and workers whose every call may fail, in every way, before or after it was obeyed, on
 * both stores.
 */
class FaultyNetworkTest {
  private static final long[] SEEDS = {1, 2, 3, 4};
  private static final int EXECUTIONS = 4;

  @TempDir Path folder;

  /** Parallel and sequential tasks, retries and a timer. */
  @WorkflowType(name = "served.mixed", taskList = Tasks.LIST, taskStartToCloseTimeout = "1s")
  public static class Mixed extends Workflow {
    /** The sum of the squares up to a number, a thousand, and five. */
    public int run(int number, String file) {
      List<Future<Integer>> squares =
          map(Tasks::square, IntStream.rangeClosed(1, number).boxed().toList());
      Future<Integer> fickle = submit(Tasks::fickle, file, 2);
      sleep(Duration.ofSeconds(1));
      Future<Integer> chained = submit(Tasks::next, 1);
      for (int i = 0; i < 3; i++) {
        chained = submit(Tasks::next, chained);
      }
      int sum = Futures.wait(squares).stream().mapToInt(Integer::intValue).sum();
      return sum + fickle.result() + chained.result();
    }
  }

  /** One seed at work: a network of its own, and a domain of its own. */
  private record Trial(
      long seed,
      Served served,
      FaultyProxy proxy,
      WorkflowEnvironment far,
      List<ExecutionId> executions) {}

  @Test
  void comesToTheSameResultsOverAFaultyNetwork() throws Exception {
    TaskCatalog tasks = Simpleflow.builder().findTasks();
    List<Trial> trials = new ArrayList<>();
    try (Served inMemory = Served.inMemory();
        Served inFile = Served.inFile(folder.resolve("served.db"), 0)) {
      try {
        for (long seed : SEEDS) {
          trials.add(begin(seed % 2 == 0 ? inFile : inMemory, tasks, seed));
        }
        for (Trial trial : trials) {
          check(trial, trial.served().client(domain(trial.seed()), tasks));
        }
        checkFaults(trials);
      } finally {
        for (Trial trial : trials) {
          trial.proxy().close();
          trial.far().close();
        }
      }
    }
  }

  private static String domain(long seed) {
    return "seed-" + seed;
  }

  private Trial begin(Served served, TaskCatalog tasks, long seed) throws IOException {
    RunOptions options =
        RunOptions.standard()
            .withTaskLists(Set.of(Tasks.LIST))
            .withConcurrency(2, 4)
            .withHeartbeatInterval(Duration.ofMillis(300));
    try (Simpleflow near = served.client(domain(seed), tasks)) {
      near.executor().run(options).close(); // So that the types are registered without trouble.
    }
    FaultyProxy proxy = FaultyProxy.before(served.address(), seed);
    WorkflowEnvironment far =
        WorkflowEnvironment.over(Served.client(proxy.address(), domain(seed), tasks), options);
    List<ExecutionId> executions = new ArrayList<>();
    for (int i = 1; i <= EXECUTIONS; i++) {
      String file = folder.resolve("fickle-%d-%d".formatted(seed, i)).toString();
      executions.add(far.start(Mixed.class, 2 * i, file));
    }
    return new Trial(seed, served, proxy, far, executions);
  }

  private static void check(Trial trial, Simpleflow near) throws InterruptedException {
    try (near) {
      for (int i = 1; i <= EXECUTIONS; i++) {
        ExecutionId execution = trial.executions().get(i - 1);
        int sum = IntStream.rangeClosed(1, 2 * i).map(x -> x * x).sum();
        assertThat(trial.far().result(execution, Integer.class))
            .as("execution %d of seed %d", i, trial.seed())
            .isEqualTo(sum + 1_005);
        assertThat(HistoryLaws.violations(near.histories().events(execution)))
            .as("history of execution %d of seed %d", i, trial.seed())
            .isEmpty();
      }
    }
  }

  /** Otherwise the test would show nothing. */
  private static void checkFaults(List<Trial> trials) {
    Set<Fault> faults = new TreeSet<>();
    Set<String> operations = new TreeSet<>();
    for (Trial trial : trials) {
      faults.addAll(trial.proxy().done().keySet());
      trial.proxy().done().values().forEach(operations::addAll);
    }
    assertThat(faults).containsExactly(Fault.values());
    assertThat(operations)
        .contains(
            "PollForDecisionTask",
            "RespondDecisionTaskCompleted",
            "PollForActivityTask",
            "RespondActivityTaskCompleted");
  }
}
