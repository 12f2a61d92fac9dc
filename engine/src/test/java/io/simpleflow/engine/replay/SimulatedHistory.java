package io.simpleflow.engine.replay;

import io.simpleflow.history.DecisionTaskEvent;
import io.simpleflow.history.HistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A history that grows, with its clock and the decision task that is open, if one is. */
final class SimulatedHistory {
  private final List<HistoryEvent> events = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long decisionScheduled;
  private long decisionStarted;

  List<HistoryEvent> events() {
    return List.copyOf(events);
  }

  void add(HistoryEvent event) {
    events.add(event);
  }

  /** The id of the next event. */
  long id() {
    return events.size() + 1L;
  }

  Instant now() {
    return now;
  }

  void pass(long milliseconds) {
    now = now.plusMillis(milliseconds);
  }

  /** Something happened that the decider is to hear of. */
  void scheduleDecision() {
    if (!hasNews()) {
      decisionScheduled = id();
      add(new DecisionTaskEvent.DecisionTaskScheduled(id(), now, "list", null, "60", null));
    }
  }

  /** Whether there is something that the decider has not heard of. */
  boolean hasNews() {
    return decisionScheduled != 0;
  }

  /** Whether a decision task waits for a decider. */
  boolean hasDecision() {
    return hasNews() && decisionStarted == 0;
  }

  void startDecision() {
    decisionStarted = id();
    add(new DecisionTaskEvent.DecisionTaskStarted(id(), now, "decider", decisionScheduled));
    decisionScheduled = 0;
  }

  /** Ends the decision task under way, and returns the event of its start. */
  long endDecision() {
    long start = decisionStarted;
    decisionStarted = 0;
    return start;
  }
}
