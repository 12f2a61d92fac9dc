package io.simpleflow;

import io.simpleflow.spi.ActivityScope;
import org.jspecify.annotations.Nullable;

/**
 * What an activity may know of its task and say to the service. Thread-safe: an activity may hand
 * it to threads of its own.
 */
public interface ActivityContext {

  /**
   * The context of the activity that runs on this thread.
   *
   * @throws IllegalStateException if the thread runs no activity
   */
  static ActivityContext current() {
    return ActivityScope.current()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "ActivityContext.current() was called on a thread that runs no activity; "
                        + "take the context on the activity's own thread and pass it on"));
  }

  /** The activity type's name. */
  String name();

  /** The activity type's version. */
  String version();

  /** The execution that scheduled the task. */
  ExecutionId execution();

  /** The task's id, unique within its execution; the same for every attempt. */
  String activityId();

  /** The task's input as it was sent, or null if there was none. */
  @Nullable String input();

  /**
   * Tells the service that the activity is alive. Beyond that, a worker sends heartbeats by itself.
   *
   * @param details anything that can be written as JSON, at most 2,048 characters of it; it is kept
   *     if the attempt times out
   * @throws TaskCanceledException if the task is to be cancelled: clean up and let it pass
   */
  void heartbeat(@Nullable Object details);

  /** Whether the task is to be cancelled, as far as the last heartbeat knows. */
  boolean isCancelRequested();
}
