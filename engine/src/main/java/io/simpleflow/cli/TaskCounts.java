package io.simpleflow.cli;

import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.HistoryEvent;
import java.util.List;

/** Counts the activities of an execution as its events come. Not thread-safe. */
final class TaskCounts {
  private int running;
  private int done;
  private int failed;

  void add(List<HistoryEvent> events) {
    for (HistoryEvent event : events) {
      switch (event.type()) {
        case ACTIVITY_TASK_STARTED -> running++;
        case ACTIVITY_TASK_COMPLETED -> {
          running--;
          done++;
        }
        case ACTIVITY_TASK_FAILED -> {
          running--;
          failed++;
        }
        case ACTIVITY_TASK_TIMED_OUT -> {
          running -= event instanceof ActivityTaskTimedOut out && out.startedEventId() == 0 ? 0 : 1;
          failed++;
        }
        case ACTIVITY_TASK_CANCELED -> running--;
        default -> {
          // Not about an activity.
        }
      }
    }
  }

  /** Returns the counts as a person reads them. */
  @Override
  public String toString() {
    String text = "%d done, %d running".formatted(done, running);
    return failed == 0 ? text : "%s, %d failed".formatted(text, failed);
  }
}
