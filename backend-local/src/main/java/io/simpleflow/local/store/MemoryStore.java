package io.simpleflow.local.store;

import io.simpleflow.ExecutionId;
import io.simpleflow.StoreException;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.store.Listing.Position;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A store that lasts as long as the process. Thread-safe. */
public final class MemoryStore implements HistoryStore {
  private static final Receipt KEPT = () -> {};

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, StoredExecution> executions = new TreeMap<>();
  private final Map<ExecutionId, Long> keys = new HashMap<>();
  private final Map<Long, List<HistoryEvent>> events = new HashMap<>();
  private final Map<Long, Ending> endings = new HashMap<>();
  private final Map<Long, Map<Long, String>> heartbeats = new HashMap<>();
  private final Map<WorkflowType, RegisteredType<WorkflowTypeDefaults>> workflowTypes =
      new LinkedHashMap<>();
  private final Map<ActivityType, RegisteredType<ActivityTypeDefaults>> activityTypes =
      new LinkedHashMap<>();
  private final AtomicLong lastKey;

  /** Creates an empty store. */
  public MemoryStore() {
    this(new AtomicLong());
  }

  /** Creates an empty store that takes its keys where others take theirs. */
  MemoryStore(AtomicLong lastKey) {
    this.lastKey = lastKey;
  }

  @Override
  public long newKey() {
    return lastKey.incrementAndGet();
  }

  @Override
  public Receipt write(Changes changes) {
    lock.lock();
    try {
      for (StoredExecution execution : changes.executions()) {
        executions.put(execution.key(), execution);
        keys.put(execution.info().execution(), execution.key());
      }
      for (Changes.NewEvents added : changes.events()) {
        events.computeIfAbsent(added.key(), unused -> new ArrayList<>()).addAll(added.events());
      }
      for (Changes.Upkeep upkeep : changes.upkeep()) {
        write(upkeep);
      }
      return KEPT;
    } finally {
      lock.unlock();
    }
  }

  private void write(Changes.Upkeep upkeep) {
    if (upkeep instanceof Changes.PutWorkflowType put) {
      workflowTypes.put(put.type().defaults().type(), put.type());
    } else if (upkeep instanceof Changes.PutActivityType put) {
      activityTypes.put(put.type().defaults().type(), put.type());
    } else if (upkeep instanceof Changes.DeleteWorkflowType delete) {
      workflowTypes.remove(delete.type());
    } else if (upkeep instanceof Changes.DeleteActivityType delete) {
      activityTypes.remove(delete.type());
    } else if (upkeep instanceof Changes.DeleteExecution delete) {
      events.remove(delete.key());
      endings.remove(delete.key());
      StoredExecution deleted = executions.remove(delete.key());
      if (deleted != null) {
        keys.remove(deleted.info().execution());
      }
    } else if (upkeep instanceof Changes.PutEnding put) {
      endings.put(put.key(), put.ending());
    } else if (upkeep instanceof Changes.PutHeartbeat put) {
      heartbeats
          .computeIfAbsent(put.key(), unused -> new HashMap<>())
          .put(put.scheduledEventId(), put.details());
    } else if (upkeep instanceof Changes.DeleteHeartbeat delete) {
      heartbeats.computeIfPresent(
          delete.key(),
          (unused, details) -> {
            details.remove(delete.scheduledEventId());
            return details.isEmpty() ? null : details;
          });
    }
  }

  @Override
  public Optional<Ending> ending(long key) {
    lock.lock();
    try {
      return Optional.ofNullable(endings.get(key));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<String> heartbeat(long key, long scheduledEventId) {
    lock.lock();
    try {
      return Optional.ofNullable(heartbeats.getOrDefault(key, Map.of()).get(scheduledEventId));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<StoredExecution> find(ExecutionId execution) {
    lock.lock();
    try {
      return Optional.ofNullable(keys.get(execution)).map(executions::get);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<HistoryEvent> events(long key, long afterEventId, int limit) {
    lock.lock();
    try {
      List<HistoryEvent> all = events.getOrDefault(key, List.of());
      int from = (int) Math.min(afterEventId, all.size());
      int to = (int) Math.min((long) from + limit, all.size());
      return List.copyOf(all.subList(from, to));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<HistoryEvent> eventsBefore(long key, long beforeEventId, int limit) {
    lock.lock();
    try {
      List<HistoryEvent> all = events.getOrDefault(key, List.of());
      int to = (int) Math.max(0, Math.min(beforeEventId - 1, all.size()));
      int from = Math.max(to - limit, 0);
      List<HistoryEvent> found = new ArrayList<>(all.subList(from, to));
      Collections.reverse(found);
      return found;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<StoredExecution> list(Listing listing) {
    Comparator<StoredExecution> byPosition =
        Comparator.comparing(execution -> listing.position(execution).orElseThrow());
    Comparator<StoredExecution> order = listing.oldestFirst() ? byPosition : byPosition.reversed();
    lock.lock();
    try {
      return executions.values().stream()
          .filter(execution -> listing.filter().matches(execution.info()))
          .filter(execution -> listing.position(execution).isPresent())
          .filter(execution -> isAfter(listing, listing.position(execution).orElseThrow()))
          .sorted(order)
          .limit(listing.filter().limit())
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private static boolean isAfter(Listing listing, Position position) {
    return listing
        .after()
        .map(
            after ->
                listing.oldestFirst()
                    ? position.compareTo(after) > 0
                    : position.compareTo(after) < 0)
        .orElse(true);
  }

  @Override
  public int count(ExecutionFilter filter) {
    lock.lock();
    try {
      return (int)
          executions.values().stream()
              .filter(execution -> filter.matches(execution.info()))
              .limit(filter.limit())
              .count();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<StoredExecution> open() {
    lock.lock();
    try {
      return executions.values().stream()
          .filter(execution -> execution.info().status() == ExecutionStatus.OPEN)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<RegisteredType<WorkflowTypeDefaults>> workflowTypes() {
    lock.lock();
    try {
      return List.copyOf(workflowTypes.values());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<RegisteredType<ActivityTypeDefaults>> activityTypes() {
    lock.lock();
    try {
      return List.copyOf(activityTypes.values());
    } finally {
      lock.unlock();
    }
  }

  /** Does nothing: memory does not fail. */
  @Override
  public void onFailure(Consumer<StoreException> listener) {}

  @Override
  public void close() {}
}
