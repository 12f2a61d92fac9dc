package io.simpleflow.local.store;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.List;
import java.util.Optional;

/** Reads one domain of a store's file; one that is not there reads as empty. Thread-safe. */
final class SqliteDomainReader implements HistoryReader {
  private final SqliteReaders readers;
  private final String domain;

  SqliteDomainReader(SqliteReaders readers, String domain) {
    this.readers = readers;
    this.domain = domain;
  }

  @Override
  public Optional<StoredExecution> find(ExecutionId execution) {
    return readers.read(reader -> reader.find(domain, execution));
  }

  @Override
  public List<HistoryEvent> events(long key, long afterEventId, int limit) {
    return readers.read(reader -> reader.events(key, afterEventId, limit));
  }

  @Override
  public List<HistoryEvent> eventsBefore(long key, long beforeEventId, int limit) {
    return readers.read(reader -> reader.eventsBefore(key, beforeEventId, limit));
  }

  @Override
  public Optional<Ending> ending(long key) {
    return readers.read(reader -> reader.ending(key));
  }

  /** As {@link HistoryStore#heartbeat}. */
  Optional<String> heartbeat(long key, long scheduledEventId) {
    return readers.read(reader -> reader.heartbeat(key, scheduledEventId));
  }

  @Override
  public List<StoredExecution> list(Listing listing) {
    return readers.read(reader -> reader.list(domain, listing));
  }

  @Override
  public int count(ExecutionFilter filter) {
    return readers.read(reader -> reader.count(domain, filter));
  }

  @Override
  public List<StoredExecution> open() {
    return readers.read(reader -> reader.open(domain));
  }

  @Override
  public List<RegisteredType<WorkflowTypeDefaults>> workflowTypes() {
    return readers.read(reader -> reader.workflowTypes(domain));
  }

  @Override
  public List<RegisteredType<ActivityTypeDefaults>> activityTypes() {
    return readers.read(reader -> reader.activityTypes(domain));
  }

  @Override
  public void close() {
    readers.close();
  }
}
