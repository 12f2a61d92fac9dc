package io.simpleflow.benchmarks;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.spi.RunOptions;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Activities through {@code simpleflow server} over HTTP: the server in a process of its own, with
 * everything in memory, the deciders and workers in this one.
 */
final class Server implements Measurement {
  private static final int DECIDERS = 4;
  private static final int WORKERS = 16;
  private static final int AT_ONCE = 2_000;
  private static final int PER_EXECUTION = 100;
  private static final int SEQUENCE = 200;

  @Override
  public void measure(Scale scale, Consumer<Figure> out) throws Exception {
    StepTimes times = new StepTimes();
    int atOnce = scale.fixed(AT_ONCE, PER_EXECUTION);
    int sequence = scale.fixed(SEQUENCE, 20);
    try (Folder folder = Folder.create();
        ServerProcess server = ServerProcess.start(folder.path(), "memory");
        LocalRunner runner =
            new LocalRunner(
                client(server).interceptor(times),
                RunOptions.standard().withConcurrency(DECIDERS, WORKERS))) {
      new Alternation()
          .addRate(
              "server.parallel",
              Activities.UNIT,
              atOnce,
              () -> runner.completeAtOnce(atOnce, PER_EXECUTION))
          .add(
              "server.step",
              "ms",
              () -> {
                times.clear();
                runner.complete(sequence, false);
                return times.median(1, sequence - 1) / 1e3;
              })
          .measure(scale, out);
    }
  }

  private static Simpleflow.Builder client(ServerProcess server) {
    return Simpleflow.builder()
        .backend("swf")
        .settings(Map.of("endpoint", server.address().toString(), "domain", ServerProcess.DOMAIN));
  }
}
