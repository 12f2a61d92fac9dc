package io.simpleflow.spi;

/**
 * What a {@link TaskService} allows. {@link #swf()} gives Amazon SWF's own.
 *
 * @param decisionsPerResponse decisions in one answer
 * @param responseCharacters characters of one answer, the JSON around the fields included
 * @param openActivities activity tasks of one execution that are scheduled or started
 * @param openTimers running timers of one execution
 * @param events events of one history; the service ends an execution that has more
 * @param dataCharacters characters of an input, result, control, marker or details
 * @param reasonCharacters characters of a failure's reason
 * @param pollsEveryTaskList whether a poll may leave the task list open
 */
public record ServiceLimits(
    int decisionsPerResponse,
    int responseCharacters,
    int openActivities,
    int openTimers,
    int events,
    int dataCharacters,
    int reasonCharacters,
    boolean pollsEveryTaskList) {

  /** Amazon SWF's limits. */
  public static ServiceLimits swf() {
    return new ServiceLimits(100, 963_000, 1_000, 1_000, 25_000, 32_768, 256, false);
  }

  /** These limits for a service whose polls may leave the task list open. */
  public ServiceLimits pollingEveryTaskList() {
    return new ServiceLimits(
        decisionsPerResponse,
        responseCharacters,
        openActivities,
        openTimers,
        events,
        dataCharacters,
        reasonCharacters,
        true);
  }
}
