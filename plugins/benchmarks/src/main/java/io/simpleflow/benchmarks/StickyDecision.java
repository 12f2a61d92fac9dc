package io.simpleflow.benchmarks;

import io.simpleflow.spi.RunOptions;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * How long a step of a sequence takes, decision and activity and both ways, when the history is
 * short and when it is long; the execution stays in the decider's memory.
 */
final class StickyDecision implements Measurement {
  private static final String UNIT = "µs";

  /** Six events each: around event 100 and around event 24,000. */
  private static final int EARLY = 5;

  private static final int STEPS = 40;

  @Override
  public void measure(Scale scale, Consumer<Figure> out) throws Exception {
    StepTimes times = new StepTimes();
    int activities = scale.fixed(NoOpWorkflow.MOST_ACTIVITIES, 2 * (EARLY + STEPS));
    int late = activities - STEPS - EARLY;
    Callable<Double> early =
        () -> {
          try (LocalRunner runner =
              new LocalRunner(LocalRunner.memory().interceptor(times), RunOptions.standard())) {
            runner.complete(activities / 10, false); // So that its threads run.
            times.clear();
            runner.complete(activities, false);
          }
          return times.median(EARLY, EARLY + STEPS);
        };
    new Alternation()
        .add("sticky.early", UNIT, early)
        .add("sticky.late", UNIT, () -> times.median(late, late + STEPS))
        .addRatio("sticky.ratio", "sticky.late", "sticky.early")
        .measure(scale, out);
  }
}
