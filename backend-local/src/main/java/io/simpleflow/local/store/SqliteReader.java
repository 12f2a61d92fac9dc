package io.simpleflow.local.store;

import io.simpleflow.ExecutionId;
import io.simpleflow.SerializationException;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
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
  private final PreparedStatement tags;

  SqliteReader(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.events =
        connection.prepareStatement(
            "SELECT json FROM event WHERE execution = ? AND id > ? ORDER BY id LIMIT ?");
    this.tags =
        connection.prepareStatement(
            "SELECT tag FROM execution_tag WHERE execution = ? ORDER BY position");
  }

  List<HistoryEvent> events(long key, long afterEventId, int limit) throws SQLException {
    events.setLong(1, key);
    events.setLong(2, afterEventId);
    events.setInt(3, limit);
    List<HistoryEvent> found = new ArrayList<>();
    try (ResultSet rows = events.executeQuery()) {
      while (rows.next()) {
        found.add(HistoryJson.decodeEvent(rows.getString(1)));
      }
    } catch (SerializationException e) {
      throw Failures.damaged(file, String.valueOf(e.getMessage()));
    }
    return found;
  }

  Optional<StoredExecution> find(ExecutionId execution) throws SQLException {
    String where = " WHERE run_id = ? AND workflow_id = ?";
    try (PreparedStatement statement = connection.prepareStatement(EXECUTION + where)) {
      statement.setString(1, execution.runId());
      statement.setString(2, execution.workflowId());
      return executions(statement).stream().findFirst();
    }
  }

  List<StoredExecution> open() throws SQLException {
    String where = " WHERE closed IS NULL ORDER BY started, key";
    try (PreparedStatement statement = connection.prepareStatement(EXECUTION + where)) {
      return executions(statement);
    }
  }

  List<StoredExecution> list(ExecutionFilter filter) throws SQLException {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    filter
        .status()
        .ifPresent(
            status ->
                conditions.add(
                    status == ExecutionStatus.OPEN ? "closed IS NULL" : "closed IS NOT NULL"));
    filter.workflowId().ifPresent(id -> condition(conditions, values, "workflow_id = ?", id));
    filter.typeName().ifPresent(name -> condition(conditions, values, "type_name = ?", name));
    filter
        .typeVersion()
        .ifPresent(version -> condition(conditions, values, "type_version = ?", version));
    filter
        .tag()
        .ifPresent(
            tag ->
                condition(
                    conditions,
                    values,
                    "key IN (SELECT execution FROM execution_tag WHERE tag = ?)",
                    tag));
    filter
        .closeStatus()
        .ifPresent(status -> condition(conditions, values, "close_status = ?", status.name()));
    filter
        .startedSince()
        .ifPresent(
            since -> condition(conditions, values, "started >= ?", ceilingMilliseconds(since)));
    filter
        .startedUntil()
        .ifPresent(until -> condition(conditions, values, "started <= ?", until.toEpochMilli()));
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    String sql = EXECUTION + where + " ORDER BY started DESC, key DESC LIMIT ?";
    values.add(filter.limit());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      return executions(statement);
    }
  }

  private static void condition(
      List<String> conditions, List<Object> values, String condition, Object value) {
    conditions.add(condition);
    values.add(value);
  }

  private static long ceilingMilliseconds(Instant time) {
    long floor = time.toEpochMilli();
    return Instant.ofEpochMilli(floor).equals(time) ? floor : floor + 1;
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
            time(row, "closed"),
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

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long milliseconds = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(milliseconds));
  }

  List<RegisteredType<WorkflowTypeDefaults>> workflowTypes() throws SQLException {
    String sql = "SELECT * FROM workflow_type ORDER BY name, version";
    List<RegisteredType<WorkflowTypeDefaults>> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(
            new RegisteredType<>(
                new WorkflowTypeDefaults(
                    new WorkflowType(row.getString("name"), row.getString("version")),
                    text(row, "task_list"),
                    text(row, "execution_start_to_close_timeout"),
                    text(row, "task_start_to_close_timeout"),
                    text(row, "child_policy").map(ChildPolicy::valueOf)),
                Instant.ofEpochMilli(row.getLong("created")),
                time(row, "deprecated")));
      }
    }
    return found;
  }

  List<RegisteredType<ActivityTypeDefaults>> activityTypes() throws SQLException {
    String sql = "SELECT * FROM activity_type ORDER BY name, version";
    List<RegisteredType<ActivityTypeDefaults>> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(
            new RegisteredType<>(
                new ActivityTypeDefaults(
                    new ActivityType(row.getString("name"), row.getString("version")),
                    text(row, "task_list"),
                    text(row, "task_priority"),
                    text(row, "start_to_close_timeout"),
                    text(row, "schedule_to_start_timeout"),
                    text(row, "schedule_to_close_timeout"),
                    text(row, "heartbeat_timeout")),
                Instant.ofEpochMilli(row.getLong("created")),
                time(row, "deprecated")));
      }
    }
    return found;
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
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
