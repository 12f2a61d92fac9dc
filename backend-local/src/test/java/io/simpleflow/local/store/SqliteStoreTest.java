package io.simpleflow.local.store;

import static io.simpleflow.local.store.Samples.START;
import static io.simpleflow.local.store.Samples.events;
import static io.simpleflow.local.store.Samples.marker;
import static io.simpleflow.local.store.Samples.open;
import static io.simpleflow.local.store.Samples.put;
import static io.simpleflow.local.store.Samples.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.spi.ExecutionFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends HistoryStoreContract {
  @TempDir Path folder;

  @Override
  HistoryStore create() {
    return SqliteStore.open(folder.resolve("contract.db"), Synchronous.NORMAL);
  }

  @Test
  void keepsEverythingForTheNextProcess() {
    Path file = folder.resolve("some.db");
    long key;
    try (SqliteStore store = SqliteStore.open(file, Synchronous.FULL)) {
      key = put(store, open("a", START, "red"));
      var unused = store.write(events(key, marker(2)));
    }
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      assertThat(store.open()).containsExactly(new StoredExecution(key, open("a", START, "red")));
      assertThat(store.events(key, 0, 10)).containsExactly(started(), marker(2));
      assertThat(store.newKey()).isGreaterThan(key);
    }
  }

  @Test
  void makesTheFolder() {
    Path file = folder.resolve("some/where/deep.db");
    SqliteStore.open(file, Synchronous.NORMAL).close();

    assertThat(file).isRegularFile();
  }

  @Test
  void takesAnyFileName() {
    Path file = folder.resolve("50% of #1? & 'more';mode=ro é.db");
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      put(store, open("a", START));
    }
    try (HistoryReader reader = SqliteStore.openForReading(file)) {
      assertThat(reader.list(ExecutionFilter.all())).hasSize(1);
    }
    assertThat(file).isRegularFile();
  }

  @Test
  void letsReadersInWhileItWrites() {
    Path file = folder.resolve("some.db");
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL);
        HistoryReader reader = SqliteStore.openForReading(file)) {
      assertThat(reader.list(ExecutionFilter.all())).isEmpty();

      long key = put(store, open("a", START));

      assertThat(reader.list(ExecutionFilter.all())).hasSize(1);
      assertThat(reader.events(key, 0, 10)).containsExactly(started());
    }
  }

  @Test
  void showsReadersSoonWhatNobodyWaitsFor() throws Exception {
    Path file = folder.resolve("some.db");
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL);
        HistoryReader reader = SqliteStore.openForReading(file)) {
      long key = put(store, open("a", START));
      var unused = store.write(events(key, marker(2)));

      long end = System.nanoTime() + 5_000_000_000L;
      while (reader.events(key, 0, 10).size() < 2 && System.nanoTime() < end) {
        Thread.sleep(1);
      }
      assertThat(reader.events(key, 0, 10)).hasSize(2);
    }
  }

  @Test
  void readsAFileThatIsNotThereAsEmptyAndDoesNotMakeIt() throws Exception {
    try (HistoryReader reader = SqliteStore.openForReading(folder.resolve("none.db"))) {
      assertThat(reader.list(ExecutionFilter.all())).isEmpty();
    }
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().contains("none"))).isEmpty();
    }
  }
}
