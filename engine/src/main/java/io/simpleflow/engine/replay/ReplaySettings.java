package io.simpleflow.engine.replay;

import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.TaskCatalog;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What the replay of any execution needs.
 *
 * @param tasks where submitted tasks are looked up
 * @param converter what reads results and writes inputs
 * @param limits the service's limits
 * @param domain the domain's name, for the workflow's context
 * @param threads the threads that workflow code runs on; the owner of these settings closes them
 * @param blockedAfter how long workflow code may hold its thread before it counts as blocked
 * @param nanoTime what measures that, as {@link System#nanoTime} does
 */
public record ReplaySettings(
    TaskCatalog tasks,
    DataConverter converter,
    ServiceLimits limits,
    String domain,
    CoroutineThreads threads,
    Duration blockedAfter,
    LongSupplier nanoTime) {}
