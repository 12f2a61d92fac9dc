package io.simpleflow.local.store;

import io.simpleflow.history.ExecutionInfo;

/**
 * An execution as the store lists it.
 *
 * @param key what its events are kept under
 */
public record StoredExecution(long key, ExecutionInfo info) {}
