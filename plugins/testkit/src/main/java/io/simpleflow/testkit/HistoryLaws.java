package io.simpleflow.testkit;

import io.simpleflow.history.HistoryEvent;
import java.util.List;

/**
 * What holds of every history that a service writes, whatever the workflow, and whatever happened
 * to the processes in between:
 *
 * <ul>
 *   <li>event ids go from 1 without gaps, times never go back;
 *   <li>{@code WorkflowExecutionStarted} is the first event and no other, nothing follows the event
 *       that closes the execution;
 *   <li>nothing starts that was not scheduled, nothing ends that was not started (or may time out
 *       before), nothing ends twice;
 *   <li>no two activities of one id, no two timers of one id are open at once, no timer fires too
 *       early;
 *   <li>at most one decision task waits for a decider, at most one is with a decider, and what was
 *       decided refers to the decision it belongs to.
 * </ul>
 */
public final class HistoryLaws {
  private HistoryLaws() {}

  /** Returns what is wrong with a history, a sentence for each event at fault; empty if nothing. */
  public static List<String> violations(List<? extends HistoryEvent> events) {
    LawfulWalk walk = new LawfulWalk();
    events.forEach(walk::next);
    return walk.violations();
  }

  /**
   * Checks a history.
   *
   * @throws AssertionError if something is wrong with it
   */
  public static void check(List<? extends HistoryEvent> events) {
    List<String> violations = violations(events);
    if (!violations.isEmpty()) {
      throw new AssertionError(String.join("\n", violations));
    }
  }

  /**
   * Checks that nothing was lost or changed between two looks at one history.
   *
   * @throws AssertionError if the later does not begin with the earlier
   */
  public static void checkContinues(
      List<? extends HistoryEvent> earlier, List<? extends HistoryEvent> later) {
    for (int i = 0; i < earlier.size(); i++) {
      if (i == later.size()) {
        throw new AssertionError(
            "the history had %d events and has %d now; lost is %s"
                .formatted(earlier.size(), later.size(), earlier.get(i)));
      } else if (!earlier.get(i).equals(later.get(i))) {
        throw new AssertionError(
            "event %d was %s and is %s now".formatted(i + 1, earlier.get(i), later.get(i)));
      }
    }
  }
}
