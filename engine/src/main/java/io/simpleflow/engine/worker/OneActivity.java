package io.simpleflow.engine.worker;

import io.simpleflow.SimpleflowException;
import io.simpleflow.StoreException;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A worker for one activity task, after which it ends. Thread-safe; {@link #run} is called once.
 */
public final class OneActivity implements Executor.Run {
  private final Source source;
  private final long deadline;
  private final ActivityRunner runner;
  private final PollLoop loop;
  private final Drain drain;
  private volatile boolean taken;
  private volatile @Nullable RuntimeException failure;
  private boolean closed;

  /** Where the task comes from. */
  private interface Source {
    Optional<ActivityTask> take(Duration wait) throws InterruptedException;
  }

  private OneActivity(Work work, RunOptions options, Duration wait, Source source) {
    this.source = source;
    this.deadline = ServiceCalls.deadline(wait);
    Troubles troubles = new Troubles(broken -> {});
    ServiceCalls calls = new ServiceCalls(troubles);
    Heartbeats heartbeats = new Heartbeats(options.heartbeatInterval(), 1);
    runner = new ActivityRunner(work, heartbeats, troubles, calls);
    loop = new PollLoop("worker-for-one", this::takeOne, troubles);
    drain = new Drain(List.of(loop), heartbeats, calls, options.grace());
  }

  /** A worker that waits for a task in a task list. */
  public static OneActivity from(String taskList, Work work, RunOptions options, Duration wait) {
    return new OneActivity(
        work,
        options,
        wait,
        left -> work.service().pollForActivityTask(Optional.of(taskList), work.identity(), left));
  }

  /** A worker that has got its task already. */
  public static OneActivity of(ActivityTask task, Work work, RunOptions options) {
    return new OneActivity(work, options, Duration.ZERO, left -> Optional.of(task));
  }

  /**
   * Handles the task. An interrupt of this thread is a stop: see {@link #close}.
   *
   * @return whether there was one
   * @throws io.simpleflow.StaleTaskException if it was no longer this worker's when it ended
   * @throws io.simpleflow.ServiceException if the service did not answer in time, or the task stays
   *     open
   */
  public boolean run() throws InterruptedException {
    loop.start();
    try {
      loop.awaitEnd(Long.MAX_VALUE);
    } finally {
      close();
      throwFailure(); // Also after a stop: it may be why the task stays open.
    }
    return taken;
  }

  private void throwFailure() {
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  private void takeOne() throws InterruptedException {
    Optional<ActivityTask> task = Optional.empty();
    try {
      task = source.take(Duration.ofNanos(Math.min(Math.max(left(), 0), Work.POLL.toNanos())));
    } catch (RuntimeException refused) {
      if (left() > 0 && !(refused instanceof StoreException)) {
        throw refused; // The loop tries again.
      }
      failure = refused;
      loop.stopPolling();
    }
    if (task.isPresent()) {
      taken = true;
      loop.stopPolling();
      ActivityTask found = task.get();
      loop.handle(() -> handle(found)).ifPresent(unanswered -> failure = unanswered);
    } else if (left() <= 0) {
      loop.stopPolling();
    }
  }

  private Optional<RuntimeException> handle(ActivityTask task) {
    try {
      runner.runAndAnswer(task);
      return Optional.empty();
    } catch (SimpleflowException unanswered) {
      return Optional.of(unanswered);
    }
  }

  private long left() {
    return deadline - System.nanoTime();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      drain.run();
    }
  }
}
