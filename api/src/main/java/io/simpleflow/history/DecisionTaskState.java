package io.simpleflow.history;

import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskTimedOut;
import org.jspecify.annotations.Nullable;

/**
 * Where one decision task stands. A second one may be scheduled while the first is decided upon, so
 * that the completion of a task is not always the next event after its start. Immutable.
 *
 * @param started when and by whom it was taken; null if it was not, or not yet
 * @param completed the decider's answer; null without one
 * @param timedOut that there was no answer in time; null otherwise
 */
public record DecisionTaskState(
    DecisionTaskScheduled scheduled,
    @Nullable DecisionTaskStarted started,
    @Nullable DecisionTaskCompleted completed,
    @Nullable DecisionTaskTimedOut timedOut) {

  /** Returns whether the task is scheduled or started. */
  public boolean isOpen() {
    return completed == null && timedOut == null;
  }
}
