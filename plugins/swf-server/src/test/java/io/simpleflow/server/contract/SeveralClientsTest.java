package io.simpleflow.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.testkit.HistoryLaws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deciders and workers that know nothing of each other, on one domain. */
class SeveralClientsTest {
  private static final int EXECUTIONS = 10;
  private static final int LENGTH = 10;

  /** A chain beside a handful of parallel tasks. */
  @WorkflowType(name = "served.woven", taskList = Tasks.LIST)
  public static class Woven extends Workflow {
    /** The length of the chain, and the sum of five squares. */
    public int run(int length) {
      List<Future<Integer>> squares =
          map(Tasks::square, IntStream.rangeClosed(1, 5).boxed().toList());
      Future<Integer> chained = submit(Tasks::next, 0);
      for (int i = 1; i < length; i++) {
        chained = submit(Tasks::next, chained);
      }
      int sum = Futures.wait(squares).stream().mapToInt(Integer::intValue).sum();
      return chained.result() + sum;
    }
  }

  private static Simpleflow client(Served served, TaskCatalog tasks, String name) {
    return served.client(
        "shared", tasks, Map.of("SIMPLEFLOW_IDENTITY", "{\"name\":\"%s\"}".formatted(name)));
  }

  @Test
  void sharesExecutionsAmongDecidersAndWorkers() throws Exception {
    RunOptions options =
        RunOptions.standard().withTaskLists(Set.of(Tasks.LIST)).withCachedExecutions(3);
    RunOptions deciders = options.withConcurrency(2, 0);
    RunOptions workers = options.withConcurrency(0, 3);
    TaskCatalog tasks = Simpleflow.builder().findTasks();
    try (Served served = Served.inMemory();
        Simpleflow one = client(served, tasks, "decider one");
        Simpleflow two = client(served, tasks, "decider two");
        Simpleflow three = client(served, tasks, "worker one");
        Simpleflow four = client(served, tasks, "worker two")) {
      one.executor().run(deciders);
      two.executor().run(deciders);
      three.executor().run(workers);
      four.executor().run(workers);

      List<ExecutionId> executions = start(one.executor(), one.tasks());

      List<HistoryEvent> all = new ArrayList<>();
      for (ExecutionId execution : executions) {
        assertThat(one.executor().await(execution, Duration.ofMinutes(1)).result())
            .contains(Integer.toString(LENGTH + 55));
        List<HistoryEvent> events = one.histories().events(execution);
        HistoryLaws.check(events);
        assertThat(events).as("nothing was done twice").noneMatch(SeveralClientsTest::isTimeout);
        all.addAll(events);
      }
      assertThat(names(all))
          .containsExactlyInAnyOrder("decider one", "decider two", "worker one", "worker two");
      assertThat(changesOfDecider(all))
          .as("times that a decider was behind")
          .isGreaterThan(EXECUTIONS);
    }
  }

  private static List<ExecutionId> start(Executor executor, TaskCatalog tasks) {
    io.simpleflow.history.WorkflowType type = tasks.workflow("served.woven").type();
    List<ExecutionId> executions = new ArrayList<>();
    for (int i = 1; i <= EXECUTIONS; i++) {
      executions.add(executor.start(StartRequest.of("woven-" + i, type, "[%d]".formatted(LENGTH))));
    }
    return executions;
  }

  private static boolean isTimeout(HistoryEvent event) {
    return event.type().wireName().endsWith("TimedOut");
  }

  private static Set<String> names(List<HistoryEvent> events) {
    Set<String> names = new HashSet<>();
    for (HistoryEvent event : events) {
      if (event instanceof DecisionTaskStarted started) {
        names.add(name(started.identity()));
      } else if (event instanceof ActivityTaskStarted started) {
        names.add(name(started.identity()));
      }
    }
    return names;
  }

  private static String name(@Nullable String identity) {
    return Objects.requireNonNull(identity).replaceAll(".*\"name\":\"([^\"]*)\".*", "$1");
  }

  private static int changesOfDecider(List<HistoryEvent> events) {
    List<String> deciders =
        events.stream()
            .filter(DecisionTaskStarted.class::isInstance)
            .map(event -> name(((DecisionTaskStarted) event).identity()))
            .toList();
    int changes = 0;
    for (int i = 1; i < deciders.size(); i++) {
      if (!deciders.get(i).equals(deciders.get(i - 1))) {
        changes++;
      }
    }
    return changes;
  }
}
