package io.simpleflow.engine.replay;

import io.simpleflow.ExecutionId;
import io.simpleflow.WorkflowBlockedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices workflow code that holds its thread: at once an error if the thread waits for something
 * that is not a future, a warning if it computes, and an error if it still does when the decision
 * would time out anyway.
 *
 * <p>One thread looks; {@link #begin} and {@link #pause} may be called by the code's thread, too.
 */
final class BlockedThreadDetector {
  private static final Logger LOGGER = LoggerFactory.getLogger(BlockedThreadDetector.class);

  private final String workflow;
  private final long limitNanos;
  private final long hardLimitNanos;
  private final LongSupplier nanoTime;
  private volatile long begin;
  private volatile boolean paused;
  private volatile boolean warned;
  private volatile boolean waitingBefore;

  BlockedThreadDetector(
      String workflow, Duration limit, Duration hardLimit, LongSupplier nanoTime) {
    this.workflow = workflow;
    this.limitNanos = limit.toNanos();
    this.hardLimitNanos = Math.max(limitNanos, hardLimit.toNanos());
    this.nanoTime = nanoTime;
  }

  /**
   * A detector for an execution. Its hard limit is a little before another decider gets the task,
   * which would run the code a second time.
   *
   * @param decisionTimeout in seconds, NONE or null for none
   */
  static BlockedThreadDetector of(
      ReplaySettings settings, ExecutionId execution, @Nullable String decisionTimeout) {
    Duration hardLimit =
        decisionTimeout == null || decisionTimeout.equals("NONE")
            ? settings.blockedAfter()
            : Duration.ofSeconds(Long.parseLong(decisionTimeout)).multipliedBy(9).dividedBy(10);
    return new BlockedThreadDetector(
        execution.workflowId(), settings.blockedAfter(), hardLimit, settings.nanoTime());
  }

  /** Says that code of the author's has a thread from now on. */
  void begin() {
    begin = nanoTime.getAsLong();
    warned = false;
    waitingBefore = false;
    paused = false;
  }

  /** Says that none has until the next {@link #begin}. */
  void pause() {
    paused = true;
  }

  long nanosUntilNextLook() {
    if (paused) {
      return limitNanos;
    }
    long held = nanoTime.getAsLong() - begin;
    return held < limitNanos ? limitNanos - held : Math.max(limitNanos / 10, 1_000_000);
  }

  /**
   * Looks at the code's thread, if it has one yet: virtual threads share few real ones, which other
   * code may hold. It must be seen waiting twice in a row, since any thread may wait for a moment
   * for a lock or a class to load.
   */
  void look(Optional<Thread> begun) {
    if (paused) {
      return; // Asked first: the time of the beginning is older while it is paused.
    }
    long held = nanoTime.getAsLong() - begin;
    if (held < limitNanos) {
      return;
    } else if (begun.isEmpty()) {
      if (held >= hardLimitNanos) {
        throw new WorkflowBlockedException(
            "workflow %s has got no thread for %.1f s: the code of others computes without end"
                .formatted(workflow, held / 1e9));
      }
      return;
    }
    Thread thread = begun.get();
    boolean waiting = isWaiting(thread.getState()) && !isPrinting(thread.getStackTrace());
    if ((waiting && waitingBefore) || held >= hardLimitNanos) {
      throw new WorkflowBlockedException(
          ("workflow %s has held its thread for %.1f s at %s; workflow code may only wait for"
                  + " futures: use sleep() or an activity")
              .formatted(workflow, held / 1e9, place(thread.getStackTrace())));
    }
    waitingBefore = waiting;
    if (!waiting && !warned) {
      warned = true;
      LOGGER.warn(
          "workflow {} has been computing for {} s at {}; long work belongs into an activity",
          workflow,
          held / 1_000_000_000,
          place(thread.getStackTrace()));
    }
  }

  private static boolean isWaiting(Thread.State state) {
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }

  /** Whoever reads the output may have paused; that is not the code's fault. */
  private static boolean isPrinting(StackTraceElement[] stack) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith("java.io."));
  }

  /** The innermost line that is not the JDK's, with what it called of that. */
  private static String place(StackTraceElement[] stack) {
    for (int i = 0; i < stack.length; i++) {
      if (!isJdk(stack[i].getClassName())) {
        String called = i == 0 ? "" : ", in " + shortName(stack[i - 1]);
        return "%s.%s(%s:%d)%s"
            .formatted(
                stack[i].getClassName(),
                stack[i].getMethodName(),
                stack[i].getFileName(),
                stack[i].getLineNumber(),
                called);
      }
    }
    return "an unknown line";
  }

  private static boolean isJdk(String className) {
    return className.startsWith("java.")
        || className.startsWith("jdk.")
        || className.startsWith("sun.");
  }

  private static String shortName(StackTraceElement frame) {
    String className = frame.getClassName();
    return className.substring(className.lastIndexOf('.') + 1) + "." + frame.getMethodName();
  }
}
