package io.simpleflow.local.store;

import io.simpleflow.history.OpenCounts;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes all but executions and events, and deletes. This is rare, so the statements are not kept.
 * Used by one thread at a time, inside a transaction of the writer's.
 */
final class SqliteUpkeep {
  private static final String DOMAIN = "(SELECT id FROM domain WHERE name = ?)";

  private final Connection connection;

  SqliteUpkeep(Connection connection) {
    this.connection = connection;
  }

  void write(String domain, List<Changes.Upkeep> changes) throws SQLException {
    for (Changes.Upkeep change : changes) {
      if (change instanceof Changes.PutWorkflowType put) {
        putWorkflowType(domain, put.type());
      } else if (change instanceof Changes.PutActivityType put) {
        putActivityType(domain, put.type());
      } else if (change instanceof Changes.DeleteWorkflowType delete) {
        deleteType("workflow_type", domain, delete.type().name(), delete.type().version());
      } else if (change instanceof Changes.DeleteActivityType delete) {
        deleteType("activity_type", domain, delete.type().name(), delete.type().version());
      } else if (change instanceof Changes.DeleteExecution delete) {
        run("DELETE FROM event WHERE execution = ?", delete.key());
        run("DELETE FROM execution_tag WHERE execution = ?", delete.key());
        run("DELETE FROM ending WHERE execution = ?", delete.key());
        run("DELETE FROM execution WHERE key = ?", delete.key());
      } else if (change instanceof Changes.PutEnding put) {
        putEnding(put.key(), put.ending());
      } else if (change instanceof Changes.PutHeartbeat put) {
        run(
            "INSERT OR REPLACE INTO heartbeat (execution, scheduled, details) VALUES (?, ?, ?)",
            put.key(),
            put.scheduledEventId(),
            put.details());
      } else if (change instanceof Changes.DeleteHeartbeat delete) {
        run(
            "DELETE FROM heartbeat WHERE execution = ? AND scheduled = ?",
            delete.key(),
            delete.scheduledEventId());
      } else if (change instanceof Changes.PutDomain put) {
        putDomain(put.domain());
      }
    }
  }

  private void putEnding(long key, Ending ending) throws SQLException {
    OpenCounts open = ending.openCounts();
    run(
        "INSERT OR REPLACE INTO ending VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        key,
        SqliteWriter.milliseconds(ending.latestActivityTaskTimestamp()),
        ending.latestExecutionContext().orElse(null),
        open.openActivityTasks(),
        open.openDecisionTasks(),
        open.openTimers(),
        open.openChildWorkflowExecutions(),
        open.openLambdaFunctions());
  }

  private void putDomain(RegisteredDomain domain) throws SQLException {
    run(
        """
        INSERT INTO domain (name, description, retention, created, deprecated)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET description = excluded.description,
          retention = excluded.retention, deprecated = excluded.deprecated
        """,
        domain.name(),
        domain.description().orElse(null),
        domain.retentionDays(),
        domain.created().toEpochMilli(),
        SqliteWriter.milliseconds(domain.deprecated()));
    run("DELETE FROM domain_tag WHERE domain = " + DOMAIN, domain.name());
    for (var tag : domain.tags().entrySet()) {
      run(
          "INSERT INTO domain_tag (domain, key, value) VALUES (" + DOMAIN + ", ?, ?)",
          domain.name(),
          tag.getKey(),
          tag.getValue());
    }
  }

  private void putWorkflowType(String domain, RegisteredType<WorkflowTypeDefaults> type)
      throws SQLException {
    WorkflowTypeDefaults defaults = type.defaults();
    run(
        """
        INSERT OR REPLACE INTO workflow_type (domain, name, version, description, created,
          deprecated, task_list, execution_start_to_close_timeout, task_start_to_close_timeout,
          child_policy, task_priority, lambda_role)
        VALUES (%s, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
            .formatted(DOMAIN),
        domain,
        defaults.type().name(),
        defaults.type().version(),
        type.description().orElse(null),
        type.created().toEpochMilli(),
        SqliteWriter.milliseconds(type.deprecated()),
        defaults.taskList().orElse(null),
        defaults.executionStartToCloseTimeout().orElse(null),
        defaults.taskStartToCloseTimeout().orElse(null),
        defaults.childPolicy().map(Enum::name).orElse(null),
        defaults.taskPriority().orElse(null),
        defaults.lambdaRole().orElse(null));
  }

  private void putActivityType(String domain, RegisteredType<ActivityTypeDefaults> type)
      throws SQLException {
    ActivityTypeDefaults defaults = type.defaults();
    run(
        """
        INSERT OR REPLACE INTO activity_type (domain, name, version, description, created,
          deprecated, task_list, task_priority, start_to_close_timeout, schedule_to_start_timeout,
          schedule_to_close_timeout, heartbeat_timeout)
        VALUES (%s, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
            .formatted(DOMAIN),
        domain,
        defaults.type().name(),
        defaults.type().version(),
        type.description().orElse(null),
        type.created().toEpochMilli(),
        SqliteWriter.milliseconds(type.deprecated()),
        defaults.taskList().orElse(null),
        defaults.taskPriority().orElse(null),
        defaults.startToCloseTimeout().orElse(null),
        defaults.scheduleToStartTimeout().orElse(null),
        defaults.scheduleToCloseTimeout().orElse(null),
        defaults.heartbeatTimeout().orElse(null));
  }

  private void deleteType(String table, String domain, String name, String version)
      throws SQLException {
    run(
        "DELETE FROM %s WHERE domain = %s AND name = ? AND version = ?".formatted(table, DOMAIN),
        domain,
        name,
        version);
  }

  private void run(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      SqliteWriter.set(statement, 1, values);
      statement.executeUpdate();
    }
  }
}
