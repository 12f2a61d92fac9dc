package io.simpleflow.local.store;

import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads domains and registered types from a store's file. */
final class SqliteTypes {
  private SqliteTypes() {}

  static List<RegisteredDomain> domains(Connection connection) throws SQLException {
    Map<String, Map<String, String>> tags = new LinkedHashMap<>();
    String sql =
        """
        SELECT domain.name, domain_tag.key, domain_tag.value
        FROM domain_tag JOIN domain ON domain_tag.domain = domain.id
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        tags.computeIfAbsent(row.getString(1), unused -> new LinkedHashMap<>())
            .put(row.getString(2), row.getString(3));
      }
    }
    return read(
        connection,
        "SELECT * FROM domain ORDER BY name",
        row ->
            new RegisteredDomain(
                row.getString("name"),
                text(row, "description"),
                row.getString("retention"),
                Instant.ofEpochMilli(row.getLong("created")),
                time(row, "deprecated"),
                tags.getOrDefault(row.getString("name"), Map.of())));
  }

  static List<RegisteredType<WorkflowTypeDefaults>> workflowTypes(
      Connection connection, String domain) throws SQLException {
    return read(
        connection,
        types("workflow_type"),
        row ->
            new RegisteredType<>(
                new WorkflowTypeDefaults(
                    new WorkflowType(row.getString("name"), row.getString("version")),
                    text(row, "task_list"),
                    text(row, "execution_start_to_close_timeout"),
                    text(row, "task_start_to_close_timeout"),
                    text(row, "child_policy").map(ChildPolicy::valueOf),
                    text(row, "task_priority"),
                    text(row, "lambda_role")),
                text(row, "description"),
                Instant.ofEpochMilli(row.getLong("created")),
                time(row, "deprecated")),
        domain);
  }

  static List<RegisteredType<ActivityTypeDefaults>> activityTypes(
      Connection connection, String domain) throws SQLException {
    return read(
        connection,
        types("activity_type"),
        row ->
            new RegisteredType<>(
                new ActivityTypeDefaults(
                    new ActivityType(row.getString("name"), row.getString("version")),
                    text(row, "task_list"),
                    text(row, "task_priority"),
                    text(row, "start_to_close_timeout"),
                    text(row, "schedule_to_start_timeout"),
                    text(row, "schedule_to_close_timeout"),
                    text(row, "heartbeat_timeout")),
                text(row, "description"),
                Instant.ofEpochMilli(row.getLong("created")),
                time(row, "deprecated")),
        domain);
  }

  private static String types(String table) {
    return "SELECT * FROM %s WHERE domain = (SELECT id FROM domain WHERE name = ?)".formatted(table)
        + " ORDER BY name, version";
  }

  private static <T> List<T> read(
      Connection connection, String sql, RowReader<T> reader, String... values)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(reader.read(row));
        }
      }
    }
    return found;
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long milliseconds = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(milliseconds));
  }

  static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
