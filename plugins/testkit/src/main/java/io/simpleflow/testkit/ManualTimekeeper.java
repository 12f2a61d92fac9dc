package io.simpleflow.testkit;

import io.simpleflow.spi.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * A timekeeper whose time stands still until a test moves it. Alarms go off in the order in which
 * they are due, each at its own time, on a thread of the timekeeper's; the methods that move time
 * return when the alarms that they set off are done. Thread-safe; close it.
 */
public final class ManualTimekeeper implements Timekeeper {
  /** What the time is at first, unless told otherwise. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<SetAlarm> alarms =
      new PriorityQueue<>(
          Comparator.comparing(SetAlarm::due).thenComparingLong(SetAlarm::sequence));
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread created = new Thread(task, "manual-timekeeper");
            created.setDaemon(true);
            return created;
          });
  private Instant now;
  private long alarmsSet;

  private record SetAlarm(Instant due, long sequence, Runnable action) {}

  /** A timekeeper whose time is {@link #START}. */
  public ManualTimekeeper() {
    this(START);
  }

  /** A timekeeper whose time is the given one. */
  public ManualTimekeeper(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** As in real time, an alarm that is due already goes off at once. */
  @Override
  public synchronized Alarm schedule(Instant due, Runnable action) {
    SetAlarm alarm = new SetAlarm(due, alarmsSet++, action);
    alarms.add(alarm);
    if (!due.isAfter(now)) {
      thread.execute(() -> setOffUntil(instant()));
    }
    return () -> forget(alarm);
  }

  private synchronized void forget(SetAlarm alarm) {
    alarms.remove(alarm);
  }

  /** When the next alarm is due, if there is one. */
  public synchronized Optional<Instant> nextAlarm() {
    return Optional.ofNullable(alarms.peek()).map(SetAlarm::due);
  }

  /**
   * Moves the time on, setting off every alarm on the way.
   *
   * @throws IllegalArgumentException if the duration is negative: time does not run backwards
   */
  public void advance(Duration duration) throws InterruptedException {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("cannot advance by " + duration);
    }
    onThread(() -> setOffUntil(instant().plus(duration)));
  }

  /**
   * Moves the time to the next alarm, if there is one, and sets it off with all that are due at the
   * same time.
   */
  public void advanceToNextAlarm() throws InterruptedException {
    advanceToNextAlarm(() -> true);
  }

  /**
   * As {@link #advanceToNextAlarm()}, if a condition holds then. It is looked at between two
   * alarms, and so never while what an alarm has set off is half done.
   */
  public void advanceToNextAlarm(BooleanSupplier condition) throws InterruptedException {
    onThread(
        () -> {
          if (condition.getAsBoolean()) {
            nextAlarm().ifPresent(this::setOffUntil);
          }
        });
  }

  private void onThread(Runnable movement) throws InterruptedException {
    Future<?> moved = thread.submit(movement);
    try {
      moved.get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("an alarm's action failed", failure.getCause());
    }
  }

  private void setOffUntil(Instant target) {
    for (Optional<SetAlarm> alarm = next(target); alarm.isPresent(); alarm = next(target)) {
      alarm.get().action().run();
    }
    moveTo(target);
  }

  private synchronized Optional<SetAlarm> next(Instant target) {
    SetAlarm next = alarms.peek();
    if (next == null || next.due().isAfter(target)) {
      return Optional.empty();
    }
    alarms.remove();
    moveTo(next.due());
    return Optional.of(next);
  }

  private synchronized void moveTo(Instant time) {
    if (time.isAfter(now)) {
      now = time;
    }
  }

  @Override
  public synchronized void close() {
    alarms.clear();
    thread.shutdownNow();
  }
}
