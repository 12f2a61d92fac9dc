package io.simpleflow;

import org.jspecify.annotations.Nullable;

/**
 * Decides what follows from the failure of a task. It is code of the workflow: deterministic, and
 * run on a strand of its own, so that it may submit tasks and wait for them.
 */
@FunctionalInterface
public interface FailureHandler {
  /**
   * Called for every failure or timeout of an attempt, before the task's own retries.
   *
   * @return what to do; null is {@link FailureDecision#standard()}
   */
  @Nullable FailureDecision onTaskFailure(TaskFailure failure);
}
