package io.simpleflow.benchmarks;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * How many activities per second the local backend runs with its store in memory, and how many
 * events per second it replays; beside Temporal's test server where that is asked for.
 */
final class Activities implements Measurement {
  static final String UNIT = "activities/s";
  static final String EVENTS = "events/s";

  private static final int SEQUENCE = 2_000;
  private static final int AT_ONCE = 1_000;
  private static final int MANY_AT_ONCE = 100_000;

  /** So many take about as long as the peer takes, which makes them as warm. */
  private static final int SEQUENCES = 10;

  private static final int TIMES_AT_ONCE = 50;

  private final boolean besidePeer;

  Activities(boolean besidePeer) {
    this.besidePeer = besidePeer;
  }

  @Override
  public void measure(Scale scale, Consumer<Figure> out) throws Exception {
    Alternation alternation = new Alternation();
    if (besidePeer) {
      try (TemporalPeer peer = new TemporalPeer()) {
        addPeer(alternation, peer, scale);
        addOurs(alternation, scale);
        alternation
            .addRatio("memory.sequential.ratio", "memory.sequential", "temporal.sequential")
            .addRatio("memory.parallel.ratio", "memory.parallel", "temporal.parallel")
            .addRatio("memory.parallel.many.ratio", "memory.parallel.many", "temporal.parallel")
            .measure(scale, out);
      }
    } else {
      addOurs(alternation, scale);
      alternation.measure(scale, out);
    }
  }

  private static void addPeer(Alternation alternation, TemporalPeer peer, Scale scale) {
    int sequence = scale.fixed(SEQUENCE / 4, 10);
    alternation
        .addRate("temporal.sequential", UNIT, sequence, () -> peer.complete(sequence, false))
        .addRate(
            "temporal.parallel",
            UNIT,
            scale.fixed(AT_ONCE, 10),
            () -> peer.complete(scale.fixed(AT_ONCE, 10), true));
  }

  private static void addOurs(Alternation alternation, Scale scale) {
    int sequence = scale.fixed(SEQUENCE, 10);
    int atOnce = scale.fixed(AT_ONCE, 10);
    int many = scale.of(MANY_AT_ONCE, 10 * atOnce);
    alternation
        .add("memory.sequential", UNIT, fresh(scale.fixed(SEQUENCES, 1), sequence, false))
        .add("memory.parallel", UNIT, fresh(scale.fixed(TIMES_AT_ONCE, 1), atOnce, true))
        .add(
            "memory.parallel.many",
            UNIT,
            fresh(many, runner -> runner.completeAtOnce(many, atOnce)));
  }

  private static Callable<Double> fresh(int executions, int activities, boolean parallel) {
    return fresh(
        executions * activities,
        runner -> {
          for (int i = 0; i < executions; i++) {
            runner.complete(activities, parallel);
          }
        });
  }

  /** A store in memory forgets nothing: each round has its own. */
  private static Callable<Double> fresh(int activities, Work work) {
    return () -> {
      try (LocalRunner runner = LocalRunner.inMemory()) {
        return Alternation.rate(activities, () -> work.run(runner));
      }
    };
  }

  /** What a runner does. */
  private interface Work {
    void run(LocalRunner runner) throws Exception;
  }
}
