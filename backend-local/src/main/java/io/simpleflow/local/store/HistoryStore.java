package io.simpleflow.local.store;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps executions, their events and the registered types.
 *
 * <p>Changes become visible to the reading methods, and durable, in the order in which they were
 * handed over; those of one {@link Changes} all at once. A reading method sees all that was handed
 * over before. After one failure to write, the store refuses everything, so that what is in memory
 * never runs ahead of what is kept. All methods throw {@link io.simpleflow.StoreException} if the
 * store cannot be read or written. Thread-safe.
 */
public interface HistoryStore extends AutoCloseable {
  /** Returns a key for a new execution, never given before. */
  long newKey();

  /** Takes changes over, without waiting until they are kept. */
  Receipt write(Changes changes);

  /** Finds an execution, open or closed. */
  Optional<StoredExecution> find(ExecutionId execution);

  /**
   * Reads a part of a history, in order.
   *
   * @param afterEventId the id after which to begin; 0 for the start
   * @param limit how many events at most
   */
  List<HistoryEvent> events(long key, long afterEventId, int limit);

  /** Lists executions, those started last first. */
  List<ExecutionInfo> list(ExecutionFilter filter);

  /** Lists the executions that are open, those started first first. */
  List<StoredExecution> open();

  /** Lists the registered workflow types. */
  List<RegisteredType<WorkflowTypeDefaults>> workflowTypes();

  /** Lists the registered activity types. */
  List<RegisteredType<ActivityTypeDefaults>> activityTypes();

  /** Calls {@code listener} once, on any thread, when the store begins to refuse everything. */
  void onFailure(Consumer<io.simpleflow.StoreException> listener);

  /** Keeps what was handed over, then releases everything. */
  @Override
  void close();

  /** The promise that changes will be kept. */
  interface Receipt {
    /**
     * Returns when the changes are kept. Bound by the time of a write to the disk.
     *
     * @throws io.simpleflow.StoreException if they could not be kept
     */
    void await();
  }
}
