package io.simpleflow.benchmarks;

import io.simpleflow.ExecutionId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** 100,000 executions that sleep, all open at once, in a SQLite file. */
final class Sleepers implements Measurement {
  private static final int EXECUTIONS = 100_000;
  private static final int STARTERS = 8;
  private static final int ASLEEP_AFTER_EVENTS = 5;
  private static final int LOOK_MILLISECONDS = 1;

  @Override
  public void measure(Scale scale, Consumer<Figure> out) throws Exception {
    int executions = scale.of(EXECUTIONS, 100);
    AtomicInteger started = new AtomicInteger();
    ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
    try (Folder folder = Folder.create();
        LocalRunner runner = LocalRunner.inFile(folder.path().resolve("local.db"), "NORMAL")) {
      Growth.measure(
          "sleepers",
          "executions/s",
          executions,
          tenth -> {
            List<Future<ExecutionId>> all = new ArrayList<>();
            for (int i = 0; i < executions / Growth.TENTHS; i++) {
              all.add(starters.submit(() -> start(runner, started.incrementAndGet())));
            }
            awaitAsleep(runner, all);
          },
          out);
    } finally {
      starters.shutdownNow();
    }
  }

  private static ExecutionId start(LocalRunner runner, int number) {
    return runner.start("sleeper-" + number, SleepWorkflow.class, "[86400]");
  }

  /** Decisions are made in order, nearly: when the last sleeps, only a few others do not yet. */
  private static void awaitAsleep(LocalRunner runner, List<Future<ExecutionId>> all)
      throws InterruptedException, ExecutionException {
    for (Future<ExecutionId> started : all) {
      started.get();
    }
    ExecutionId last = all.get(all.size() - 1).get();
    while (runner.lastEvent(last).id() < ASLEEP_AFTER_EVENTS) {
      Thread.sleep(LOOK_MILLISECONDS);
    }
  }
}
