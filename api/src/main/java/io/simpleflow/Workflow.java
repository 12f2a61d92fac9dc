package io.simpleflow;

import io.simpleflow.spi.WorkflowRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The base of every workflow: a class with one public method {@code run} that submits tasks and
 * returns the workflow's result.
 *
 * <p>The code is run again from its history whenever it has left memory, so it must be
 * deterministic: it may not do I/O, start threads, sleep, read the clock or draw random numbers by
 * itself. Activities do the work; {@link #now}, {@link #randomUUID}, {@link #random}, {@link
 * #sleep}, {@link #sideEffect} and {@link #logger} are the safe forms of the rest. What it asks for
 * is compared with its history on every replay; a difference stops the execution with a {@link
 * NonDeterminismException}.
 *
 * <p>A new instance is made for every run through the code. Not thread-safe: its methods must be
 * called on the thread that runs {@code run}.
 */
public abstract class Workflow implements Submitter {
  private @Nullable WorkflowRuntime runtime;

  /** For subclasses. Nothing may be submitted before {@code run} is called. */
  protected Workflow() {}

  /**
   * Connects the workflow with what runs it. Called once, by the executor, before {@code run}.
   *
   * @throws IllegalStateException if it is connected already
   */
  public final void bind(WorkflowRuntime workflowRuntime) {
    if (runtime != null) {
      throw new IllegalStateException(getClass().getName() + " runs already");
    }
    runtime = workflowRuntime;
  }

  private WorkflowRuntime runtime() {
    if (runtime == null) {
      throw new IllegalStateException(
          getClass().getName()
              + " is not running: submit tasks in run(), not in the constructor, and start the"
              + " workflow through an executor");
    }
    return runtime;
  }

  @Override
  public final <R extends @Nullable Object> Future<R> submit(Task<R> task) {
    return runtime().submit(task);
  }

  @Override
  public final <T> T stub(Class<T> activities) {
    return runtime().stub(activities, ActivityOptions.none());
  }

  /** A view of this workflow that submits with the given options. */
  public final Submitter with(ActivityOptions options) {
    WorkflowRuntime current = runtime();
    return new Submitter() {
      @Override
      public <R extends @Nullable Object> Future<R> submit(Task<R> task) {
        return current.submit(
            new Task<>(
                task.target(),
                task.arguments(),
                task.keywordArguments(),
                options.overriddenBy(task.options())));
      }

      @Override
      public <T> T stub(Class<T> activities) {
        return current.stub(activities, options);
      }
    };
  }

  /** Which execution this is. */
  protected final RunContext runContext() {
    return runtime().context();
  }

  /** The time of the current decision; it stands still until the code waits. */
  protected final Instant now() {
    return runtime().now();
  }

  /** A random UUID that is the same on every replay. */
  protected final UUID randomUUID() {
    RandomGenerator random = random();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }

  /** Random numbers that are the same on every replay and differ between executions. */
  protected final RandomGenerator random() {
    return runtime().random();
  }

  /**
   * Waits for the given time, by a durable timer, however long the process lives. Whole seconds,
   * rounded up (SWF's resolution).
   *
   * @throws IllegalArgumentException if the time is negative or longer than 99,999,999 seconds
   */
  protected final void sleep(Duration time) {
    timer(time).result();
  }

  /**
   * A future that finishes after the given time, by a durable timer; see {@link #sleep} for the
   * limits. Cancelling the future cancels the timer.
   */
  protected final Future<@Nullable Void> timer(Duration time) {
    return runtime().timer(time);
  }

  /**
   * Runs a piece of code that is not deterministic, such as reading a setting, once, and records
   * its result in the history: replays get the recorded value. For anything slow, or that may fail,
   * use an activity.
   *
   * @throws SerializationException if the value cannot be written as JSON
   * @throws SimpleflowException with the cause, if the code throws
   */
  protected final <T extends @Nullable Object> T sideEffect(Class<T> type, Callable<T> code) {
    return runtime().sideEffect(type, code);
  }

  /** As {@link #sideEffect(Class, Callable)}, with a generic type of the value. */
  protected final <T extends @Nullable Object> T sideEffect(GenericType<T> type, Callable<T> code) {
    return runtime().sideEffect(type.type(), code);
  }

  /**
   * Lets changed code run beside executions that began with the old. Executions that have passed
   * this place before the call was added get {@code minimum}, others {@code maximum}; the answer is
   * recorded and never changes for an execution.
   *
   * @param changeId names the change, unique in the workflow
   * @param minimum the oldest version that this code still supports
   * @param maximum the version that this code runs anew
   * @throws NonDeterminismException if the execution's version is outside these bounds
   */
  protected final int version(String changeId, int minimum, int maximum) {
    return runtime().version(changeId, minimum, maximum);
  }

  /** A logger, named after the class, that is silent while the code is replayed. */
  protected final Logger logger() {
    return runtime().logger(LoggerFactory.getLogger(getClass()));
  }
}
