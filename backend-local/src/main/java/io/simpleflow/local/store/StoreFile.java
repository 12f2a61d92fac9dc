package io.simpleflow.local.store;

import io.simpleflow.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;

/**
 * A store's file on the disk: makes it, checks it, opens it. The file is only ever touched through
 * SQLite, because a plain read of it would give up the locks that SQLite holds for this process.
 */
final class StoreFile {
  /** Files up to this size are checked from end to end when they are opened for writing. */
  private static final long CHECKED_WHOLE = 16L << 20;

  /**
   * Has SQLite read a file without its log and write nothing beside it. Right while nobody writes
   * the file and its log is merged.
   */
  private static final String UNCHANGING = "?immutable=1";

  private static final int BUSY_MILLISECONDS = 5_000;

  private final Path path;

  StoreFile(Path path) {
    this.path = path;
  }

  /** Opens the file for writing, making it first if it is not there. Its owner alone may. */
  Connection openForWriting(Synchronous synchronous) {
    try {
      if (Files.notExists(path)) {
        create();
      } else {
        check();
      }
      SQLiteConfig config = config();
      config.resetOpenMode(SQLiteOpenMode.CREATE);
      config.setSynchronous(
          synchronous == Synchronous.FULL ? SynchronousMode.FULL : SynchronousMode.NORMAL);
      Connection connection = config.createConnection(url(path, ""));
      try {
        Schema.upgrade(connection);
        checkWritable(connection);
        connection.setAutoCommit(false);
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.of(path, e);
    } catch (IOException e) {
      throw Failures.of(path, e);
    }
  }

  /** Fails at once on a file that SQLite could open for reading only. */
  private static void checkWritable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      statement.execute("PRAGMA user_version = " + Schema.VERSION);
      statement.execute("ROLLBACK");
    }
  }

  /** Makes the file under another name first, so that it is there whole or not at all. */
  private void create() throws SQLException, IOException {
    if (hasUnmergedChanges()) {
      throw Failures.missing(path, log());
    }
    Path unfinished = sibling(".new");
    Files.deleteIfExists(unfinished);
    SQLiteConfig config = config();
    config.setSynchronous(SynchronousMode.FULL);
    try (Connection connection = config.createConnection(url(unfinished, ""))) {
      Schema.upgrade(connection);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = " + JournalMode.WAL.getValue());
      }
    } catch (SQLException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
  }

  private void check() throws SQLException, IOException {
    checkKind();
    try (Connection connection = readOnly(path, hasUnmergedChanges() ? "" : UNCHANGING)) {
      Schema.check(connection, path, Files.size(path) <= CHECKED_WHOLE);
    }
  }

  private void checkKind() throws IOException {
    if (!Files.isRegularFile(path)) {
      throw Failures.foreign(path, "it is not a file");
    } else if (Files.size(path) == 0) {
      throw Failures.foreign(path, "it is empty");
    }
  }

  /** Opens the file to read it. */
  Connection openForReading() {
    try {
      return readOnly(path, "");
    } catch (SQLException e) {
      throw Failures.of(path, e);
    }
  }

  /**
   * Opens the file to read it, whatever may be written around it, after a check.
   *
   * @throws StoreException if it is not a store that this program can read
   */
  Connection openCheckedForReading() {
    try {
      checkKind();
      if (hasUnmergedChanges()) {
        return checked(readOnly(path, ""));
      }
      Connection unchanging = checked(readOnly(path, UNCHANGING));
      if (!Files.isWritable(path.resolveSibling(".")) && !Files.exists(sibling("-shm"))) {
        // SQLite could not make the index that it shares with a writer; there is none.
        return unchanging;
      }
      unchanging.close();
      return checked(readOnly(path, ""));
    } catch (SQLException e) {
      throw Failures.of(path, e);
    } catch (IOException e) {
      throw Failures.of(path, e);
    }
  }

  private Connection checked(Connection connection) throws SQLException {
    boolean good = false;
    try {
      Schema.check(connection, path, false);
      Schema.adapt(connection);
      good = true;
      return connection;
    } finally {
      if (!good) {
        connection.close();
      }
    }
  }

  private boolean hasUnmergedChanges() throws IOException {
    return Files.exists(log()) && Files.size(log()) > 0;
  }

  private static Connection readOnly(Path file, String parameters) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return config.createConnection(url(file, parameters));
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLISECONDS);
    return config;
  }

  /** The file as a URI, in which no character of its name can be taken for something else. */
  private static String url(Path file, String parameters) {
    return "jdbc:sqlite:"
        + file.toUri().toASCIIString().replaceFirst("^file:/+", "file:/")
        + parameters;
  }

  private Path log() {
    return sibling("-wal");
  }

  private Path sibling(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }
}
