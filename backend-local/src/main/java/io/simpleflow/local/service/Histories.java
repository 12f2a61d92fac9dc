package io.simpleflow.local.service;

import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.local.store.Ending;
import io.simpleflow.local.store.HistoryReader;
import io.simpleflow.local.store.Listing;
import io.simpleflow.local.store.StoredExecution;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.HistorySource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the executions of a store. Thread-safe. */
public final class Histories implements HistorySource {
  private final HistoryReader store;
  private final Function<ExecutionId, Optional<ExecutionDescription>> live;

  /** Reads what the store has; what is open may be going on in another process. */
  public Histories(HistoryReader store) {
    this(store, unused -> Optional.empty());
  }

  /**
   * Reads what the store has.
   *
   * @param live describes the executions that are in memory, without reading their histories
   */
  Histories(HistoryReader store, Function<ExecutionId, Optional<ExecutionDescription>> live) {
    this.store = store;
    this.live = live;
  }

  @Override
  public ExecutionDescription describe(ExecutionId execution) {
    return live.apply(execution).orElseGet(() -> describe(find(execution)));
  }

  private ExecutionDescription describe(StoredExecution stored) {
    Optional<Ending> ending = store.ending(stored.key());
    int needed = ending.isPresent() ? 1 : Integer.MAX_VALUE;
    List<HistoryEvent> events = store.events(stored.key(), 0, needed);
    ExecutionId id = stored.info().execution();
    if (events.isEmpty()) {
      throw notFound(id);
    }
    return ending.isPresent() && events.get(0) instanceof WorkflowExecutionStarted started
        ? Descriptions.describe(stored.info(), started, ending.get())
        : Descriptions.describe(Execution.of(stored.key(), id, events));
  }

  @Override
  public List<HistoryEvent> events(ExecutionId execution, long afterEventId, int limit) {
    return store.events(find(execution).key(), afterEventId, limit);
  }

  @Override
  public HistoryEvent lastEvent(ExecutionId execution) {
    return eventsBefore(execution, Long.MAX_VALUE, 1).stream()
        .findFirst()
        .orElseThrow(() -> notFound(execution));
  }

  /**
   * Reads a part of a history backwards, the latest event first.
   *
   * @param beforeEventId the id before which to begin; {@link Long#MAX_VALUE} for the end
   * @param limit how many events at most
   * @throws ExecutionNotFoundException if it is not there
   */
  public List<HistoryEvent> eventsBefore(ExecutionId execution, long beforeEventId, int limit) {
    return store.eventsBefore(find(execution).key(), beforeEventId, limit);
  }

  /** Lists a page of executions. */
  public List<StoredExecution> list(Listing listing) {
    return store.list(listing);
  }

  /** Counts executions, up to the filter's limit. */
  public int count(ExecutionFilter filter) {
    return store.count(filter);
  }

  @Override
  public List<ExecutionInfo> list(ExecutionFilter filter) {
    return store.list(filter);
  }

  private StoredExecution find(ExecutionId execution) {
    return store.find(execution).orElseThrow(() -> notFound(execution));
  }

  private static ExecutionNotFoundException notFound(ExecutionId execution) {
    return new ExecutionNotFoundException(
        "there is no execution of workflow '%s' with run id '%s'"
            .formatted(execution.workflowId(), execution.runId()));
  }
}
