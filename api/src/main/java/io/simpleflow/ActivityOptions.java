package io.simpleflow;

import io.simpleflow.spi.SwfNames;
import io.simpleflow.spi.SwfSeconds;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one submit overrides of an activity's own options. Empty components leave the activity's
 * annotation, and below it the settings, in force. Start from {@link #none()}:
 *
 * <pre>{@code
 * with(ActivityOptions.none().withTaskList("gpu")).submit(Images::render, scene);
 * }</pre>
 *
 * @param taskList the task list to schedule on
 * @param taskPriority the priority in the task list, higher first
 * @param retry the attempts and the pauses between them
 * @param startToCloseTimeout how long one attempt may run; whole seconds, rounded up; {@link
 *     #NO_TIMEOUT} for none
 * @param scheduleToStartTimeout how long the task may wait for a worker
 * @param scheduleToCloseTimeout how long waiting and running may take together
 * @param heartbeatTimeout how long the worker may be silent
 * @param raisesOnFailure whether its failure is thrown at once by whatever the code that submitted
 *     it waits for, not just by its own future
 * @param id what stands for the number at the end of the task's id; unique in the execution
 */
public record ActivityOptions(
    Optional<String> taskList,
    OptionalInt taskPriority,
    Optional<RetryPolicy> retry,
    Optional<Duration> startToCloseTimeout,
    Optional<Duration> scheduleToStartTimeout,
    Optional<Duration> scheduleToCloseTimeout,
    Optional<Duration> heartbeatTimeout,
    Optional<Boolean> raisesOnFailure,
    Optional<String> id) {

  /** The timeout that never strikes; SWF's {@code NONE}. */
  public static final Duration NO_TIMEOUT = Duration.ofSeconds(Long.MAX_VALUE);

  private static final ActivityOptions NONE =
      new ActivityOptions(
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Options that override nothing. */
  public static ActivityOptions none() {
    return NONE;
  }

  /**
   * Refuses what the service would refuse.
   *
   * @throws IllegalArgumentException if a timeout is negative or longer than 99,999,999 seconds,
   *     {@link #NO_TIMEOUT} apart, or the id or the task list is not a name that SWF allows
   */
  public ActivityOptions {
    startToCloseTimeout.ifPresent(time -> SwfSeconds.timeout("startToCloseTimeout", time));
    scheduleToStartTimeout.ifPresent(time -> SwfSeconds.timeout("scheduleToStartTimeout", time));
    scheduleToCloseTimeout.ifPresent(time -> SwfSeconds.timeout("scheduleToCloseTimeout", time));
    heartbeatTimeout.ifPresent(time -> SwfSeconds.timeout("heartbeatTimeout", time));
    taskList.ifPresent(name -> SwfNames.require("task list", name));
    id.ifPresent(end -> SwfNames.require("id of a task", end));
  }

  /** These options, with every one that {@code other} gives replaced by it. */
  @SuppressWarnings("ReferenceEquality") // What is equal to it takes longer to the same result.
  public ActivityOptions overriddenBy(ActivityOptions other) {
    if (other == NONE) {
      return this; // As most are, of each activity that is submitted.
    }
    return new ActivityOptions(
        other.taskList.or(() -> taskList),
        other.taskPriority.isPresent() ? other.taskPriority : taskPriority,
        other.retry.or(() -> retry),
        other.startToCloseTimeout.or(() -> startToCloseTimeout),
        other.scheduleToStartTimeout.or(() -> scheduleToStartTimeout),
        other.scheduleToCloseTimeout.or(() -> scheduleToCloseTimeout),
        other.heartbeatTimeout.or(() -> heartbeatTimeout),
        other.raisesOnFailure.or(() -> raisesOnFailure),
        other.id.or(() -> id));
  }

  /** These options, scheduling on the given task list. */
  public ActivityOptions withTaskList(String value) {
    return overriddenBy(
        only(Given.option("taskList", value), OptionalInt.empty(), Optional.empty()));
  }

  /** These options with the given priority. */
  public ActivityOptions withTaskPriority(int value) {
    return overriddenBy(only(Optional.empty(), OptionalInt.of(value), Optional.empty()));
  }

  /** These options with the given retries. */
  public ActivityOptions withRetry(RetryPolicy value) {
    return overriddenBy(only(Optional.empty(), OptionalInt.empty(), Given.option("retry", value)));
  }

  /** These options with the given limit for one attempt. */
  public ActivityOptions withStartToCloseTimeout(Duration value) {
    return withTimeouts(
        SwfSeconds.timeout("startToCloseTimeout", value),
        scheduleToStartTimeout,
        scheduleToCloseTimeout,
        heartbeatTimeout);
  }

  /** These options with the given limit for the wait for a worker. */
  public ActivityOptions withScheduleToStartTimeout(Duration value) {
    return withTimeouts(
        startToCloseTimeout,
        SwfSeconds.timeout("scheduleToStartTimeout", value),
        scheduleToCloseTimeout,
        heartbeatTimeout);
  }

  /** These options with the given limit for waiting and running together. */
  public ActivityOptions withScheduleToCloseTimeout(Duration value) {
    return withTimeouts(
        startToCloseTimeout,
        scheduleToStartTimeout,
        SwfSeconds.timeout("scheduleToCloseTimeout", value),
        heartbeatTimeout);
  }

  /** These options with the given limit for the worker's silence. */
  public ActivityOptions withHeartbeatTimeout(Duration value) {
    return withTimeouts(
        startToCloseTimeout,
        scheduleToStartTimeout,
        scheduleToCloseTimeout,
        SwfSeconds.timeout("heartbeatTimeout", value));
  }

  /** These options with a failure that is, or is not, raised at once. */
  public ActivityOptions withRaisesOnFailure(boolean value) {
    return new ActivityOptions(
        taskList,
        taskPriority,
        retry,
        startToCloseTimeout,
        scheduleToStartTimeout,
        scheduleToCloseTimeout,
        heartbeatTimeout,
        Optional.of(value),
        id);
  }

  /** These options with the given end of the task's id. */
  public ActivityOptions withId(String value) {
    return new ActivityOptions(
        taskList,
        taskPriority,
        retry,
        startToCloseTimeout,
        scheduleToStartTimeout,
        scheduleToCloseTimeout,
        heartbeatTimeout,
        raisesOnFailure,
        Given.option("id", value));
  }

  private static ActivityOptions only(
      Optional<String> taskList, OptionalInt taskPriority, Optional<RetryPolicy> retry) {
    return new ActivityOptions(
        taskList,
        taskPriority,
        retry,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private ActivityOptions withTimeouts(
      Optional<Duration> startToClose,
      Optional<Duration> scheduleToStart,
      Optional<Duration> scheduleToClose,
      Optional<Duration> heartbeat) {
    return new ActivityOptions(
        taskList,
        taskPriority,
        retry,
        startToClose,
        scheduleToStart,
        scheduleToClose,
        heartbeat,
        raisesOnFailure,
        id);
  }
}
