package io.simpleflow.local.store;

import static io.simpleflow.local.store.Samples.START;
import static io.simpleflow.local.store.Samples.open;
import static io.simpleflow.local.store.Samples.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.StoreException;
import io.simpleflow.spi.ExecutionFilter;
import java.io.BufferedReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOwnerTest {
  @TempDir Path folder;

  @Test
  void refusesASecondWriterInThisProcess() {
    Path file = folder.resolve("local.db");
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      assertThatThrownBy(() -> SqliteStore.open(file, Synchronous.NORMAL))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in use by this process (" + ProcessHandle.current().pid() + ")");
      put(store, open("still usable", START));
    }
    SqliteStore.open(file, Synchronous.NORMAL).close();
  }

  @Test
  void keepsTheFileFromOtherProcessesAfterASecondWriterInThisOne() throws Exception {
    Path file = folder.resolve("local.db");
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      put(store, open("a", START));
      assertThatThrownBy(() -> SqliteStore.open(file, Synchronous.NORMAL))
          .isInstanceOf(StoreException.class);
      assertRefusedInAnotherProcess(file);
    }
  }

  @Test
  void leavesTheLockToAnOwnerOfAnotherClassLoader() throws Exception {
    Path file = folder.resolve("local.db");
    SqliteStore.open(file, Synchronous.NORMAL).close();
    try (FileChannel channel =
            FileChannel.open(folder.resolve("local.db.lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.lock(Long.MAX_VALUE - 1, 1, false)) {
      assertThat(lock.isValid()).isTrue();
      for (int attempt = 1; attempt <= 2; attempt++) {
        assertThatThrownBy(() -> SqliteStore.open(file, Synchronous.NORMAL))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("in use by this process");
      }
      assertRefusedInAnotherProcess(file);
    }
    SqliteStore.open(file, Synchronous.NORMAL).close();
  }

  private static void assertRefusedInAnotherProcess(Path file) throws Exception {
    Process other = OwnerProcess.launch(file);
    try {
      assertThat(other.inputReader().readLine())
          .contains("in use by process " + ProcessHandle.current().pid());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void knowsTheFileByEveryName() throws Exception {
    Path file = folder.resolve("local.db");
    Path alias = folder.resolve("alias.db");
    SqliteStore.open(file, Synchronous.NORMAL).close();
    Files.createSymbolicLink(alias, file);
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      assertThatThrownBy(() -> SqliteStore.open(alias, Synchronous.NORMAL))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in use");
      put(store, open("a", START));
    }
  }

  @Test
  void namesTheProcessThatOwnsTheFileAndLetsReadersIn() throws Exception {
    Path file = folder.resolve("local.db");
    Process owner = OwnerProcess.start(file);
    try {
      assertThatThrownBy(() -> SqliteStore.open(file, Synchronous.NORMAL))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(file + " is in use by process " + owner.pid() + ";")
          .hasMessageNotContaining("\n");
      try (HistoryReader reader = SqliteStore.openForReading(file)) {
        assertThat(reader.list(ExecutionFilter.all())).hasSize(1);
      }
    } finally {
      owner.destroyForcibly();
    }
  }

  @Test
  void getsTheFileWhenItsOwnerIsKilled() throws Exception {
    Path file = folder.resolve("local.db");
    Process owner = OwnerProcess.start(file);
    owner.destroyForcibly();
    assertThat(owner.waitFor(10, TimeUnit.SECONDS)).isTrue();

    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      assertThat(store.open()).hasSize(1);
    }
  }

  /** Owns a file with one execution in it, until it is killed. */
  static final class OwnerProcess {
    private OwnerProcess() {}

    static Process start(Path file) throws Exception {
      Process process = launch(file);
      BufferedReader output = process.inputReader();
      assertThat(output.readLine()).isEqualTo("ready");
      return process;
    }

    /** Starts it; its first line of output is "ready", or says why it cannot own the file. */
    static Process launch(Path file) throws Exception {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              OwnerProcess.class.getName(),
              file.toString())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    }

    public static void main(String[] arguments) throws InterruptedException {
      try (SqliteStore store = SqliteStore.open(Path.of(arguments[0]), Synchronous.NORMAL)) {
        put(store, open("a", START));
        System.out.println("ready");
        Thread.sleep(Duration.ofMinutes(5).toMillis());
      } catch (StoreException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
