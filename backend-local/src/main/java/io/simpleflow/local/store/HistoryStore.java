package io.simpleflow.local.store;

import io.simpleflow.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps executions, their events and the registered types.
 *
 * <p>Changes become visible to the reading methods, and durable, in the order in which they were
 * handed over; those of one {@link Changes} all at once. A reading method sees all that was handed
 * over before. After one failure to write, the store refuses everything, so that what is in memory
 * never runs ahead of what is kept. Thread-safe.
 */
public interface HistoryStore extends HistoryReader {
  /** Returns a key for a new execution, never given before. */
  long newKey();

  /**
   * Takes changes over, without waiting until they are kept.
   *
   * @throws StoreException if the store has failed
   */
  Receipt write(Changes changes);

  /**
   * Reads the details of an activity's last heartbeat, if they are kept.
   *
   * @param key the execution's
   */
  Optional<String> heartbeat(long key, long scheduledEventId);

  /**
   * Calls {@code listener} once, on any thread, when the store begins to refuse everything. The
   * thread may hold locks of its own, but none of the store's.
   */
  void onFailure(Consumer<StoreException> listener);

  /** Keeps what was handed over, then releases everything. */
  @Override
  void close();

  /** The promise that changes will be kept. */
  interface Receipt {
    /**
     * Returns when the changes are kept. Bound by the time of a write to the disk.
     *
     * @throws StoreException if they could not be kept
     */
    void await();

    /**
     * Completes when the changes are kept, or exceptionally if they could not be, without a thread
     * that waits. It completes on a thread that keeps the changes of others, too: what depends on
     * it must be short.
     */
    default CompletableFuture<@Nullable Void> kept() {
      try {
        await();
        return CompletableFuture.completedFuture(null);
      } catch (StoreException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
  }
}
