package io.simpleflow.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.engine.replay.CoroutineThreads;
import io.simpleflow.engine.replay.ExecutionCache;
import io.simpleflow.engine.replay.ReplaySettings;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.TaskService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final ExecutionId EXECUTION = new ExecutionId("w", "r");

  @Test
  void warnsOnceWhenAHistoryGetsLong() {
    try (CoroutineThreads threads = new CoroutineThreads();
        LogLines lines = new LogLines(Decider.class)) {
      Decider decider = decider(threads);
      handle(decider, task(9_000, 9_999));
      assertThat(lines.all()).isEmpty();

      handle(decider, task(9_999, 10_003));
      handle(decider, task(10_003, 10_009));

      assertThat(lines.all())
          .singleElement()
          .asString()
          .contains("10003 events", "ends it at 25000")
          .contains(EXECUTION.workflowId());
    }
  }

  /** A decider without any workflow. */
  private static Decider decider(CoroutineThreads threads) {
    TaskCatalog tasks = empty(TaskCatalog.class);
    JsonDataConverter converter = new JsonDataConverter();
    Work work =
        new Work(
            empty(TaskService.class),
            empty(HistorySource.class),
            empty(TaskRegistry.class),
            tasks,
            converter,
            "test",
            "me");
    ReplaySettings settings =
        new ReplaySettings(
            tasks,
            converter,
            ServiceLimits.swf(),
            "test",
            threads,
            Duration.ofSeconds(20),
            System::nanoTime);
    return new Decider(
        1, work, settings, new ExecutionCache(0), new AbandonedExecutions(), new ServiceCalls());
  }

  private static void handle(Decider decider, DecisionTask task) {
    decider.awaitTurn();
    assertThat(decider.handle(task, Optional::empty)).isEmpty();
  }

  private static <T> T empty(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new TaskNotFoundException(method.getName());
            }));
  }

  private static DecisionTask task(long previousStartedEventId, long startedEventId) {
    return new DecisionTask(
        "token",
        EXECUTION,
        new WorkflowType("long", "1"),
        startedEventId,
        previousStartedEventId,
        List.of(new DecisionTaskScheduled(1, Instant.EPOCH, "list", null, "60", null)));
  }
}
