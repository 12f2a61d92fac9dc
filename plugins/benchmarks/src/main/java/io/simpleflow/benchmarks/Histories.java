package io.simpleflow.benchmarks;

import io.simpleflow.history.HistoryEvent;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Histories of executions that ran on the local backend, to measure with. */
final class Histories {
  /** Activities whose sequence gives {@link #EVENTS} events. */
  static final int ACTIVITIES = 1_665;

  /** Six per activity; five for the start, the first decision and the end. */
  static final int EVENTS = 6 * ACTIVITIES + 5;

  private Histories() {}

  /** The history of one activity after another, {@link #EVENTS} long. */
  static List<HistoryEvent> sequence() throws InterruptedException, TimeoutException {
    try (LocalRunner runner = LocalRunner.inMemory()) {
      List<HistoryEvent> history = runner.history(runner.complete(ACTIVITIES, false));
      if (history.size() != EVENTS) {
        throw new IllegalStateException("%d events, not %d".formatted(history.size(), EVENTS));
      }
      return history;
    }
  }
}
