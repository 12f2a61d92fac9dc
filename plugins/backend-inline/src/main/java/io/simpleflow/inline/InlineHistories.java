package io.simpleflow.inline;

import io.simpleflow.ExecutionAlreadyStartedException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.HistorySource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The histories of this process, for as long as it lives. Thread-safe. */
final class InlineHistories implements HistorySource {
  private final Map<ExecutionId, InlineHistory> byExecution = new LinkedHashMap<>();

  /** Adds the history of a run that has just begun. */
  synchronized void add(InlineHistory history) {
    if (history.run().continuedRunId().isEmpty()) {
      refuseSecond(history.execution().workflowId());
    }
    byExecution.put(history.execution(), history);
  }

  private void refuseSecond(String workflowId) {
    for (InlineHistory other : byExecution.values()) {
      if (other.isOpen() && other.execution().workflowId().equals(workflowId)) {
        throw new ExecutionAlreadyStartedException(
            "workflow '%s' runs already, as run %s"
                .formatted(workflowId, other.execution().runId()));
      }
    }
  }

  synchronized InlineHistory find(ExecutionId execution) {
    InlineHistory history = byExecution.get(execution);
    if (history == null) {
      throw new ExecutionNotFoundException(
          "no execution of workflow '%s' with run id '%s' in this process; the inline backend keeps none beyond it"
              .formatted(execution.workflowId(), execution.runId()));
    }
    return history;
  }

  @Override
  public ExecutionDescription describe(ExecutionId execution) {
    return find(execution).describe();
  }

  @Override
  public List<HistoryEvent> events(ExecutionId execution, long afterEventId, int limit) {
    return find(execution).events(afterEventId, limit);
  }

  @Override
  public synchronized List<ExecutionInfo> list(ExecutionFilter filter) {
    List<InlineHistory> lastFirst = new ArrayList<>(byExecution.values());
    Collections.reverse(lastFirst);
    return lastFirst.stream()
        .map(history -> history.describe().info())
        .filter(filter::matches)
        .limit(filter.limit())
        .toList();
  }
}
