package io.simpleflow.local.store;

import io.simpleflow.ExecutionId;
import io.simpleflow.SerializationException;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.OpenCounts;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a store's file over one connection. Used by one thread at a time. */
final class SqliteReader implements AutoCloseable {
  private static final String EXECUTION =
      """
      SELECT key, workflow_id, run_id, type_name, type_version, started, closed, close_status,
        parent_workflow_id, parent_run_id, cancel_requested
      FROM execution
      """;

  private final Path file;
  private final Connection connection;
  private final PreparedStatement events;
  private final PreparedStatement eventsBefore;
  private final PreparedStatement tags;

  SqliteReader(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.events =
        connection.prepareStatement(
            "SELECT json FROM event WHERE execution = ? AND id > ? ORDER BY id LIMIT ?");
    this.eventsBefore =
        connection.prepareStatement(
            "SELECT json FROM event WHERE execution = ? AND id < ? ORDER BY id DESC LIMIT ?");
    this.tags =
        connection.prepareStatement(
            "SELECT tag FROM execution_tag WHERE execution = ? ORDER BY position");
  }

  List<HistoryEvent> events(long key, long afterEventId, int limit) throws SQLException {
    return read(events, key, afterEventId, limit);
  }

  List<HistoryEvent> eventsBefore(long key, long beforeEventId, int limit) throws SQLException {
    return read(eventsBefore, key, beforeEventId, limit);
  }

  private List<HistoryEvent> read(PreparedStatement statement, long key, long bound, int limit)
      throws SQLException {
    statement.setLong(1, key);
    statement.setLong(2, bound);
    statement.setInt(3, limit);
    List<HistoryEvent> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(HistoryJson.decodeEvent(rows.getString(1)));
      }
    } catch (SerializationException e) {
      throw Failures.damaged(file, String.valueOf(e.getMessage()));
    }
    return found;
  }

  Optional<Ending> ending(long key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT * FROM ending WHERE execution = ?")) {
      statement.setLong(1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(ending(row)) : Optional.empty();
      }
    }
  }

  private static Ending ending(ResultSet row) throws SQLException {
    return new Ending(
        SqliteTypes.time(row, "latest_activity"),
        SqliteTypes.text(row, "execution_context"),
        new OpenCounts(
            row.getInt("activities"),
            row.getInt("decisions"),
            row.getInt("timers"),
            row.getInt("children"),
            row.getInt("lambdas")));
  }

  Optional<String> heartbeat(long key, long scheduledEventId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT details FROM heartbeat WHERE execution = ? AND scheduled = ?")) {
      statement.setLong(1, key);
      statement.setLong(2, scheduledEventId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  Optional<StoredExecution> find(String domain, ExecutionId execution) throws SQLException {
    String where =
        " WHERE run_id = ? AND workflow_id = ?"
            + " AND domain = (SELECT id FROM domain WHERE name = ?)";
    try (PreparedStatement statement = connection.prepareStatement(EXECUTION + where)) {
      statement.setString(1, execution.runId());
      statement.setString(2, execution.workflowId());
      statement.setString(3, domain);
      return executions(statement).stream().findFirst();
    }
  }

  List<StoredExecution> open(String domain) throws SQLException {
    String where =
        " WHERE domain = (SELECT id FROM domain WHERE name = ?) AND closed IS NULL"
            + " ORDER BY started, key";
    try (PreparedStatement statement = connection.prepareStatement(EXECUTION + where)) {
      statement.setString(1, domain);
      return executions(statement);
    }
  }

  List<StoredExecution> list(String domain, Listing listing) throws SQLException {
    ExecutionQuery query = ExecutionQuery.of(domain, listing);
    try (PreparedStatement statement = query.prepare(connection, EXECUTION)) {
      return executions(statement);
    }
  }

  int count(String domain, ExecutionFilter filter) throws SQLException {
    ExecutionQuery query = ExecutionQuery.of(domain, filter);
    try (PreparedStatement statement = query.prepareCount(connection);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private List<StoredExecution> executions(PreparedStatement statement) throws SQLException {
    List<StoredExecution> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(execution(rows));
      }
    }
    return found;
  }

  private StoredExecution execution(ResultSet row) throws SQLException {
    long key = row.getLong("key");
    Optional<CloseStatus> closeStatus =
        Optional.ofNullable(row.getString("close_status")).map(CloseStatus::valueOf);
    String parent = row.getString("parent_workflow_id");
    return new StoredExecution(
        key,
        new ExecutionInfo(
            new ExecutionId(row.getString("workflow_id"), row.getString("run_id")),
            new WorkflowType(row.getString("type_name"), row.getString("type_version")),
            closeStatus.isEmpty() ? ExecutionStatus.OPEN : ExecutionStatus.CLOSED,
            closeStatus,
            Instant.ofEpochMilli(row.getLong("started")),
            SqliteTypes.time(row, "closed"),
            parent == null
                ? Optional.empty()
                : Optional.of(new ExecutionId(parent, row.getString("parent_run_id"))),
            tags(key),
            row.getBoolean("cancel_requested")));
  }

  private List<String> tags(long key) throws SQLException {
    tags.setLong(1, key);
    List<String> found = new ArrayList<>();
    try (ResultSet rows = tags.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  List<RegisteredDomain> domains() throws SQLException {
    return SqliteTypes.domains(connection);
  }

  List<RegisteredType<WorkflowTypeDefaults>> workflowTypes(String domain) throws SQLException {
    return SqliteTypes.workflowTypes(connection, domain);
  }

  List<RegisteredType<ActivityTypeDefaults>> activityTypes(String domain) throws SQLException {
    return SqliteTypes.activityTypes(connection, domain);
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
