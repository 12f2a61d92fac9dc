package io.simpleflow.local.store;

import io.simpleflow.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of a store, their version, and how an older version becomes the current one. */
final class Schema {
  /** "SFLW", in the file's header: tells a store from the SQLite files of other programs. */
  static final int APPLICATION_ID = 0x53464c57;

  private static final List<String> VERSION_1 =
      List.of(
          """
          CREATE TABLE execution (
            key INTEGER PRIMARY KEY,
            workflow_id TEXT NOT NULL,
            run_id TEXT NOT NULL UNIQUE,
            type_name TEXT NOT NULL,
            type_version TEXT NOT NULL,
            started INTEGER NOT NULL,
            closed INTEGER,
            close_status TEXT,
            parent_workflow_id TEXT,
            parent_run_id TEXT,
            cancel_requested INTEGER NOT NULL
          ) STRICT
          """,
          "CREATE INDEX execution_by_start ON execution (started)",
          "CREATE INDEX execution_by_workflow_id ON execution (workflow_id, started)",
          "CREATE INDEX execution_by_type ON execution (type_name, started)",
          "CREATE INDEX execution_open ON execution (started) WHERE closed IS NULL",
          """
          CREATE TABLE execution_tag (
            execution INTEGER NOT NULL,
            position INTEGER NOT NULL,
            tag TEXT NOT NULL,
            PRIMARY KEY (execution, position)
          ) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX execution_by_tag ON execution_tag (tag)",
          """
          CREATE TABLE event (
            execution INTEGER NOT NULL,
            id INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (execution, id)
          ) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE workflow_type (
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            created INTEGER NOT NULL,
            deprecated INTEGER,
            task_list TEXT,
            execution_start_to_close_timeout TEXT,
            task_start_to_close_timeout TEXT,
            child_policy TEXT,
            PRIMARY KEY (name, version)
          ) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE activity_type (
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            created INTEGER NOT NULL,
            deprecated INTEGER,
            task_list TEXT,
            task_priority TEXT,
            start_to_close_timeout TEXT,
            schedule_to_start_timeout TEXT,
            schedule_to_close_timeout TEXT,
            heartbeat_timeout TEXT,
            PRIMARY KEY (name, version)
          ) STRICT, WITHOUT ROWID
          """);

  /** Domains: what was there before is that of the local backend, number 1. */
  private static final List<String> VERSION_2 =
      List.of(
          """
          CREATE TABLE domain (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            description TEXT,
            retention TEXT NOT NULL,
            created INTEGER NOT NULL,
            deprecated INTEGER
          ) STRICT
          """,
          """
          CREATE TABLE domain_tag (
            domain INTEGER NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (domain, key)
          ) STRICT, WITHOUT ROWID
          """,
          """
          INSERT INTO domain (id, name, description, retention, created)
          SELECT 1, 'local', 'the local backend''s own', '36500',
            coalesce((SELECT min(started) FROM execution), 1000 * unixepoch())
          WHERE EXISTS (SELECT 1 FROM execution) OR EXISTS (SELECT 1 FROM workflow_type)
            OR EXISTS (SELECT 1 FROM activity_type)
          """,
          "ALTER TABLE execution ADD COLUMN domain INTEGER NOT NULL DEFAULT 1",
          "DROP INDEX execution_by_start",
          "DROP INDEX execution_by_workflow_id",
          "DROP INDEX execution_by_type",
          "DROP INDEX execution_open",
          "CREATE INDEX execution_by_start ON execution (domain, started)",
          "CREATE INDEX execution_by_workflow_id ON execution (domain, workflow_id, started)",
          "CREATE INDEX execution_by_type ON execution (domain, type_name, started)",
          "CREATE INDEX execution_open ON execution (domain, started) WHERE closed IS NULL",
          "CREATE INDEX execution_closed ON execution (domain, closed) WHERE closed IS NOT NULL",
          "ALTER TABLE workflow_type RENAME TO workflow_type_1",
          """
          CREATE TABLE workflow_type (
            domain INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            description TEXT,
            created INTEGER NOT NULL,
            deprecated INTEGER,
            task_list TEXT,
            execution_start_to_close_timeout TEXT,
            task_start_to_close_timeout TEXT,
            child_policy TEXT,
            task_priority TEXT,
            lambda_role TEXT,
            PRIMARY KEY (domain, name, version)
          ) STRICT, WITHOUT ROWID
          """,
          """
          INSERT INTO workflow_type
          SELECT 1, name, version, NULL, created, deprecated, task_list,
            execution_start_to_close_timeout, task_start_to_close_timeout, child_policy, NULL, NULL
          FROM workflow_type_1
          """,
          "DROP TABLE workflow_type_1",
          "ALTER TABLE activity_type RENAME TO activity_type_1",
          """
          CREATE TABLE activity_type (
            domain INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            description TEXT,
            created INTEGER NOT NULL,
            deprecated INTEGER,
            task_list TEXT,
            task_priority TEXT,
            start_to_close_timeout TEXT,
            schedule_to_start_timeout TEXT,
            schedule_to_close_timeout TEXT,
            heartbeat_timeout TEXT,
            PRIMARY KEY (domain, name, version)
          ) STRICT, WITHOUT ROWID
          """,
          """
          INSERT INTO activity_type
          SELECT 1, name, version, NULL, created, deprecated, task_list, task_priority,
            start_to_close_timeout, schedule_to_start_timeout, schedule_to_close_timeout,
            heartbeat_timeout
          FROM activity_type_1
          """,
          "DROP TABLE activity_type_1");

  /** What is known of executions besides their histories. */
  private static final List<String> VERSION_3 =
      List.of(
          """
          CREATE TABLE ending (
            execution INTEGER PRIMARY KEY,
            latest_activity INTEGER,
            execution_context TEXT,
            activities INTEGER NOT NULL,
            decisions INTEGER NOT NULL,
            timers INTEGER NOT NULL,
            children INTEGER NOT NULL,
            lambdas INTEGER NOT NULL
          ) STRICT
          """,
          """
          CREATE TABLE heartbeat (
            execution INTEGER NOT NULL,
            scheduled INTEGER NOT NULL,
            details TEXT NOT NULL,
            PRIMARY KEY (execution, scheduled)
          ) STRICT, WITHOUT ROWID
          """);

  /** What lets a reader, who must not change a file, take version 2 for the current one. */
  private static final List<String> VIEWS_OF_VERSION_2 =
      List.of(
          """
          CREATE TEMP VIEW ending AS
          SELECT 0 AS execution, 0 AS latest_activity, '' AS execution_context, 0 AS activities,
            0 AS decisions, 0 AS timers, 0 AS children, 0 AS lambdas
          WHERE 0
          """);

  /** What lets a reader, who must not change a file, take version 1 for version 2. */
  private static final List<String> VIEWS_OF_VERSION_1 =
      List.of(
          """
          CREATE TEMP VIEW domain AS
          SELECT 1 AS id, 'local' AS name, NULL AS description, '36500' AS retention,
            0 AS created, NULL AS deprecated
          """,
          """
          CREATE TEMP VIEW domain_tag AS
          SELECT 1 AS domain, '' AS key, '' AS value WHERE 0
          """,
          """
          CREATE TEMP VIEW execution AS
          SELECT key, workflow_id, run_id, type_name, type_version, started, closed, close_status,
            parent_workflow_id, parent_run_id, cancel_requested, 1 AS domain
          FROM main.execution
          """,
          """
          CREATE TEMP VIEW workflow_type AS
          SELECT 1 AS domain, name, version, NULL AS description, created, deprecated, task_list,
            execution_start_to_close_timeout, task_start_to_close_timeout, child_policy,
            NULL AS task_priority, NULL AS lambda_role
          FROM main.workflow_type
          """,
          """
          CREATE TEMP VIEW activity_type AS
          SELECT 1 AS domain, name, version, NULL AS description, created, deprecated, task_list,
            task_priority, start_to_close_timeout, schedule_to_start_timeout,
            schedule_to_close_timeout, heartbeat_timeout
          FROM main.activity_type
          """);

  /** What makes version n + 1 out of version n, for every n from 0 on. */
  private static final List<List<String>> STEPS = List.of(VERSION_1, VERSION_2, VERSION_3);

  /** The version of the stores that this program writes. */
  static final int VERSION = STEPS.size();

  private Schema() {}

  /** Makes the current version out of an empty file or an older version, in one transaction. */
  static void upgrade(Connection connection) throws SQLException {
    int version = number(connection, "PRAGMA user_version");
    if (version == VERSION) {
      return;
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (List<String> step : STEPS.subList(version, VERSION)) {
        for (String sql : step) {
          statement.execute(sql);
        }
      }
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      statement.execute("PRAGMA user_version = " + VERSION);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /**
   * Refuses a file that is not a store of this or an older version.
   *
   * @param thorough whether to look at every page, which takes as long as reading the file
   * @throws StoreException saying what it is instead
   */
  static void check(Connection connection, Path file, boolean thorough) throws SQLException {
    if (number(connection, "PRAGMA application_id") != APPLICATION_ID) {
      throw Failures.foreign(file, "it belongs to another program");
    }
    int version = number(connection, "PRAGMA user_version");
    if (version > VERSION) {
      throw Failures.newer(file, version, VERSION);
    }
    try (Statement statement = connection.createStatement()) {
      if (thorough) {
        try (ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
          String first = result.next() ? result.getString(1) : "no answer";
          if (!first.equals("ok")) {
            throw Failures.damaged(file, first.replaceAll("\\s+", " "));
          }
        }
      }
    }
  }

  /** Lets an older version be read, without a change to the file. */
  static void adapt(Connection connection) throws SQLException {
    List<List<String>> views = List.of(VIEWS_OF_VERSION_1, VIEWS_OF_VERSION_2);
    int version = number(connection, "PRAGMA user_version");
    try (Statement statement = connection.createStatement()) {
      for (List<String> step : views.subList(version - 1, views.size())) {
        for (String sql : step) {
          statement.execute(sql);
        }
      }
    }
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getInt(1) : 0;
    }
  }
}
