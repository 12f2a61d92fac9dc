package io.simpleflow.engine.worker;

import io.simpleflow.ServiceException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls a service that may be away for a while: a call that fails with a {@link ServiceException}
 * is made again after a growing pause. Thread-safe.
 */
public final class ServiceCalls {
  private final Troubles troubles;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch hurry = new CountDownLatch(1);

  /** Calls that tell of their own failures. */
  public ServiceCalls() {
    this(new Troubles(broken -> {}));
  }

  ServiceCalls(Troubles troubles) {
    this.troubles = troubles;
  }

  /**
   * Makes a call until it succeeds.
   *
   * @param limit after how long to give up
   * @throws ServiceException the last one, after the limit or {@link #stopInsisting}
   */
  public <T> T ask(Duration limit, Supplier<T> call) throws InterruptedException {
    long deadline = deadline(limit);
    Backoff backoff = new Backoff();
    Object who = new Object();
    try {
      while (true) {
        try {
          T result = call.get();
          troubles.worked(who);
          return result;
        } catch (ServiceException away) {
          long left = deadline - System.nanoTime();
          if (left <= 0 || hurry.getCount() == 0) {
            throw away;
          }
          troubles.failed(who, away, words(limit));
          hurry.await(Math.min(left, backoff.next().toNanos()), TimeUnit.NANOSECONDS);
        }
      }
    } finally {
      troubles.left(who);
    }
  }

  private static String words(Duration limit) {
    long seconds = limit.toSeconds();
    String time =
        seconds < 120
            ? seconds + " s"
            : seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    return "for up to " + time;
  }

  /** As {@link #ask}, for a call without a result. */
  public void tell(Duration limit, Runnable call) throws InterruptedException {
    ask(
        limit,
        () -> {
          call.run();
          return true;
        });
  }

  /** The {@link System#nanoTime} so far away, or as far as that can tell. */
  public static long deadline(Duration limit) {
    return System.nanoTime() + Math.min(TimeUnit.NANOSECONDS.convert(limit), Long.MAX_VALUE / 2);
  }

  /** Waits with a call for which there is time. */
  void pause(Duration time) throws InterruptedException {
    stopping.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** From now on nothing is waited for that need not be. */
  void stopPausing() {
    stopping.countDown();
  }

  /** From now on every call is made once more at most. */
  void stopInsisting() {
    hurry.countDown();
  }
}
