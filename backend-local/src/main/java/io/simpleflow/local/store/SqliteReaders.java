package io.simpleflow.local.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/** Reads a store's file, over as many connections as there are readers at a time. Thread-safe. */
final class SqliteReaders implements AutoCloseable {
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

  /** Runs a query over a connection that nobody else uses meanwhile. */
  <T> T read(Query<T> query) {
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

  /** Something to be read. */
  @FunctionalInterface
  interface Query<T> {
    T run(SqliteReader reader) throws SQLException;
  }
}
