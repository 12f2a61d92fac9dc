package io.simpleflow.spi;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.HistoryEvent;
import java.util.List;
import java.util.Optional;

/** Reads executions and their histories. Thread-safe. */
public interface HistorySource {
  /**
   * Describes an execution, open or closed.
   *
   * @throws io.simpleflow.ExecutionNotFoundException if it is not there
   */
  ExecutionDescription describe(ExecutionId execution);

  /**
   * Reads a part of a history, in order.
   *
   * @param afterEventId the id after which to begin; 0 for the start
   * @param limit how many events at most; fewer mean that the history ends there for now
   * @throws io.simpleflow.ExecutionNotFoundException if it is not there
   */
  List<HistoryEvent> events(ExecutionId execution, long afterEventId, int limit);

  /** Reads a whole history, in order. */
  default List<HistoryEvent> events(ExecutionId execution) {
    return events(execution, 0, Integer.MAX_VALUE);
  }

  /**
   * Reads the last event: of a closed execution, the one that closed it.
   *
   * @throws io.simpleflow.ExecutionNotFoundException if it is not there
   */
  default HistoryEvent lastEvent(ExecutionId execution) {
    List<HistoryEvent> events = events(execution);
    return events.get(events.size() - 1);
  }

  /** Lists executions, those started last first. */
  List<ExecutionInfo> list(ExecutionFilter filter);

  /** The execution of the given workflow id that was started last, open or closed. */
  default Optional<ExecutionId> latest(Optional<String> workflowId) {
    ExecutionFilter filter = ExecutionFilter.all().withLimit(1);
    return list(workflowId.map(filter::withWorkflowId).orElse(filter)).stream()
        .findFirst()
        .map(ExecutionInfo::execution);
  }
}
