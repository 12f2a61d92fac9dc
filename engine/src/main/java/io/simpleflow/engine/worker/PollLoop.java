package io.simpleflow.engine.worker;

import io.simpleflow.StoreException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that takes a task, handles it, and takes the next, until it is stopped. Errors of the
 * service are logged and tried again after a pause. Thread-safe.
 */
final class PollLoop {
  private static final Logger LOGGER = LoggerFactory.getLogger(PollLoop.class);

  /** Takes one task, if there is one, and handles it. */
  interface Step {
    void takeOne() throws InterruptedException;
  }

  private final Thread thread;
  private final Step step;
  private final Consumer<StoreException> onBrokenStore;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object interruption = new Object();
  private volatile boolean stopping;
  private boolean handling;

  PollLoop(String name, Step step, Consumer<StoreException> onBrokenStore) {
    this.step = step;
    this.onBrokenStore = onBrokenStore;
    this.thread = new Thread(this::loop, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void loop() {
    Backoff backoff = new Backoff();
    try {
      while (!stopping) {
        try {
          step.takeOne();
          backoff.reset();
        } catch (StoreException broken) {
          if (!stopping) {
            onBrokenStore.accept(broken);
          }
          return; // What is kept on disk cannot be trusted any more; a restart can mend it.
        } catch (RuntimeException | Error failure) {
          if (!stopping) {
            LOGGER.error("{} goes on after: {}", thread.getName(), failure.toString());
            LOGGER.debug("where it was", failure);
            TimeUnit.MILLISECONDS.sleep(backoff.next().toMillis());
          }
        }
      }
    } catch (InterruptedException stopped) {
      // Told to stop.
    } finally {
      ended.countDown();
    }
  }

  /** Called by the step around what must not be interrupted by a stop. */
  void handle(Runnable task) {
    synchronized (interruption) {
      handling = true;
      if (stopping) {
        // The stop came just after the task was taken: its interrupt was for the poll.
        Thread.interrupted();
      }
    }
    try {
      task.run();
    } finally {
      synchronized (interruption) {
        handling = false;
        if (!stopping) {
          Thread.interrupted(); // What a task leaves behind must not end the loop.
        }
      }
    }
  }

  /** Polls no more; what is being handled goes on. */
  void stopPolling() {
    stopping = true;
    synchronized (interruption) {
      if (!handling) {
        thread.interrupt();
      }
    }
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Waits for the end, and says whether it came in time. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
  }
}
