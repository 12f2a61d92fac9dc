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
 * @param startToCloseTimeout how long the attempt may run, in seconds or NONE; null where the
 *     service does not say
 * @param heartbeatTimeout how long the worker may be silent, likewise
 */
public record ActivityTask(
    String taskToken,
    ExecutionId execution,
    String activityId,
    ActivityType activityType,
    long startedEventId,
    @Nullable String input,
    @Nullable String startToCloseTimeout,
    @Nullable String heartbeatTimeout)
    implements ServiceTask {}
