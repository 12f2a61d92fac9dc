package io.simpleflow.benchmarks;

import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.testkit.WorkflowReplayer;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Replays, from its first event, the history of an execution that ran one activity after another;
 * an operation is an event. One decision per activity makes it the costliest shape of a history:
 * every sixth event hands over to the workflow's thread and back.
 */
@State(Scope.Benchmark)
public class ReplayBenchmark {
  private final WorkflowReplayer replayer = Tasks.replayer();
  private List<HistoryEvent> history = List.of();
  private String json = "";

  /** Runs the execution whose history is replayed. */
  @Setup
  public void makeHistory() throws InterruptedException, TimeoutException, IOException {
    history = Histories.sequence();
    json = Replay.toJson(history);
  }

  /** From events in memory. */
  @Benchmark
  @OperationsPerInvocation(Histories.EVENTS)
  public void memory() {
    replayer.replay(NoOpWorkflow.class, history);
  }

  /** From text in memory, which is parsed first. */
  @Benchmark
  @OperationsPerInvocation(Histories.EVENTS)
  public void json() throws IOException {
    replayer.replay(NoOpWorkflow.class, HistoryJson.readHistory(new StringReader(json)));
  }
}
