package io.simpleflow.benchmarks;

import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.testkit.WorkflowReplayer;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;

/**
 * How many events per second are replayed, from memory and from JSON, beside Temporal's. The
 * histories are of one activity after another, as long for both: one decision per activity makes it
 * the costliest shape of a history.
 */
final class Replay implements Measurement {
  private static final int REPEATED = 10;
  private static final int REPEATED_PEER = 2;

  @Override
  public void measure(Scale scale, Consumer<Figure> out) throws Exception {
    int activities = scale.fixed(Histories.ACTIVITIES, 10);
    List<HistoryEvent> history;
    try (LocalRunner runner = LocalRunner.inMemory()) {
      history = runner.history(runner.complete(activities, false));
    }
    String json = toJson(history);
    WorkflowReplayer replayer = Tasks.replayer();
    try (TemporalPeer peer = new TemporalPeer()) {
      WorkflowExecutionHistory theirs = peer.history(peer.complete(activities, false));
      String theirJson = theirs.toJson(false);
      int theirEvents = theirs.getEvents().size();
      new Alternation()
          .addRate(
              "temporal.replay.memory",
              Activities.EVENTS,
              REPEATED_PEER * theirEvents,
              () -> repeat(REPEATED_PEER, () -> peer.replay(theirs)))
          .addRate(
              "replay.memory",
              Activities.EVENTS,
              REPEATED * history.size(),
              () -> repeat(REPEATED, () -> replayer.replay(NoOpWorkflow.class, history)))
          .addRate(
              "temporal.replay.json",
              Activities.EVENTS,
              REPEATED_PEER * theirEvents,
              () ->
                  repeat(
                      REPEATED_PEER,
                      () -> peer.replay(WorkflowExecutionHistory.fromJson(theirJson))))
          .addRate(
              "replay.json",
              Activities.EVENTS,
              REPEATED * history.size(),
              () ->
                  repeat(
                      REPEATED,
                      () ->
                          replayer.replay(
                              NoOpWorkflow.class, HistoryJson.readHistory(new StringReader(json)))))
          .addRatio("replay.memory.ratio", "replay.memory", "temporal.replay.memory")
          .addRatio("replay.json.ratio", "replay.json", "temporal.replay.json")
          .measure(scale, out);
    }
  }

  /** A history as it is saved. */
  static String toJson(List<HistoryEvent> history) throws IOException {
    StringWriter text = new StringWriter();
    HistoryJson.writeHistory(history, text);
    return text.toString();
  }

  private static void repeat(int times, Alternation.Work work) throws Exception {
    for (int i = 0; i < times; i++) {
      work.run();
    }
  }
}
