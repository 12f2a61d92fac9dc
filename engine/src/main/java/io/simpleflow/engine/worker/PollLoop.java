package io.simpleflow.engine.worker;

import io.simpleflow.SimpleflowException;
import io.simpleflow.StoreException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One thread that takes a task, handles it, and takes the next, until it is stopped. What goes
 * wrong is told, and tried again after a pause; a thread that dies of an error is replaced.
 * Thread-safe.
 */
final class PollLoop {

  /** Takes one task, if there is one, and handles it. */
  interface Step {
    void takeOne() throws InterruptedException;
  }

  private final String name;
  private final Step step;
  private final Troubles troubles;
  private final Backoff backoff = new Backoff();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object interruption = new Object();
  private Thread thread;
  private volatile boolean stopping;
  private boolean handling;

  PollLoop(String name, Step step, Troubles troubles) {
    this.name = name;
    this.step = step;
    this.troubles = troubles;
    this.thread = thread(this::run);
  }

  private Thread thread(Runnable body) {
    Thread created = new Thread(body, name);
    created.setDaemon(true);
    return created;
  }

  void start() {
    synchronized (interruption) {
      thread.start();
    }
  }

  private void run() {
    boolean replaced = false;
    try {
      loop();
    } catch (Error death) {
      replaced = replace(death);
    } finally {
      if (!replaced) {
        troubles.left(this);
        ended.countDown();
      }
    }
  }

  private void loop() {
    while (!stopping) {
      try {
        step.takeOne();
        worked();
      } catch (StoreException broken) {
        if (!stopping) {
          troubles.brokenStore(broken);
        }
        return; // What is kept on disk cannot be trusted any more; a restart can mend it.
      } catch (SimpleflowException failure) {
        if (!stopping) {
          troubles.failed(this, failure, Troubles.FOR_EVER);
          pause();
        }
      } catch (RuntimeException mistake) {
        troubles.unexpected(name, mistake);
        pause();
      } catch (InterruptedException stop) {
        pause(); // None while stopping; without a stop it was a stray one.
      }
    }
  }

  private void worked() {
    troubles.worked(this);
    backoff.reset();
  }

  private void pause() {
    try {
      if (!stopping) {
        TimeUnit.MILLISECONDS.sleep(backoff.next().toMillis());
      }
    } catch (InterruptedException stop) {
      // The loop sees it.
    }
  }

  private boolean replace(Error death) {
    synchronized (interruption) {
      if (stopping) {
        return false;
      }
      troubles.replaced(name, death);
      thread =
          thread(
              () -> {
                pause();
                run();
              });
      thread.start();
      return true;
    }
  }

  /** Called by the step around what must not be interrupted by a stop. */
  <T> T handle(Supplier<T> task) {
    synchronized (interruption) {
      handling = true;
      if (stopping) {
        // The stop came just after the task was taken: its interrupt was for the poll.
        Thread.interrupted();
      }
    }
    try {
      T result = task.get();
      worked(); // One task may lead to the next for hours, all in one step.
      return result;
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

  boolean isStopping() {
    return stopping;
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Waits for the end, and says whether it came in time. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
  }
}
