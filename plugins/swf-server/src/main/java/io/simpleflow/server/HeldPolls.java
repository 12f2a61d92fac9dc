package io.simpleflow.server;

import io.simpleflow.server.operations.Reply;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The long polls that wait for a task. None of them has a thread.
 *
 * <p>Nobody else reads from a connection while its request is being handled, so nobody would notice
 * that its client goes away. These polls are told by the selector when there is something to read:
 * one whose client is gone is withdrawn before a task is given to it. Thread-safe.
 */
final class HeldPolls {
  private final Set<Held> polls = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /**
   * Holds a poll until its answer is there.
   *
   * @param exchange the request that waits
   * @param answer completes with the answer; is cancelled when the client has gone
   * @param nothing the answer when there was no task
   */
  void hold(Exchange exchange, CompletableFuture<Reply> answer, Reply nothing) {
    Held poll = new Held(exchange, answer, nothing);
    polls.add(poll);
    poll.watch();
    var unused = answer.whenCompleteAsync(poll::answer, exchange.executor());
    if (stopped) {
      poll.release();
    }
  }

  int size() {
    return polls.size();
  }

  /** Answers all polls with nothing, and those that still come at once. */
  void stop() {
    stopped = true;
    polls.forEach(Held::release);
  }

  /** A poll; it is called back when there is something to read from its connection. */
  private final class Held implements Callback {
    private static final int SOME_BYTES = 4_096;

    private final Exchange exchange;
    private final CompletableFuture<Reply> answer;
    private final Reply nothing;
    private final AbstractEndPoint connection;

    /** Guarded by this: the connection may be read from only while it is false. */
    private boolean over;

    Held(Exchange exchange, CompletableFuture<Reply> answer, Reply nothing) {
      this.exchange = exchange;
      this.answer = answer;
      this.nothing = nothing;
      this.connection = (AbstractEndPoint) exchange.connection();
    }

    synchronized void watch() {
      if (!over) {
        connection.tryFillInterested(this);
      }
    }

    private void answer(@Nullable Reply reply, @Nullable Throwable failure) {
      boolean gone;
      synchronized (this) {
        gone = over || read() < 0;
        if (!over) {
          over = true;
          // From now on the connection is read from by those who read requests.
          connection.getFillInterest().onFail(new CancellationException());
        }
      }
      polls.remove(this);
      if (gone) {
        // The client went away while the task was on its way.
        if (reply != null) {
          reply.undelivered();
        }
        exchange.abandon();
        return;
      }
      if (stopped) {
        exchange.closeAfterwards();
      }
      if (reply == null) {
        exchange.refuse(Faults.of(Objects.requireNonNull(failure)));
      } else {
        exchange.answer(reply);
      }
    }

    void release() {
      answer.complete(nothing);
    }

    @Override
    public void succeeded() {
      synchronized (this) {
        if (over) {
          return;
        }
        over = read() < 0;
      }
      if (over) {
        withdraw();
      } else {
        watch();
      }
    }

    /**
     * Reads what nobody waits for; less than 0 if the client has gone. If the next request comes
     * before the answer to this one, what is read of it is lost, so the client has to send it again
     * on another connection, as HTTP provides for.
     */
    private int read() {
      try {
        int read = connection.fill(BufferUtil.allocate(SOME_BYTES));
        if (read > 0) {
          exchange.closeAfterwards();
        }
        return read;
      } catch (IOException e) {
        return -1;
      }
    }

    @Override
    public void failed(Throwable failure) {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      withdraw();
    }

    private void withdraw() {
      polls.remove(this);
      answer.cancel(false);
    }
  }
}
