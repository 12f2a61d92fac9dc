package io.simpleflow.history;

import io.simpleflow.ExecutionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of a listing of executions. Immutable.
 *
 * @param closeStatus how it ended; present exactly if {@code status} is closed
 * @param closeTimestamp when it ended; present exactly if {@code status} is closed
 * @param parent the execution that started it as a child
 * @param tagList at most five in SWF
 * @param cancelRequested whether somebody asked it to cancel itself
 */
public record ExecutionInfo(
    ExecutionId execution,
    WorkflowType workflowType,
    ExecutionStatus status,
    Optional<CloseStatus> closeStatus,
    Instant startTimestamp,
    Optional<Instant> closeTimestamp,
    Optional<ExecutionId> parent,
    List<String> tagList,
    boolean cancelRequested) {
  public ExecutionInfo {
    tagList = List.copyOf(tagList);
  }
}
