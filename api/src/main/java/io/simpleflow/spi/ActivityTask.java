package io.simpleflow.spi;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityType;
import org.jspecify.annotations.Nullable;

/**
 * An activity to be run.
 *
 * @param taskToken what to answer it with
 * @param execution the execution that scheduled it
 * @param activityId its id, unique within the execution
 * @param activityType its type
 * @param startedEventId the id of its ActivityTaskStarted event
 * @param input its input, or null if there is none
 */
public record ActivityTask(
    String taskToken,
    ExecutionId execution,
    String activityId,
    ActivityType activityType,
    long startedEventId,
    @Nullable String input) {}
