package io.simpleflow.spi;

import org.jspecify.annotations.Nullable;

/**
 * Answers activity tasks by their tokens: for the worker that ran one, or for whoever ends an
 * activity later, in this process or another. Thread-safe.
 *
 * <p>Every method throws {@link io.simpleflow.StaleTaskException} where SWF answers
 * UnknownResourceFault: the task timed out, was answered before, or its execution is closed.
 */
public interface ActivityAnswers {
  /** Answers an activity task with its result: JSON, at most 32,768 characters. */
  void respondActivityTaskCompleted(String taskToken, @Nullable String result);

  /**
   * Answers an activity task with a failure.
   *
   * @param reason at most 256 characters
   * @param details at most 32,768 characters
   */
  void respondActivityTaskFailed(
      String taskToken, @Nullable String reason, @Nullable String details);

  /** Answers an activity task as cancelled, which only one with a cancel request may be. */
  void respondActivityTaskCanceled(String taskToken, @Nullable String details);

  /**
   * Says that an activity is alive.
   *
   * @param details kept until the next heartbeat, at most 2,048 characters
   * @return whether the activity is to be cancelled
   */
  boolean recordActivityTaskHeartbeat(String taskToken, @Nullable String details);
}
