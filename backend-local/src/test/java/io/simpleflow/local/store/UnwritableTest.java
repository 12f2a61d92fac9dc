package io.simpleflow.local.store;

import static io.simpleflow.local.store.Samples.START;
import static io.simpleflow.local.store.Samples.events;
import static io.simpleflow.local.store.Samples.open;
import static io.simpleflow.local.store.Samples.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.simpleflow.StoreException;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.spi.ExecutionFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders that may not be written, and disks that are full. */
class UnwritableTest {
  @TempDir Path folder;
  private Path file;
  private final List<Path> locked = new ArrayList<>();

  @BeforeEach
  void nameFile() {
    file = folder.resolve("sub/local.db");
  }

  @AfterEach
  void unlock() throws Exception {
    for (Path path : locked) {
      boolean unused = run("chattr", "-i", path.toString());
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void refusesAHomeFolderThatIsAFile() throws Exception {
    Files.writeString(folder.resolve("sub"), "not a folder");

    assertThatThrownBy(() -> SqliteStore.open(file, Synchronous.NORMAL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is not a folder")
        .hasMessageNotContaining("\n");
  }

  @Test
  void readsButDoesNotWriteAReadOnlyFile() throws Exception {
    fill();
    lock(file);

    assertThatThrownBy(() -> SqliteStore.open(file, Synchronous.NORMAL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file + " cannot be opened or written")
        .hasMessageNotContaining("\n");
    assertReadable();
  }

  @Test
  void readsButDoesNotWriteInAReadOnlyFolder() throws Exception {
    fill();
    Files.delete(folder.resolve("sub/local.db.lock"));
    lock(folder.resolve("sub"));

    assertThatThrownBy(() -> SqliteStore.open(file, Synchronous.NORMAL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be opened or written")
        .hasMessageNotContaining("\n");
    assertReadable();
  }

  @Test
  void refusesToMakeAFileInAReadOnlyFolder() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    lock(folder.resolve("sub"));

    assertThatThrownBy(() -> SqliteStore.open(file, Synchronous.NORMAL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file + " cannot be opened or written")
        .hasMessageNotContaining("\n");
  }

  @Test
  void keepsWhatItPromisedWhenTheDiskIsFull() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                // In blocks of half a kilobyte or a whole one: 8 or 16 MB.
                "ulimit -f 16384 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Filler.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> output = process.inputReader().lines().toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(output).hasSize(3);
    assertThat(output.get(1))
        .contains(file.toString())
        .containsAnyOf("no space left", "cannot be read or written");
    assertThat(output.get(2)).isEqualTo(output.get(1));
    int promised = Integer.parseInt(output.get(0));
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      long key = store.open().get(0).key();
      assertThat(promised).isGreaterThan(100);
      assertThat(store.events(key, 0, Integer.MAX_VALUE)).hasSizeGreaterThanOrEqualTo(promised);
    }
  }

  private void fill() {
    try (SqliteStore store = SqliteStore.open(file, Synchronous.NORMAL)) {
      put(store, open("a", START));
    }
  }

  private void assertReadable() {
    try (HistoryReader reader = SqliteStore.openForReading(file)) {
      assertThat(reader.list(ExecutionFilter.all())).hasSize(1);
    }
  }

  /** Takes the right to write away, from root too if the file system can. */
  private void lock(Path path) throws Exception {
    locked.add(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
    if (Files.isWritable(path)
        && (!run("chattr", "+i", path.toString()) || Files.isWritable(path))) {
      abort("this user may write everything, and the file system has no immutable files");
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes until it cannot, and says how far it got and why it stopped. */
  static final class Filler {
    private Filler() {}

    public static void main(String[] arguments) {
      SqliteStore store = SqliteStore.open(Path.of(arguments[0]), Synchronous.NORMAL);
      long key = put(store, open("a", START));
      int id = 1;
      try {
        while (true) {
          store
              .write(events(key, new MarkerRecorded(id + 1, START, "m", "x".repeat(30_000), 2)))
              .await();
          id++;
        }
      } catch (StoreException e) {
        System.out.println(id);
        System.out.println(e.getMessage());
      }
      try {
        var unused = store.write(events(key, new MarkerRecorded(id + 2, START, "m", null, 2)));
      } catch (StoreException e) {
        System.out.println(e.getMessage());
      }
      store.close();
    }
  }
}
