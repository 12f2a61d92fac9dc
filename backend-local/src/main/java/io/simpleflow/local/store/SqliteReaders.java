package io.simpleflow.local.store;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/** Reads a store's file, over as many connections as there are readers at a time. Thread-safe. */
final class SqliteReaders implements HistoryReader {
  private final Path file;
  private final Supplier<Connection> connections;

  /** Connections that nobody reads over at the moment. */
  private final Deque<SqliteReader> idle = new ConcurrentLinkedDeque<>();

  private volatile boolean closed;

  SqliteReaders(Path file, Supplier<Connection> connections) {
    this.file = file;
    this.connections = connections;
  }

  /** Opens the file, if that has not happened, and so refuses one that cannot be read. */
  void check() {
    if (idle.isEmpty()) {
      idle.add(connect());
    }
  }

  @Override
  public Optional<StoredExecution> find(ExecutionId execution) {
    return read(reader -> reader.find(execution));
  }

  @Override
  public List<HistoryEvent> events(long key, long afterEventId, int limit) {
    return read(reader -> reader.events(key, afterEventId, limit));
  }

  @Override
  public List<ExecutionInfo> list(ExecutionFilter filter) {
    return read(reader -> reader.list(filter)).stream().map(StoredExecution::info).toList();
  }

  @Override
  public List<StoredExecution> open() {
    return read(SqliteReader::open);
  }

  @Override
  public List<RegisteredType<WorkflowTypeDefaults>> workflowTypes() {
    return read(SqliteReader::workflowTypes);
  }

  @Override
  public List<RegisteredType<ActivityTypeDefaults>> activityTypes() {
    return read(SqliteReader::activityTypes);
  }

  private <T> T read(Query<T> query) {
    SqliteReader free = idle.pollFirst();
    SqliteReader reader = free == null ? connect() : free;
    try {
      return query.run(reader);
    } catch (SQLException e) {
      throw Failures.of(file, e);
    } finally {
      idle.addFirst(reader);
      if (closed) {
        closeIdle();
      }
    }
  }

  private SqliteReader connect() {
    Connection connection = connections.get();
    try {
      return new SqliteReader(file, connection);
    } catch (SQLException e) {
      try {
        connection.close();
      } catch (SQLException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw Failures.of(file, e);
    }
  }

  @Override
  public void close() {
    closed = true;
    closeIdle();
  }

  private void closeIdle() {
    SqliteReader reader = idle.pollFirst();
    while (reader != null) {
      reader.close();
      reader = idle.pollFirst();
    }
  }

  @FunctionalInterface
  private interface Query<T> {
    T run(SqliteReader reader) throws SQLException;
  }
}
