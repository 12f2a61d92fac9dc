package io.simpleflow.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.simpleflow.ExecutionId;
import io.simpleflow.StoreException;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.local.store.Changes;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.Listing;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.local.store.StoredExecution;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the service does when the store can no longer write. */
@Timeout(30)
class StoreFailureTest {
  private final BreakingStore store = new BreakingStore();
  private final Scene scene = new Scene(store, new ManualTimekeeper(Scene.START));

  @Test
  void refusesEverythingOnceAWriteHasFailed() {
    ExecutionId execution = scene.start("w");
    store.broken = new StoreException("the disk is full");

    assertThatThrownBy(() -> scene.service.signal(execution, "s", null))
        .isInstanceOf(StoreException.class)
        .hasMessage("the disk is full");
    assertThatThrownBy(scene::pollDecision).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> scene.service.signal(execution, "s", null))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void letsNobodyWaitInVain() throws Exception {
    ExecutionId execution = scene.start("w");
    scene.decide();
    CompletableFuture<Thread> poller = new CompletableFuture<>();
    CompletableFuture<Void> poll =
        CompletableFuture.runAsync(
            () -> {
              poller.complete(Thread.currentThread());
              try {
                var unused =
                    scene.service.pollForDecisionTask(
                        Optional.empty(), "decider", Duration.ofMinutes(1));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    await().until(poller.get()::getState, Thread.State.TIMED_WAITING::equals);
    store.breakDown(new StoreException("the disk is full"));

    assertThatThrownBy(() -> poll.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("the disk is full");
    assertThatThrownBy(() -> scene.service.awaitClose(execution, Duration.ofMinutes(1)))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void handsOutNoTaskWhoseSchedulingIsNotKept() throws Exception {
    store.unkept = new StoreException("not kept");
    assertThatThrownBy(() -> scene.start("w")).isInstanceOf(StoreException.class);

    assertThatThrownBy(scene::pollDecision)
        .isInstanceOf(StoreException.class)
        .hasMessage("not kept");
    assertThat(scene.pollActivity()).isEmpty();
  }

  /** A store in memory that breaks when it is told to. */
  private static final class BreakingStore implements HistoryStore {
    private final MemoryStore memory = new MemoryStore();
    private final List<Consumer<StoreException>> listeners = new ArrayList<>();
    private volatile @Nullable StoreException broken;
    private volatile @Nullable StoreException unkept;

    void breakDown(StoreException why) {
      broken = why;
      listeners.forEach(listener -> listener.accept(why));
    }

    @Override
    public Receipt write(Changes changes) {
      if (broken != null) {
        throw broken;
      }
      Receipt kept = memory.write(changes);
      StoreException lost = unkept;
      return lost == null
          ? kept
          : () -> {
            throw lost;
          };
    }

    @Override
    public void onFailure(Consumer<StoreException> listener) {
      listeners.add(listener);
    }

    @Override
    public long newKey() {
      return memory.newKey();
    }

    @Override
    public Optional<StoredExecution> find(ExecutionId execution) {
      return memory.find(execution);
    }

    @Override
    public List<HistoryEvent> events(long key, long afterEventId, int limit) {
      return memory.events(key, afterEventId, limit);
    }

    @Override
    public List<HistoryEvent> eventsBefore(long key, long beforeEventId, int limit) {
      return memory.eventsBefore(key, beforeEventId, limit);
    }

    @Override
    public List<StoredExecution> list(Listing listing) {
      return memory.list(listing);
    }

    @Override
    public int count(ExecutionFilter filter) {
      return memory.count(filter);
    }

    @Override
    public List<StoredExecution> open() {
      return memory.open();
    }

    @Override
    public List<RegisteredType<WorkflowTypeDefaults>> workflowTypes() {
      return memory.workflowTypes();
    }

    @Override
    public List<RegisteredType<ActivityTypeDefaults>> activityTypes() {
      return memory.activityTypes();
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
