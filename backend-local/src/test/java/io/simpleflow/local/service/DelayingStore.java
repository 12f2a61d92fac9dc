package io.simpleflow.local.service;

import io.simpleflow.ExecutionId;
import io.simpleflow.StoreException;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.local.store.Changes;
import io.simpleflow.local.store.Ending;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.Listing;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.local.store.StoredExecution;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store that takes its time to keep what it was given, and that breaks, when it is told to. */
final class DelayingStore implements HistoryStore {
  private final HistoryStore store;
  private final List<Consumer<StoreException>> listeners = new ArrayList<>();
  private CompletableFuture<@Nullable Void> kept = CompletableFuture.completedFuture(null);
  private int held;
  private volatile @Nullable StoreException broken;
  private volatile @Nullable StoreException unkept;

  /** How many events were read so far. */
  final AtomicInteger eventsRead = new AtomicInteger();

  DelayingStore(HistoryStore store) {
    this.store = store;
  }

  /** Keeps nothing from now on. */
  synchronized void hold() {
    kept = new CompletableFuture<>();
    held = 0;
  }

  /** Waits until so much is waiting to be kept. */
  synchronized void awaitHeld(int writes) throws InterruptedException {
    while (held < writes) {
      wait();
    }
  }

  void letGo() {
    CompletableFuture<@Nullable Void> waiting;
    synchronized (this) {
      waiting = kept;
    }
    waiting.complete(null);
  }

  /** Keeps nothing of what comes from now on, and says so to whoever waits for it. */
  void keepNothing(StoreException why) {
    unkept = why;
  }

  /** Refuses everything from now on. */
  void refuse(StoreException why) {
    broken = why;
  }

  /** Refuses everything from now on, and tells. */
  void breakDown(StoreException why) {
    broken = why;
    listeners.forEach(listener -> listener.accept(why));
  }

  @Override
  public synchronized Receipt write(Changes changes) {
    if (broken != null) {
      throw broken;
    }
    var unused = store.write(changes);
    StoreException lost = unkept;
    CompletableFuture<@Nullable Void> receipt =
        lost == null ? kept.copy() : CompletableFuture.failedFuture(lost);
    held++;
    notifyAll();
    return new Receipt() {
      @Override
      public void await() {
        if (lost != null) {
          throw lost;
        }
        receipt.join();
      }

      @Override
      public CompletableFuture<@Nullable Void> kept() {
        return receipt;
      }
    };
  }

  @Override
  public void onFailure(Consumer<StoreException> listener) {
    listeners.add(listener);
  }

  @Override
  public long newKey() {
    return store.newKey();
  }

  @Override
  public Optional<StoredExecution> find(ExecutionId execution) {
    return store.find(execution);
  }

  @Override
  public List<HistoryEvent> events(long key, long afterEventId, int limit) {
    List<HistoryEvent> read = store.events(key, afterEventId, limit);
    eventsRead.addAndGet(read.size());
    return read;
  }

  @Override
  public List<HistoryEvent> eventsBefore(long key, long beforeEventId, int limit) {
    return store.eventsBefore(key, beforeEventId, limit);
  }

  @Override
  public Optional<Ending> ending(long key) {
    return store.ending(key);
  }

  @Override
  public Optional<String> heartbeat(long key, long scheduledEventId) {
    return store.heartbeat(key, scheduledEventId);
  }

  @Override
  public List<StoredExecution> list(Listing listing) {
    return store.list(listing);
  }

  @Override
  public int count(ExecutionFilter filter) {
    return store.count(filter);
  }

  @Override
  public List<StoredExecution> open() {
    return store.open();
  }

  @Override
  public List<RegisteredType<WorkflowTypeDefaults>> workflowTypes() {
    return store.workflowTypes();
  }

  @Override
  public List<RegisteredType<ActivityTypeDefaults>> activityTypes() {
    return store.activityTypes();
  }

  @Override
  public void close() {
    store.close();
  }
}
