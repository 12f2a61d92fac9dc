package io.simpleflow.local.store;

import io.simpleflow.history.OpenCounts;
import java.time.Instant;
import java.util.Optional;

/**
 * How an execution stood when it closed, so that nobody needs its whole history to describe it.
 *
 * @param latestActivityTaskTimestamp when an activity was last scheduled, started or ended
 * @param latestExecutionContext the context that a decider gave last
 * @param openCounts what was left open
 */
public record Ending(
    Optional<Instant> latestActivityTaskTimestamp,
    Optional<String> latestExecutionContext,
    OpenCounts openCounts) {}
