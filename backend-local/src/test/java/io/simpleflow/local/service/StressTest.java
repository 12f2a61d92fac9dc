package io.simpleflow.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.StaleTaskException;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.CancelTimer;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.RecordMarker;
import io.simpleflow.history.Decision.RequestCancelActivityTask;
import io.simpleflow.history.Decision.SignalExternalWorkflowExecution;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.local.store.HistoryReader;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.testkit.HistoryLaws;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many deciders, workers and callers at once, doing anything in any order. */
@Timeout(60)
class StressTest {
  private static final int EXECUTIONS = 20;
  private static final int LAST_DECISION = 60;

  @TempDir Path folder;

  @Test
  void keepsTheLawsInMemory() throws Exception {
    run(new MemoryStore());
  }

  @Test
  void keepsTheLawsInAFileAndWritesAllOfIt() throws Exception {
    Path file = folder.resolve("local.db");
    Map<ExecutionId, List<HistoryEvent>> seen = run(SqliteStore.open(file, Synchronous.NORMAL));

    try (HistoryReader reader = SqliteStore.openForReading(file)) {
      Histories histories = new Histories(reader);
      assertThat(histories.list(ExecutionFilter.all())).hasSameSizeAs(seen.keySet());
      seen.forEach((id, events) -> assertThat(histories.events(id)).isEqualTo(events));
    }
  }

  /** Runs everything until all executions are closed; returns what was recorded. */
  private static Map<ExecutionId, List<HistoryEvent>> run(HistoryStore store) throws Exception {
    SteppedTimekeeper clock = new SteppedTimekeeper(Scene.START);
    ExecutorService threads = Executors.newCachedThreadPool();
    Map<ExecutionId, List<HistoryEvent>> histories = new HashMap<>();
    try (Scene scene = new Scene(store, clock)) {
      List<ExecutionId> started = new ArrayList<>();
      for (int i = 0; i < EXECUTIONS; i++) {
        started.add(scene.start("w" + i));
      }
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Random random = new Random(i);
        running.add(threads.submit(() -> decide(scene.service, random)));
        running.add(threads.submit(() -> work(scene.service, random)));
        running.add(threads.submit(() -> call(scene.service, started, random)));
      }
      running.add(threads.submit(() -> tick(scene, clock)));
      for (Future<?> each : running) {
        assertThat(each.get(50, TimeUnit.SECONDS)).isNull();
      }
      for (ExecutionInfo info : scene.service.histories().list(ExecutionFilter.all())) {
        List<HistoryEvent> events = scene.service.histories().events(info.execution());
        HistoryLaws.check(events);
        histories.put(info.execution(), events);
      }
    } finally {
      threads.shutdownNow();
      store.close();
    }
    assertThat(histories).hasSizeGreaterThanOrEqualTo(EXECUTIONS);
    return histories;
  }

  private static boolean anyOpen(WorkflowService service) {
    return !service
        .histories()
        .list(ExecutionFilter.all().withStatus(ExecutionStatus.OPEN).withLimit(1))
        .isEmpty();
  }

  private static Void decide(WorkflowService service, Random random) throws Exception {
    while (anyOpen(service)) {
      Optional<DecisionTask> task =
          service.pollForDecisionTask(Optional.empty(), "decider", Duration.ofMillis(20));
      if (task.isPresent() && random.nextInt(20) > 0) {
        ignoringStale(
            () ->
                service.respondDecisionTaskCompleted(
                    task.get().taskToken(), decisions(task.get(), random), null));
      }
    }
    return null;
  }

  private static List<Decision> decisions(DecisionTask task, Random random) {
    String id = Long.toString(task.startedEventId());
    List<Decision> decisions = new ArrayList<>();
    // Something that will call for the next decision.
    decisions.add(new StartTimer("t" + id, null, Integer.toString(random.nextInt(3))));
    for (int i = random.nextInt(4); i > 0; i--) {
      decisions.add(Scene.schedule(random.nextInt(4) == 0 ? "shared" : "a" + id + "-" + i));
    }
    switch (random.nextInt(8)) {
      case 0 -> decisions.add(new RequestCancelActivityTask("shared"));
      case 1 -> decisions.add(new CancelTimer("t" + task.previousStartedEventId()));
      case 2 -> decisions.add(Scene.child("child " + random.nextInt(10)));
      case 3 -> decisions.add(new RecordMarker("m", null));
      case 4 ->
          decisions.add(
              new SignalExternalWorkflowExecution(
                  "w" + random.nextInt(EXECUTIONS), null, "s", null, null));
      default -> {}
    }
    if (task.startedEventId() > LAST_DECISION) {
      decisions.add(new CompleteWorkflowExecution(null));
    } else if (random.nextInt(40) == 0) {
      decisions.add(Scene.continueAsNew(null));
    }
    return decisions;
  }

  private static Void work(WorkflowService service, Random random) throws Exception {
    while (anyOpen(service)) {
      Optional<ActivityTask> task =
          service.pollForActivityTask(Optional.empty(), "worker", Duration.ofMillis(20));
      if (task.isPresent()) {
        ignoringStale(() -> answer(service, task.get(), random));
      }
    }
    return null;
  }

  private static void answer(WorkflowService service, ActivityTask task, Random random) {
    String token = task.taskToken();
    boolean cancel = service.recordActivityTaskHeartbeat(token, "alive");
    int what = random.nextInt(10);
    if (cancel) {
      service.respondActivityTaskCanceled(token, null);
    } else if (what == 0) {
      service.respondActivityTaskFailed(token, "failed", null);
    } else if (what > 1) {
      service.respondActivityTaskCompleted(token, "done");
    }
  }

  private static Void call(WorkflowService service, List<ExecutionId> executions, Random random) {
    while (anyOpen(service)) {
      ExecutionId execution = executions.get(random.nextInt(executions.size()));
      try {
        switch (random.nextInt(60)) {
          case 0 -> service.terminate(execution, null, null, Optional.empty());
          case 1 -> service.requestCancel(execution);
          default -> service.signal(execution, "s", null);
        }
      } catch (ExecutionNotFoundException e) {
        // It has closed.
      }
      LockSupport.parkNanos(200_000);
    }
    return null;
  }

  private static Void tick(Scene scene, SteppedTimekeeper clock) {
    while (anyOpen(scene.service)) {
      clock.advance(Duration.ofMillis(500));
      LockSupport.parkNanos(1_000_000);
    }
    return null;
  }

  private static void ignoringStale(Runnable answer) {
    try {
      answer.run();
    } catch (StaleTaskException e) {
      // It timed out, or its execution was closed.
    }
  }
}
