package io.simpleflow.swf;

import io.simpleflow.ServiceException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads on which tasks are taken. When its thread is interrupted, the SDK drops even an answer
 * that has come, and with it the task; so the interrupt stays with the thread that waits for it.
 * Thread-safe.
 */
final class PollThreads implements AutoCloseable {
  /**
   * If a task is there, SWF answers at once: so long after a poll has begun, a task may be on its
   * way. Later, to wait on would save no more tasks than it puts at risk.
   */
  private static final Duration ON_ITS_WAY = Duration.ofMillis(200);

  private final ExecutorService threads = threads();

  private static ExecutorService threads() {
    AtomicInteger count = new AtomicInteger();
    return Executors.newCachedThreadPool(
        body -> {
          Thread thread = new Thread(body, "swf-poll-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Polls. An interrupt of the caller cuts the poll, unless its answer may be on its way: if that
   * comes, it is returned, and the caller is interrupted again.
   */
  <T> T poll(Callable<T> poll) throws InterruptedException {
    long begin = System.nanoTime();
    Future<T> sent = submit(poll);
    try {
      return answer(sent);
    } catch (InterruptedException stop) {
      long left = begin + ON_ITS_WAY.toNanos() - System.nanoTime();
      T answer;
      try {
        answer = sent.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
      } catch (ExecutionException nothing) {
        throw stop;
      } catch (TimeoutException late) {
        if (sent.cancel(true)) {
          throw stop;
        }
        answer = answerOf(sent, stop); // It came at this very moment.
      }
      Thread.currentThread().interrupt();
      return answer;
    }
  }

  private static <T> T answerOf(Future<T> ended, InterruptedException stop)
      throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException nothing) {
      throw stop;
    }
  }

  /** Does what belongs to a task that was taken, which no interrupt of the caller cuts. */
  <T> T finish(Callable<T> rest) {
    Future<T> begun = submit(rest);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer(begun);
        } catch (InterruptedException stop) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> Future<T> submit(Callable<T> body) {
    try {
      return threads.submit(body);
    } catch (RejectedExecutionException closed) {
      throw new ServiceException("SWF is not called any more: the backend is closed", closed);
    }
  }

  private static <T> T answer(Future<T> sent) throws InterruptedException {
    try {
      return sent.get();
    } catch (ExecutionException thrown) {
      if (thrown.getCause() instanceof RuntimeException failure) {
        throw failure;
      } else if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(thrown.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
