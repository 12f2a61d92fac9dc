package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.HistorySource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line that says how far an execution is: tasks done and running, and the time. On a terminal it
 * is drawn anew ten times a second, and gives way to whatever else is printed.
 */
final class ProgressLine implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ProgressLine.class);

  private static final Duration INTERVAL = Duration.ofMillis(100);

  /** Over a network, and where lines are added one by one. */
  private static final Duration LONG_INTERVAL = Duration.ofSeconds(2);

  /** So that the line does not flash up for what takes no time. */
  private static final Duration FIRST = Duration.ofMillis(400);

  private final HistorySource histories;
  private final ExecutionId execution;
  private final Line line;
  private final TaskCounts counts = new TaskCounts();
  private final long begin = System.nanoTime();
  private final ScheduledExecutorService thread;
  private final Future<?> drawing;
  private long lastEventId;

  /** Where the progress is shown. */
  interface Line extends AutoCloseable {
    void draw(String text);

    @Override
    void close();
  }

  /** Draws the line again and again, until it is closed. */
  ProgressLine(HistorySource histories, ExecutionId execution, Line line, Duration interval) {
    this.histories = histories;
    this.execution = execution;
    this.line = line;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread drawer = new Thread(work, "simpleflow-progress");
              drawer.setDaemon(true);
              return drawer;
            });
    this.drawing =
        thread.scheduleWithFixedDelay(
            this::draw,
            Math.max(FIRST.toMillis(), interval.toMillis()),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Shows the line, if somebody is there to see it.
   *
   * @param wanted whether to show it in any case, or not at all
   */
  static Optional<ProgressLine> show(
      Session session, HistorySource histories, ExecutionId execution, Optional<Boolean> wanted) {
    boolean onTerminal = session.streams.errIsTerminal();
    if (session.options.quiet || !wanted.orElse(onTerminal)) {
      return Optional.empty();
    }
    Line line = onTerminal ? TerminalLine.over(session.streams.err()) : new ProgressNotes(session);
    Duration interval = onTerminal && !session.isShared() ? INTERVAL : LONG_INTERVAL;
    return Optional.of(new ProgressLine(histories, execution, line, interval));
  }

  private void draw() {
    try {
      List<HistoryEvent> events = histories.events(execution, lastEventId, Integer.MAX_VALUE);
      counts.add(events);
      lastEventId += events.size();
      double seconds = (System.nanoTime() - begin) / 1e9;
      line.draw(String.format(Locale.ROOT, "%s, %.1f s", counts, seconds));
    } catch (RuntimeException e) {
      // What is wrong with the store will be said by those who need it. Nothing that is wrong here
      // is worth more than what is being shown; thrown, it would end the drawing for good.
      LOGGER.debug("the progress cannot be shown", e);
    }
  }

  /** Takes the line away. */
  @Override
  public void close() {
    drawing.cancel(false);
    thread.shutdown();
    try {
      boolean ended = thread.awaitTermination(1, TimeUnit.SECONDS);
      if (!ended) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    line.close();
  }
}
