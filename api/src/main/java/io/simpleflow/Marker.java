package io.simpleflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A marker that an execution's history holds.
 *
 * @param name its name
 * @param details its details as they were written, or null if it has none
 * @param value the details read as JSON: maps, lists, texts, numbers, booleans or null; the details
 *     themselves if they are no JSON
 * @param eventId the history event that records it
 * @param recorded when it was written
 */
public record Marker(
    String name,
    @Nullable String details,
    @Nullable Object value,
    long eventId,
    Instant recorded) {}
