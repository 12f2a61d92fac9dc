package io.simpleflow.engine.worker;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends loops without losing anything: they poll no more, what they are at may finish within the
 * grace, and what did not is interrupted and stays open.
 *
 * @param loops what ends
 * @param heartbeats the activities that run in them
 * @param calls what the loops are telling the service
 * @param grace how long to wait for what is running
 */
record Drain(List<PollLoop> loops, Heartbeats heartbeats, ServiceCalls calls, Duration grace) {
  private static final Logger LOGGER = LoggerFactory.getLogger(Drain.class);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Returns when all has ended, or is left to itself. */
  void run() {
    loops.forEach(PollLoop::stopPolling);
    calls.stopPausing();
    boolean interrupted = false;
    try {
      if (!awaitEnd(grace)) {
        hurry();
        if (!awaitEnd(AFTER_INTERRUPT) && heartbeats.anyRunning()) {
          LOGGER.warn("some activities ignore the interrupt; they are left to themselves");
        }
      }
    } catch (InterruptedException impatient) {
      hurry();
      interrupted = true;
    }
    calls.stopInsisting();
    heartbeats.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void hurry() {
    calls.stopInsisting();
    heartbeats.stopAll();
  }

  /** Waits for what is being handled, but not for activities whose result nobody wants. */
  private boolean awaitEnd(Duration limit) throws InterruptedException {
    long deadline = ServiceCalls.deadline(limit);
    heartbeats.beatAll();
    for (PollLoop loop : loops) {
      while (!loop.awaitEnd(Math.min(deadline - System.nanoTime(), LOOK.toNanos()))) {
        if (deadline - System.nanoTime() <= 0 || onlyLostOnesAreLeft()) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean onlyLostOnesAreLeft() {
    return loops.stream().filter(loop -> !loop.hasEnded()).count() == heartbeats.lost();
  }
}
