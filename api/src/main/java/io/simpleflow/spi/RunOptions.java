package io.simpleflow.spi;

import java.time.Duration;
import java.util.Set;

/**
 * How deciders and workers run. Start from {@link #standard()}.
 *
 * @param deciders how many decisions are made at once, by deciders or by workers whose answers have
 *     brought them about; 0 for none
 * @param workers how many activities run at once; 0 for none
 * @param taskLists the task lists to poll; empty for every list, or, where a backend cannot do
 *     that, for those that the tasks found name
 * @param cachedExecutions how many executions stay in memory between two decisions
 * @param heartbeatInterval how often a worker says that an activity is alive; zero for never
 * @param grace how long {@link Executor.Run#close} waits for what is running
 * @param blockedAfter how long workflow code may hold its thread before it counts as blocked
 */
public record RunOptions(
    int deciders,
    int workers,
    Set<String> taskLists,
    int cachedExecutions,
    Duration heartbeatInterval,
    Duration grace,
    Duration blockedAfter) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is negative
   */
  public RunOptions {
    taskLists = Set.copyOf(taskLists);
    if (deciders < 0 || workers < 0 || cachedExecutions < 0) {
      throw new IllegalArgumentException(
          "deciders, workers and cachedExecutions must not be negative");
    }
    if (heartbeatInterval.isNegative() || grace.isNegative() || !isPositive(blockedAfter)) {
      throw new IllegalArgumentException(
          "heartbeatInterval and grace must not be negative, blockedAfter must be positive");
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /** As many deciders as processors, four workers each, all lists, 1,000 executions in memory. */
  public static RunOptions standard() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new RunOptions(
        processors,
        4 * processors,
        Set.of(),
        1_000,
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofSeconds(3));
  }

  /** These options with other numbers of deciders and workers. */
  public RunOptions withConcurrency(int newDeciders, int newWorkers) {
    return new RunOptions(
        newDeciders,
        newWorkers,
        taskLists,
        cachedExecutions,
        heartbeatInterval,
        grace,
        blockedAfter);
  }

  /** These options, polling only the given task lists. */
  public RunOptions withTaskLists(Set<String> newTaskLists) {
    return new RunOptions(
        deciders, workers, newTaskLists, cachedExecutions, heartbeatInterval, grace, blockedAfter);
  }

  /** These options with room for another number of executions in memory. */
  public RunOptions withCachedExecutions(int executions) {
    return new RunOptions(
        deciders, workers, taskLists, executions, heartbeatInterval, grace, blockedAfter);
  }

  /** These options with another interval between heartbeats. */
  public RunOptions withHeartbeatInterval(Duration interval) {
    return new RunOptions(
        deciders, workers, taskLists, cachedExecutions, interval, grace, blockedAfter);
  }

  /** These options with another wait for what is running. */
  public RunOptions withGrace(Duration newGrace) {
    return new RunOptions(
        deciders, workers, taskLists, cachedExecutions, heartbeatInterval, newGrace, blockedAfter);
  }

  /** These options with another limit for workflow code that holds its thread. */
  public RunOptions withBlockedAfter(Duration limit) {
    return new RunOptions(
        deciders, workers, taskLists, cachedExecutions, heartbeatInterval, grace, limit);
  }
}
