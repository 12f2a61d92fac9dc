package io.simpleflow.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The long polls that wait for a task. None of them has a thread.
 *
 * <p>Nothing tells when a client goes away while its request is being handled, because nobody reads
 * from its connection then. So every second each connection is read from: a poll whose client is
 * gone is withdrawn before a task is given to it. Thread-safe.
 */
final class HeldPolls {
  private static final long SECONDS_BETWEEN_LOOKS = 1;

  private final Set<Held> polls = ConcurrentHashMap.newKeySet();
  private final Scheduler scheduler;
  private volatile boolean stopped;

  HeldPolls(Scheduler scheduler) {
    this.scheduler = scheduler;
    look();
  }

  private void look() {
    ByteBuffer read = BufferUtil.allocate(64);
    for (Held poll : polls) {
      BufferUtil.clear(read);
      poll.look(read);
    }
    if (!stopped) {
      scheduler.schedule(this::look, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }
  }

  /**
   * Holds a poll until its answer is there.
   *
   * @param exchange the request that waits
   * @param answer completes with the answer; is cancelled when the client has gone
   * @param nothing the answer when there was no task
   */
  void hold(Exchange exchange, CompletableFuture<byte[]> answer, byte[] nothing) {
    Held poll = new Held(exchange, answer, nothing);
    polls.add(poll);
    var unused = answer.whenCompleteAsync(poll::answer, exchange.executor());
    if (stopped) {
      answer.complete(nothing);
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

  private final class Held {
    private final Exchange exchange;
    private final CompletableFuture<byte[]> answer;
    private final byte[] nothing;

    /** Guarded by this: the connection may be read from only while it is false. */
    private boolean over;

    Held(Exchange exchange, CompletableFuture<byte[]> answer, byte[] nothing) {
      this.exchange = exchange;
      this.answer = answer;
      this.nothing = nothing;
    }

    private void answer(byte @Nullable [] body, @Nullable Throwable failure) {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      polls.remove(this);
      if (body != null) {
        exchange.answer(body);
      } else {
        exchange.refuse(Faults.of(Objects.requireNonNull(failure)));
      }
    }

    void release() {
      answer.complete(nothing);
    }

    void look(ByteBuffer read) {
      EndPoint connection = exchange.connection();
      synchronized (this) {
        if (over || isThere(connection, read)) {
          return;
        }
        over = true;
      }
      polls.remove(this);
      answer.cancel(false);
      exchange.abandon();
    }

    private boolean isThere(EndPoint connection, ByteBuffer read) {
      try {
        int bytes = connection.fill(read);
        if (bytes > 0) {
          // The next request came before the answer to this one. What was read of it is lost, so
          // the client has to send it again on another connection, as HTTP provides for.
          exchange.closeAfterwards();
        }
        return bytes >= 0;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
