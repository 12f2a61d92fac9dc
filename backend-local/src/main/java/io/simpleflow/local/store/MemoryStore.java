package io.simpleflow.local.store;

import io.simpleflow.ExecutionId;
import io.simpleflow.StoreException;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A store that lasts as long as the process. Thread-safe. */
public final class MemoryStore implements HistoryStore {
  private static final Receipt KEPT = () -> {};

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, StoredExecution> executions = new TreeMap<>();
  private final Map<ExecutionId, Long> keys = new HashMap<>();
  private final Map<Long, List<HistoryEvent>> events = new HashMap<>();
  private final Map<WorkflowType, RegisteredType<WorkflowTypeDefaults>> workflowTypes =
      new LinkedHashMap<>();
  private final Map<ActivityType, RegisteredType<ActivityTypeDefaults>> activityTypes =
      new LinkedHashMap<>();
  private long lastKey;

  /** Creates an empty store. */
  public MemoryStore() {}

  @Override
  public long newKey() {
    lock.lock();
    try {
      return ++lastKey;
    } finally {
      lock.unlock();
    }
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
      changes.workflowTypes().forEach(type -> workflowTypes.put(type.defaults().type(), type));
      changes.activityTypes().forEach(type -> activityTypes.put(type.defaults().type(), type));
      return KEPT;
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
  public List<ExecutionInfo> list(ExecutionFilter filter) {
    lock.lock();
    try {
      // Keys are given in the order of starting; the sort is stable and only mends what a clock
      // that was set back has mixed up.
      return executions.descendingMap().values().stream()
          .map(StoredExecution::info)
          .filter(info -> matches(filter, info))
          .sorted(Comparator.comparing(ExecutionInfo::startTimestamp).reversed())
          .limit(filter.limit())
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private static boolean matches(ExecutionFilter filter, ExecutionInfo info) {
    return filter.status().map(wanted -> wanted == info.status()).orElse(true)
        && filter.workflowId().map(info.execution().workflowId()::equals).orElse(true)
        && filter.typeName().map(info.workflowType().name()::equals).orElse(true)
        && filter.typeVersion().map(info.workflowType().version()::equals).orElse(true)
        && filter.tag().map(info.tagList()::contains).orElse(true)
        && (filter.closeStatus().isEmpty() || filter.closeStatus().equals(info.closeStatus()))
        && filter.startedSince().map(since -> !info.startTimestamp().isBefore(since)).orElse(true)
        && filter.startedUntil().map(until -> !info.startTimestamp().isAfter(until)).orElse(true);
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
