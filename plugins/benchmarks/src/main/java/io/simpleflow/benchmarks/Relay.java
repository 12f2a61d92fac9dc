package io.simpleflow.benchmarks;

import io.simpleflow.ActivityContext;
import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.ActivityInterceptor;
import io.simpleflow.spi.RunOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A million activities through one execution that goes on as new, in a SQLite file. */
final class Relay implements Measurement {
  private static final int ACTIVITIES = 1_000_000;
  private static final int LEG = 2_000;
  private static final int LOOK_MILLISECONDS = 1;

  /** Counts the activities that began. */
  private static final class Counter implements ActivityInterceptor {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public String intercept(ActivityContext context, Callable<String> attempt) throws Exception {
      count.incrementAndGet();
      return attempt.call();
    }

    void awaitCount(int wanted) throws InterruptedException {
      while (count.get() < wanted) {
        Thread.sleep(LOOK_MILLISECONDS);
      }
    }
  }

  @Override
  public void measure(Scale scale, Consumer<Figure> out) throws Exception {
    int activities = scale.of(ACTIVITIES, 100);
    int leg = Math.min(LEG, activities / 10);
    Counter counter = new Counter();
    try (Folder folder = Folder.create()) {
      Simpleflow.Builder builder =
          LocalRunner.file(folder.path().resolve("local.db"), "NORMAL").interceptor(counter);
      try (LocalRunner runner = new LocalRunner(builder, RunOptions.standard())) {
        ExecutionId execution =
            runner.start("relay", RelayWorkflow.class, "[%d,%d,0]".formatted(activities, leg));
        Growth.measure(
            "relay",
            Activities.UNIT,
            activities,
            tenth -> counter.awaitCount((tenth + 1) * (activities / Growth.TENTHS)),
            out);
        runner.await(execution, String.valueOf(activities));
      }
    }
  }
}
