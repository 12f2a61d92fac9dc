package io.simpleflow.local.store;

import static io.simpleflow.local.store.Samples.START;
import static io.simpleflow.local.store.Samples.events;
import static io.simpleflow.local.store.Samples.marker;
import static io.simpleflow.local.store.Samples.open;
import static io.simpleflow.local.store.Samples.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot be used is refused with one line that says why, and stays as it is. */
class UnusableFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("local.db");
  }

  @Test
  void refusesATextFile() throws Exception {
    Files.writeString(file, "Dear diary, today I had no database.\n".repeat(300));
    assertRefused("is not a simpleflow store");
  }

  @Test
  void refusesAnEmptyFile() throws Exception {
    Files.createFile(file);
    assertRefused("is empty");
  }

  @Test
  void refusesAFolder() throws Exception {
    Files.createDirectory(file);
    assertRefused("is not a file");
  }

  @Test
  void refusesTheDatabaseOfAnotherProgram() throws Exception {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("CREATE TABLE event (execution, id, json)");
    }
    assertRefused("belongs to another program");
  }

  @Test
  void refusesANewerVersion() throws Exception {
    fill(10);
    sql("PRAGMA user_version = 99");
    assertRefused("written by a newer simpleflow (store version 99; this one knows 3)");
  }

  @Test
  void refusesAFileThatWasCutShort() throws Exception {
    fill(2_000);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertRefused("is damaged");
  }

  @Test
  void refusesAFileThatWasCutInsideItsHeader() throws Exception {
    fill(10);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 50));
    assertRefused("local.db is");
  }

  @Test
  void refusesToWriteAFileWithADamagedPage() throws Exception {
    fill(2_000);
    byte[] bytes = Files.readAllBytes(file);
    int middle = bytes.length / 2 / 4096 * 4096;
    Arrays.fill(bytes, middle, middle + 4096, (byte) 0x5a);
    Files.write(file, bytes);

    Map<Path, ByteBuffer> before = contents();
    assertThatThrownBy(() -> SqliteStore.open(file, Synchronous.NORMAL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is damaged")
        .hasMessageNotContaining("\n");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void refusesToStartAnewBesideTheLogOfAMissingFile() throws Exception {
    Files.writeString(folder.resolve("local.db-wal"), "what was not merged yet");

    assertThatThrownBy(() -> SqliteStore.open(file, Synchronous.NORMAL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not there, but local.db-wal is");
    assertThat(file).doesNotExist();
  }

  private void assertRefused(String why) throws IOException {
    Map<Path, ByteBuffer> before = contents();

    assertThatThrownBy(() -> SqliteStore.open(file, Synchronous.NORMAL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> SqliteStore.openForReading(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");

    assertThat(contents()).isEqualTo(before);
  }

  /** Every file but the lock, which tells who looked last. */
  private Map<Path, ByteBuffer> contents() throws IOException {
    Map<Path, ByteBuffer> contents = new TreeMap<>();
    try (var files = Files.list(folder)) {
      for (Path each : files.toList()) {
        if (!each.toString().endsWith(".lock")) {
          contents.put(
              each,
              ByteBuffer.wrap(Files.isDirectory(each) ? new byte[0] : Files.readAllBytes(each)));
        }
      }
    }
    return contents;
  }

  private void fill(int events) {
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      long key = put(store, open("a", START));
      for (int id = 2; id < events; id++) {
        var unused = store.write(events(key, marker(id)));
      }
    }
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
