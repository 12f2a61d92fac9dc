package io.simpleflow.engine.replay;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Code on a thread of its own that is strictly handed over: either the one who calls {@link
 * #resume} runs or the code, never both. What one side wrote before a hand-over, the other sees
 * after it.
 *
 * <p>Not thread-safe: {@link #resume} and {@link #unwind} are called by one thread at a time,
 * {@link #park} by the code alone.
 */
final class Coroutine {
  /** How often code may catch the unwinding before its thread is put to rest for good. */
  private static final int UNWINDING_ATTEMPTS = 10;

  private final CoroutineThreads threads;
  private final Runnable body;
  private final AtomicInteger unwindings = new AtomicInteger();
  private volatile boolean bodyTurn;
  private volatile boolean ended;
  private volatile boolean unwinding;
  private volatile @Nullable Thread caller;
  private volatile @Nullable Thread thread;
  private boolean started;

  Coroutine(CoroutineThreads threads, Runnable body) {
    this.threads = threads;
    this.body = body;
  }

  boolean ended() {
    return ended;
  }

  /** Whether the code runs at this moment, or was left to itself while it did. */
  boolean holdsThread() {
    return bodyTurn && !ended;
  }

  /** Whether the code has been told to end. */
  boolean isUnwinding() {
    return unwinding;
  }

  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /**
   * Lets the code run until it parks or ends.
   *
   * @throws io.simpleflow.WorkflowBlockedException if it holds its thread too long
   */
  void resume(BlockedThreadDetector detector) {
    detector.begin(); // First: the code itself may pause it.
    handOver();
    boolean interrupted = false;
    while (bodyTurn) {
      LockSupport.parkNanos(this, detector.nanosUntilNextLook());
      interrupted |= Thread.interrupted();
      if (bodyTurn) {
        detector.look(Optional.ofNullable(thread));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOver() {
    caller = Thread.currentThread();
    bodyTurn = true;
    if (started) {
      LockSupport.unpark(thread);
    } else {
      started = true;
      threads.start(this::run);
    }
  }

  private void run() {
    thread = Thread.currentThread();
    try {
      body.run();
    } catch (WorkflowUnwinding expected) {
      // The execution left memory.
    } finally {
      ended = true;
      Thread.interrupted(); // A pooled thread must not carry the flag into its next task.
      handBack();
    }
  }

  private void handBack() {
    bodyTurn = false;
    LockSupport.unpark(caller);
  }

  /** Called by the code: hands over to the caller of {@link #resume} until it is resumed. */
  void park() {
    checkUnwinding();
    handBack();
    while (!bodyTurn) {
      LockSupport.park(this);
      if (Thread.interrupted() && unwinding) {
        break;
      }
    }
    checkUnwinding();
  }

  /** Called by the code whenever it asks for anything. */
  void checkUnwinding() {
    if (!unwinding) {
      return;
    }
    if (unwindings.incrementAndGet() > UNWINDING_ATTEMPTS) {
      restForever();
    }
    throw new WorkflowUnwinding();
  }

  /** Code that catches everything in a loop cannot be ended; this keeps it from burning a core. */
  @SuppressWarnings("InfiniteLoopStatement")
  private void restForever() {
    handBack();
    while (true) {
      LockSupport.park(this);
    }
  }

  /** Ends the code where it is, without waiting for it: from now on it is left to itself. */
  void unwind() {
    if (ended || unwinding) {
      return;
    }
    unwinding = true;
    if (!started) {
      ended = true;
      return;
    }
    Thread body = thread;
    if (bodyTurn && body != null) {
      body.interrupt(); // It is blocked in something of its own.
    } else {
      bodyTurn = true;
      LockSupport.unpark(body);
    }
  }
}
