package io.simpleflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task took longer than one of its timeouts allows and has no attempt left. */
public final class TaskTimedOutException extends TaskException {
  /** The type of a timeout that the workflow's own code has set: {@link Future#orTimeout}. */
  public static final String TIMER = "TIMER";

  private static final long serialVersionUID = 1;

  private final String timeoutType;
  private final @Nullable String details;

  /**
   * An exception for a timed-out task.
   *
   * @param task the task, such as {@code activity-Arithmetic.increment}
   * @param timeoutType SWF's name of the timeout: START_TO_CLOSE, SCHEDULE_TO_START,
   *     SCHEDULE_TO_CLOSE or HEARTBEAT; or {@link #TIMER}
   * @param timeoutValue the timeout in seconds, or NONE, if known
   * @param details those of the last heartbeat, if there was one
   */
  public TaskTimedOutException(
      String task, String timeoutType, Optional<String> timeoutValue, Optional<String> details) {
    super(
        task,
        task + " timed out: " + timeoutType + timeoutValue.map(v -> " (" + v + " s)").orElse(""));
    this.timeoutType = timeoutType;
    this.details = details.orElse(null);
  }

  /** SWF's name of the timeout that struck, or {@link #TIMER}. */
  public String timeoutType() {
    return timeoutType;
  }

  /** The details of the last heartbeat, if there was one. */
  public Optional<String> details() {
    return Optional.ofNullable(details);
  }
}
