package io.simpleflow.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks of JMH, those alone whose name has the system property {@code
 * benchmarks.include} in it, and says what they allocate.
 */
final class MicroBenchmarks implements Measurement {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final TimeValue ITERATION = TimeValue.milliseconds(400);
  private static final TimeValue INSTANT = TimeValue.milliseconds(1);

  @Override
  public void measure(Scale scale, Consumer<Figure> out) throws Exception {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\.\\w*" + System.getProperty("benchmarks.include", "") + "\\w*Benchmark\\.")
            .mode(Mode.Throughput)
            .forks(scale == Scale.TINY ? 0 : Integer.getInteger("benchmarks.forks", 1))
            .warmupIterations(scale.warmUps())
            .measurementIterations(scale.rounds())
            .warmupTime(ITERATION)
            .measurementTime(scale == Scale.TINY ? INSTANT : ITERATION)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (scale == Scale.QUICK) {
      options.param("synchronous", "NORMAL");
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    results.forEach(result -> report(result, out));
  }

  private static void report(RunResult result, Consumer<Figure> out) {
    String name = name(result);
    double[] rates =
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
            .toArray();
    out.accept(Figure.of(name, "/s", rates));
    BenchmarkResult all = result.getAggregatedResult();
    Result<?> allocated = all.getSecondaryResults().get(ALLOCATED);
    if (allocated != null) {
      out.accept(Figure.of(name + ".bytes", "bytes", allocated.getScore()));
    }
  }

  /** Such as {@code micro.store.append.full}. */
  private static String name(RunResult result) {
    String[] parts = result.getParams().getBenchmark().split("\\.", -1);
    String type = parts[parts.length - 2].replace("Benchmark", "");
    StringBuilder name = new StringBuilder("micro." + type + "." + parts[parts.length - 1]);
    for (String key : result.getParams().getParamsKeys()) {
      name.append('.').append(result.getParams().getParam(key));
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
