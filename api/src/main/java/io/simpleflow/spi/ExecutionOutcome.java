package io.simpleflow.spi;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.CloseStatus;
import java.util.Optional;

/**
 * How an execution closed.
 *
 * @param execution its ids; the last run's if it continued as new
 * @param status how it closed
 * @param result its result as JSON, if it completed
 * @param reason why it failed or was terminated
 * @param details more on that
 */
public record ExecutionOutcome(
    ExecutionId execution,
    CloseStatus status,
    Optional<String> result,
    Optional<String> reason,
    Optional<String> details) {}
