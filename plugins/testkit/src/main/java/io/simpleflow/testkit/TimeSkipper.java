package io.simpleflow.testkit;

import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.OpenCounts;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.HistorySource;

/**
 * Moves time on when nothing else can happen: no execution has a decision or an activity under way,
 * and one has a timer that runs.
 */
record TimeSkipper(ManualTimekeeper time, HistorySource histories) {
  /** Moves time to the next alarm, if nothing else can happen still. */
  void skip() throws InterruptedException {
    time.advanceToNextAlarm(this::isIdle);
  }

  /**
   * Whether only time can make anything happen. Looks twice, as what was idle at the first look may
   * have been woken by what was looked at after it.
   */
  boolean isIdle() {
    for (int look = 0; look < 2; look++) {
      if (!looksIdle()) {
        return false;
      }
    }
    return true;
  }

  private boolean looksIdle() {
    boolean timerRuns = false;
    for (ExecutionInfo open :
        histories.list(ExecutionFilter.all().withStatus(ExecutionStatus.OPEN))) {
      OpenCounts counts = histories.describe(open.execution()).openCounts();
      if (counts.openDecisionTasks() > 0 || counts.openActivityTasks() > 0) {
        return false;
      }
      timerRuns |= counts.openTimers() > 0;
    }
    return timerRuns;
  }
}
