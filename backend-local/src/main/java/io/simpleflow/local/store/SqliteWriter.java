package io.simpleflow.local.store;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionInfo;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes groups of changes, each in one transaction. Used by one thread at a time. */
final class SqliteWriter implements GroupCommit.Target, AutoCloseable {
  private final Path file;
  private final Connection connection;
  private final PreparedStatement event;
  private final PreparedStatement execution;
  private final PreparedStatement tag;
  private final SqliteUpkeep upkeep;
  private final long lastKey;

  private SqliteWriter(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.event =
        connection.prepareStatement("INSERT INTO event (execution, id, json) VALUES (?, ?, ?)");
    this.execution =
        connection.prepareStatement(
            """
            INSERT INTO execution (key, workflow_id, run_id, type_name, type_version, started,
              closed, close_status, parent_workflow_id, parent_run_id, cancel_requested, domain)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT id FROM domain WHERE name = ?))
            ON CONFLICT (key) DO UPDATE SET closed = excluded.closed,
              close_status = excluded.close_status, cancel_requested = excluded.cancel_requested
            """);
    this.tag =
        connection.prepareStatement(
            """
            INSERT INTO execution_tag (execution, position, tag) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """);
    this.upkeep = new SqliteUpkeep(connection);
    this.lastKey = lastKey(connection);
  }

  private static long lastKey(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT coalesce(max(key), 0) FROM execution")) {
      return rows.next() ? rows.getLong(1) : 0;
    } finally {
      connection.rollback();
    }
  }

  /** A writer that closes the connection when it is closed itself, or cannot be made. */
  static SqliteWriter over(Path file, Connection connection) {
    try {
      return new SqliteWriter(file, connection);
    } catch (SQLException e) {
      try {
        connection.close();
      } catch (SQLException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw Failures.of(file, e);
    }
  }

  /** The greatest key that an execution had when the file was opened; 0 if there was none. */
  long lastKey() {
    return lastKey;
  }

  @Override
  public void write(List<EncodedChanges> group) {
    try {
      for (EncodedChanges encoded : group) {
        write(encoded);
      }
      event.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      rollback(e);
      throw Failures.of(file, e);
    }
  }

  private void rollback(SQLException why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // SQLite has rolled back by itself, as it does when the disk is full.
      why.addSuppressed(e);
    }
  }

  private void write(EncodedChanges encoded) throws SQLException {
    for (EncodedChanges.Event row : encoded.events()) {
      event.setLong(1, row.key());
      event.setLong(2, row.id());
      event.setString(3, row.json());
      event.addBatch();
    }
    for (StoredExecution stored : encoded.changes().executions()) {
      write(encoded.domain(), stored);
    }
    if (!encoded.changes().upkeep().isEmpty()) {
      // What is deleted must not come after it.
      event.executeBatch();
      upkeep.write(encoded.domain(), encoded.changes().upkeep());
    }
  }

  private void write(String domain, StoredExecution stored) throws SQLException {
    ExecutionInfo info = stored.info();
    execution.setLong(1, stored.key());
    set(
        execution,
        2,
        info.execution().workflowId(),
        info.execution().runId(),
        info.workflowType().name(),
        info.workflowType().version(),
        info.startTimestamp().toEpochMilli(),
        milliseconds(info.closeTimestamp()),
        info.closeStatus().map(CloseStatus::name).orElse(null),
        info.parent().map(ExecutionId::workflowId).orElse(null),
        info.parent().map(ExecutionId::runId).orElse(null),
        info.cancelRequested() ? 1L : 0L,
        domain);
    execution.executeUpdate();
    int position = 0;
    for (String text : info.tagList()) {
      set(tag, 1, stored.key(), (long) ++position, text);
      tag.executeUpdate();
    }
  }

  static @Nullable Long milliseconds(Optional<Instant> time) {
    return time.map(Instant::toEpochMilli).orElse(null);
  }

  static void set(PreparedStatement statement, int first, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(first + i, values[i]);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Failures.of(file, e);
    }
  }
}
