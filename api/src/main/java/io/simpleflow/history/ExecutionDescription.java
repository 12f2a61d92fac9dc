package io.simpleflow.history;

import java.time.Instant;
import java.util.Optional;

/**
 * All that a service tells about one execution without its history. Immutable.
 *
 * @param latestActivityTaskTimestamp when an activity was last started or closed, as SWF does it
 *     (its documentation says scheduled)
 * @param latestExecutionContext the last execution context a decider gave, even if empty
 */
public record ExecutionDescription(
    ExecutionInfo info,
    ExecutionConfiguration configuration,
    OpenCounts openCounts,
    Optional<Instant> latestActivityTaskTimestamp,
    Optional<String> latestExecutionContext) {}
