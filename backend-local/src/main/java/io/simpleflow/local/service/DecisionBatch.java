package io.simpleflow.local.service;

import io.simpleflow.history.HistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The decisions of one answer on their way into the history. The events that record them follow the
 * DecisionTaskCompleted without a gap; what they lead to comes after.
 */
final class DecisionBatch {
  private final Transaction transaction;
  private final Execution execution;
  private final long completedEventId;
  private final boolean newEventsWait;
  private final List<Runnable> consequences = new ArrayList<>();
  private boolean failed;

  DecisionBatch(Transaction transaction, Execution execution) {
    this.transaction = transaction;
    this.execution = execution;
    this.completedEventId = execution.lastEventId();
    this.newEventsWait = execution.waitingDecision() != null;
  }

  Transaction transaction() {
    return transaction;
  }

  Domain domain() {
    return transaction.domain();
  }

  Execution execution() {
    return execution;
  }

  /** The id of the event that will be appended next. */
  long nextEventId() {
    return execution.nextEventId();
  }

  Instant now() {
    return transaction.now();
  }

  /** The id of the DecisionTaskCompleted. */
  long completedEventId() {
    return completedEventId;
  }

  /** Whether events that the decider has not seen want a decision, so that it must not close. */
  boolean newEventsWait() {
    return newEventsWait;
  }

  void append(HistoryEvent event) {
    transaction.append(execution, event);
  }

  /** Appends an event by which the service refuses a decision: the decider must hear of it. */
  void refuse(HistoryEvent event) {
    append(event);
    failed = true;
  }

  /** Has something happen after the last decision is recorded. */
  void afterwards(Runnable consequence) {
    consequences.add(consequence);
  }

  /** Lets happen what the decisions lead to. */
  void conclude() {
    consequences.forEach(Runnable::run);
    if (failed) {
      transaction.scheduleDecision(execution);
    }
  }
}
