package io.simpleflow.inline;

import io.simpleflow.spi.Timekeeper;
import java.time.Instant;

/** Whoever waits for an alarm finds that it is that late already. */
final class JumpingTimekeeper implements Timekeeper {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized Alarm schedule(Instant due, Runnable action) {
    if (due.isAfter(now)) {
      now = due;
    }
    action.run();
    return () -> {};
  }

  @Override
  public void close() {}
}
