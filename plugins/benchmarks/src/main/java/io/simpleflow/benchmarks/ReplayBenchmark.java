package io.simpleflow.benchmarks;

import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.testkit.WorkflowReplayer;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Replays, from its first event, the history of an execution that ran one activity after another;
 * an operation is an event. One decision per activity makes it the costliest shape of a history:
 * every sixth event hands over to the workflow's thread and back.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReplayBenchmark {
  private static final int ACTIVITIES = 1_665;

  /** Six per activity; five for the start, the first decision and the end. */
  private static final int EVENTS = 6 * ACTIVITIES + 5;

  private final WorkflowReplayer replayer = new WorkflowReplayer();
  private List<HistoryEvent> history = List.of();
  private String json = "";

  /** Runs the execution whose history is replayed, in memory. */
  @Setup
  public void makeHistory() throws InterruptedException, TimeoutException, IOException {
    try (LocalRunner runner = new LocalRunner(Map.of("store", "memory"))) {
      history = runner.history(runner.complete(ACTIVITIES, false));
    }
    if (history.size() != EVENTS) {
      throw new IllegalStateException("%d events, not %d".formatted(history.size(), EVENTS));
    }
    StringWriter text = new StringWriter();
    HistoryJson.writeHistory(history, text);
    json = text.toString();
  }

  /** From events in memory. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void replayFromMemory() {
    replayer.replay(NoOpWorkflow.class, history);
  }

  /** From text in memory, which is parsed first. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void replayFromJson() throws IOException {
    replayer.replay(NoOpWorkflow.class, HistoryJson.readHistory(new StringReader(json)));
  }
}
