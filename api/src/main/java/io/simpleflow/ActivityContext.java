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

  /**
   * Which attempt this is: 1 for the first, then one more for every attempt that failed or timed
   * out. Also 1 if the task came from elsewhere than this engine, or its input has no room for it,
   * being a few characters short of the service's limit.
   */
  int attempt();

  /**
   * What answers this attempt from anywhere, as long as it is open: at most 1,024 characters. Keep
   * it where whoever ends the activity can read it.
   */
  String taskToken();

  /**
   * Leaves the task open when the method returns; its result is dropped. The task ends when someone
   * answers its {@link #taskToken}, by {@link io.simpleflow.spi.Executor#answers} or {@code
   * simpleflow activity complete}, or when it times out. The worker sends no more heartbeats for it
   * once the method has returned. An exception that the method throws fails the task all the same.
   *
   * @throws UnsupportedOperationException if the backend ends activities where they run
   */
  void completeLater();

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
