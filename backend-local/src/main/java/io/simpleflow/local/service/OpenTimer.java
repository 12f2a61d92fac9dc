package io.simpleflow.local.service;

import io.simpleflow.history.TimerEvent.TimerStarted;
import org.jspecify.annotations.Nullable;

/** A timer that runs. Guarded by the domain's lock. */
final class OpenTimer {
  final TimerStarted started;
  Deadlines.@Nullable Deadline deadline;

  OpenTimer(TimerStarted started) {
    this.started = started;
  }
}
