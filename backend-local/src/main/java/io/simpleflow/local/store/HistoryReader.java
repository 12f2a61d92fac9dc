package io.simpleflow.local.store;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.List;
import java.util.Optional;

/**
 * Reads executions, their events and the registered types. All methods throw {@link
 * io.simpleflow.StoreException} if they cannot be read. Thread-safe.
 */
public interface HistoryReader extends AutoCloseable {
  /** Finds an execution, open or closed. */
  Optional<StoredExecution> find(ExecutionId execution);

  /**
   * Reads a part of a history, in order.
   *
   * @param afterEventId the id after which to begin; 0 for the start
   * @param limit how many events at most
   */
  List<HistoryEvent> events(long key, long afterEventId, int limit);

  /**
   * Reads a part of a history backwards, the latest event first.
   *
   * @param beforeEventId the id before which to begin; {@link Long#MAX_VALUE} for the end
   * @param limit how many events at most
   */
  List<HistoryEvent> eventsBefore(long key, long beforeEventId, int limit);

  /** Reads how an execution stood when it closed; empty if nobody has kept that. */
  Optional<Ending> ending(long key);

  /** Lists executions. */
  List<StoredExecution> list(Listing listing);

  /** Lists executions, those started last first. */
  default List<ExecutionInfo> list(ExecutionFilter filter) {
    return list(Listing.of(filter)).stream().map(StoredExecution::info).toList();
  }

  /** Counts executions, up to the filter's limit. */
  int count(ExecutionFilter filter);

  /** Lists the executions that are open, those started first first. */
  List<StoredExecution> open();

  /** Lists the registered workflow types. */
  List<RegisteredType<WorkflowTypeDefaults>> workflowTypes();

  /** Lists the registered activity types. */
  List<RegisteredType<ActivityTypeDefaults>> activityTypes();

  /** Releases everything. */
  @Override
  void close();
}
