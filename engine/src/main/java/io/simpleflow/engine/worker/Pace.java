package io.simpleflow.engine.worker;

import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.DecisionTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Keeps long histories within the service's limit. While a decision is not answered, the service
 * makes no other, so that what happens meanwhile is decided on at once: waiting saves events.
 */
final class Pace {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** For each task, where the times of the events do not tell: they are cut to milliseconds. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private static final Set<EventType> ENDS =
      Set.of(
          EventType.ACTIVITY_TASK_COMPLETED,
          EventType.ACTIVITY_TASK_FAILED,
          EventType.ACTIVITY_TASK_TIMED_OUT,
          EventType.ACTIVITY_TASK_CANCELED,
          EventType.TIMER_FIRED);

  private Pace() {}

  /**
   * How long to wait with the answer, if tasks go on ending as they did before this decision.
   *
   * @param tasks how many should end between two decisions
   * @param timeout the decision's, of which at most a quarter is spent waiting
   */
  static Duration pause(DecisionTask task, int tasks, Duration timeout) {
    if (tasks <= 1) {
      return Duration.ZERO;
    }
    int ended = 0;
    Instant begin = Instant.MAX;
    Instant end = Instant.MIN;
    for (HistoryEvent event : task.events()) {
      if (event.id() >= task.previousStartedEventId()) {
        begin = begin.isBefore(event.timestamp()) ? begin : event.timestamp();
        end = event.timestamp();
        ended += ENDS.contains(event.type()) ? 1 : 0;
      }
    }
    if (ended == 0) {
      return Duration.ZERO;
    }
    Duration each = longer(Duration.between(begin, end).dividedBy(ended), SHORTEST);
    Duration most = timeout.dividedBy(4);
    Duration wanted = each.multipliedBy(tasks);
    return Collections.min(List.of(wanted, most, LONGEST));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
