package io.simpleflow.local.service;

import io.simpleflow.spi.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A clock that stands still until it is moved; alarms go off on the thread that moves it. Other
 * than with the testkit's, an alarm that is due already waits for that, too: so tests of the
 * service see every state there is, without a second thread.
 */
final class SteppedTimekeeper implements Timekeeper {
  private final List<Pending> alarms = new ArrayList<>();
  private Instant now;

  SteppedTimekeeper(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized Alarm schedule(Instant due, Runnable action) {
    Pending pending = new Pending(due, action);
    alarms.add(pending);
    return () -> forget(pending);
  }

  private synchronized void forget(Pending pending) {
    alarms.remove(pending);
  }

  /** Goes on by a duration, stopping at each alarm on the way. */
  void advance(Duration duration) {
    Instant end = instant().plus(duration);
    Optional<Pending> next = takeFirstUntil(end);
    while (next.isPresent()) {
      set(next.get().due());
      next.get().action().run();
      next = takeFirstUntil(end);
    }
    set(end);
  }

  /** Jumps to a time, and only then lets those alarms go off that are due. */
  void jump(Instant time) {
    set(time);
    advance(Duration.ZERO);
  }

  private synchronized void set(Instant time) {
    now = time.isAfter(now) ? time : now;
  }

  private synchronized Optional<Pending> takeFirstUntil(Instant end) {
    Optional<Pending> first =
        alarms.stream()
            .filter(alarm -> !alarm.due().isAfter(end))
            .min(Comparator.comparing(Pending::due));
    first.ifPresent(alarms::remove);
    return first;
  }

  /** How many alarms are set. */
  synchronized int alarms() {
    return alarms.size();
  }

  @Override
  public synchronized void close() {
    alarms.clear();
  }

  private record Pending(Instant due, Runnable action) {}
}
