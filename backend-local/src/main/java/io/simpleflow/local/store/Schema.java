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

  /** What makes version n + 1 out of version n, for every n from 0 on. */
  private static final List<List<String>> STEPS = List.of(VERSION_1);

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

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getInt(1) : 0;
    }
  }
}
