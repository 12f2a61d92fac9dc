package io.simpleflow.spi;

import io.simpleflow.ActivityOptions;
import io.simpleflow.Future;
import io.simpleflow.RunContext;
import io.simpleflow.Task;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What a {@link io.simpleflow.Workflow} calls while it runs; its methods say what each call must
 * do. One instance serves one run through the code of one execution, on one thread.
 */
public interface WorkflowRuntime {
  /** Submits a task without waiting; see {@link io.simpleflow.Submitter#submit(Task)}. */
  <R extends @Nullable Object> Future<R> submit(Task<R> task);

  /** A stand-in for an interface of activities; see {@link io.simpleflow.Submitter#stub}. */
  <T> T stub(Class<T> activities, ActivityOptions options);

  /** A future that finishes after the given time. */
  Future<@Nullable Void> timer(Duration time);

  /** Which execution this is. */
  RunContext context();

  /** The time of the current decision. */
  Instant now();

  /** Random numbers that are the same on every replay. */
  RandomGenerator random();

  /** Runs {@code code} once per execution and returns its recorded value. */
  <T extends @Nullable Object> T sideEffect(Type type, Callable<T> code);

  /** The version of a change that this execution runs. */
  int version(String changeId, int minimum, int maximum);

  /** A logger that writes to {@code logger}, but not while the code is replayed. */
  Logger logger(Logger logger);
}
