package io.simpleflow.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What SQLite itself can do on this disk: rows as large as an event into a table in a file with a
 * write-ahead log. Not thread-safe.
 */
final class RawSqlite implements AutoCloseable {
  private static final String ROW = "x".repeat(200);

  private final Connection connection;
  private final PreparedStatement insert;

  RawSqlite(Path file, String synchronous) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = " + synchronous);
      statement.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, data TEXT NOT NULL)");
    }
    connection.setAutoCommit(false);
    insert = connection.prepareStatement("INSERT INTO rows (data) VALUES (?)");
  }

  /** Inserts rows, so many in a commit. */
  void insert(int rows, int perCommit) throws SQLException {
    for (int i = 1; i <= rows; i++) {
      insert.setString(1, ROW);
      insert.executeUpdate();
      if (i % perCommit == 0) {
        connection.commit();
      }
    }
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    connection.close();
  }
}
