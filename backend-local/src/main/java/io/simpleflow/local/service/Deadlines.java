package io.simpleflow.local.service;

import io.simpleflow.spi.Timekeeper;
import java.time.Instant;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen when: all timers and timeouts, behind one alarm for the earliest. Guarded by
 * the domain's lock.
 */
final class Deadlines {
  private final Timekeeper timekeeper;
  private final Runnable onAlarm;
  private final TreeSet<Deadline> deadlines = new TreeSet<>();
  private long lastSequence;
  private Timekeeper.@Nullable Alarm alarm;
  private @Nullable Instant alarmAt;

  /**
   * Creates an empty queue.
   *
   * @param onAlarm called, not holding the lock, when something may be due
   */
  Deadlines(Timekeeper timekeeper, Runnable onAlarm) {
    this.timekeeper = timekeeper;
    this.onAlarm = onAlarm;
  }

  Deadline set(Instant due, Expiry expiry) {
    Deadline deadline = new Deadline(due, ++lastSequence, expiry);
    deadlines.add(deadline);
    return deadline;
  }

  void cancel(Deadline deadline) {
    deadlines.remove(deadline);
  }

  /** Lets everything happen that is due, in order of time. */
  void expire(Transaction transaction) {
    while (!deadlines.isEmpty() && !deadlines.first().due.isAfter(transaction.now())) {
      Deadline due = deadlines.first();
      deadlines.remove(due);
      due.expiry.run(transaction);
    }
  }

  /** Notes that the alarm has gone off. */
  void alarmWentOff() {
    alarm = null;
    alarmAt = null;
  }

  /**
   * Sees to it that there is an alarm for the earliest deadline. An alarm that is too early stays:
   * it will find nothing due and set itself anew, which is cheaper than moving it all the time.
   */
  void setAlarm() {
    if (deadlines.isEmpty()) {
      return;
    }
    Instant earliest = deadlines.first().due;
    if (alarmAt == null || earliest.isBefore(alarmAt)) {
      cancelAlarm();
      alarmAt = earliest;
      alarm = timekeeper.schedule(earliest, onAlarm);
    }
  }

  void cancelAlarm() {
    if (alarm != null) {
      alarm.cancel();
    }
    alarmWentOff();
  }

  /** What happens when the time has come. */
  @FunctionalInterface
  interface Expiry {
    void run(Transaction transaction);
  }

  /** Something that is to happen. */
  static final class Deadline implements Comparable<Deadline> {
    private final Instant due;
    private final long sequence;
    private final Expiry expiry;

    private Deadline(Instant due, long sequence, Expiry expiry) {
      this.due = due;
      this.sequence = sequence;
      this.expiry = expiry;
    }

    Instant due() {
      return due;
    }

    /** By time; of several at one time, the one that was set first. */
    @Override
    public int compareTo(Deadline other) {
      int order = due.compareTo(other.due);
      return order == 0 ? Long.compare(sequence, other.sequence) : order;
    }
  }
}
