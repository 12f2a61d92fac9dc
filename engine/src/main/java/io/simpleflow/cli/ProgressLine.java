package io.simpleflow.cli;

import io.simpleflow.ExecutionId;
import io.simpleflow.SimpleflowException;
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

/**
 * One line on a terminal that says how far an execution is, drawn anew ten times a second: tasks
 * done and running, and the time. It gives way to whatever else is printed.
 */
final class ProgressLine implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  /** So that the line does not flash up for what takes no time. */
  private static final Duration FIRST = Duration.ofMillis(400);

  private final HistorySource histories;
  private final ExecutionId execution;
  private final TerminalLine line;
  private final TaskCounts counts = new TaskCounts();
  private final long begin = System.nanoTime();
  private final ScheduledExecutorService thread;
  private final Future<?> drawing;
  private long lastEventId;

  private ProgressLine(HistorySource histories, ExecutionId execution, TerminalLine line) {
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
            this::draw, FIRST.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Shows the line, if somebody is there to see it. */
  static Optional<ProgressLine> show(
      Session session, HistorySource histories, ExecutionId execution) {
    return session.streams.errIsTerminal() && !session.options.quiet
        ? Optional.of(
            new ProgressLine(histories, execution, TerminalLine.over(session.streams.err())))
        : Optional.empty();
  }

  private void draw() {
    try {
      List<HistoryEvent> events = histories.events(execution, lastEventId, Integer.MAX_VALUE);
      counts.add(events);
      lastEventId += events.size();
    } catch (SimpleflowException e) {
      // What is wrong with the store will be said by those who need it.
      return;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    line.draw(String.format(Locale.ROOT, "%s, %.1f s", counts, seconds));
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
