package io.simpleflow.spi;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock that a backend lives by, and its alarms. One that is moved by hand lets a test sleep
 * for 30 days in a millisecond. Thread-safe.
 */
public interface Timekeeper extends InstantSource, AutoCloseable {
  /**
   * Calls {@code action} once, at {@code due} or soon after, on a thread of the timekeeper's. The
   * action must be short. It may still be called while it is being cancelled.
   */
  Alarm schedule(Instant due, Runnable action);

  /** Forgets all alarms. */
  @Override
  void close();

  /** An alarm that has been set. */
  interface Alarm {
    /** Forgets the alarm, if it has not gone off. */
    void cancel();
  }
}
