package io.simpleflow.local.store;

import io.simpleflow.ExecutionId;
import io.simpleflow.StoreException;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A store in one SQLite file, with a write-ahead log beside it. One process owns the file to write
 * it; any number may read it meanwhile. Thread-safe.
 */
public final class SqliteStore implements HistoryStore {
  private final FileOwner owner;
  private final SqliteWriter writer;
  private final GroupCommit commits;
  private final SqliteReaders readers;
  private final AtomicLong lastKey;

  private SqliteStore(Path file, StoreFile storeFile, FileOwner owner, Synchronous synchronous) {
    this.owner = owner;
    this.writer = SqliteWriter.over(file, storeFile.openForWriting(synchronous));
    this.readers = new SqliteReaders(file, storeFile::openForReading);
    this.lastKey = new AtomicLong(writer.lastKey());
    this.commits = new GroupCommit(writer, file.getFileName().toString());
  }

  /**
   * Opens a file to write it, and makes it, with its folder, if it is not there.
   *
   * @throws StoreException if another process owns the file, if it cannot be written, or if it is
   *     not a store, damaged or of a newer version; the file is left as it is
   */
  public static SqliteStore open(Path path, Synchronous synchronous) {
    Path file = realPath(path);
    StoreFile storeFile = new StoreFile(file);
    FileOwner owner = FileOwner.of(file);
    boolean opened = false;
    try {
      SqliteStore store = new SqliteStore(file, storeFile, owner, synchronous);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        owner.close();
      }
    }
  }

  /** The one path by which every process knows the file; makes the folder. */
  private static Path realPath(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      if (Files.exists(absolute)) {
        return absolute.toRealPath();
      }
      Path folder = absolute.resolve("..").normalize();
      Files.createDirectories(folder);
      return folder.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      throw Failures.of(absolute, e);
    }
  }

  /**
   * Opens a file to read it, whoever owns it. A file that is not there is not made; it reads as an
   * empty one.
   *
   * @throws StoreException if it cannot be read, or if it is not a store, damaged or of a newer
   *     version
   */
  public static HistoryReader openForReading(Path path) {
    Path file = path.toAbsolutePath();
    if (Files.notExists(file)) {
      return new MemoryStore();
    }
    StoreFile storeFile = new StoreFile(file);
    SqliteReaders readers = new SqliteReaders(file, storeFile::openCheckedForReading);
    readers.check();
    return readers;
  }

  @Override
  public long newKey() {
    return lastKey.incrementAndGet();
  }

  @Override
  public Receipt write(Changes changes) {
    return commits.add(changes);
  }

  @Override
  public void onFailure(Consumer<StoreException> listener) {
    commits.onFailure(listener);
  }

  @Override
  public Optional<StoredExecution> find(ExecutionId execution) {
    commits.flush();
    return readers.find(execution);
  }

  @Override
  public List<HistoryEvent> events(long key, long afterEventId, int limit) {
    commits.flush();
    return readers.events(key, afterEventId, limit);
  }

  @Override
  public List<ExecutionInfo> list(ExecutionFilter filter) {
    commits.flush();
    return readers.list(filter);
  }

  @Override
  public List<StoredExecution> open() {
    commits.flush();
    return readers.open();
  }

  @Override
  public List<RegisteredType<WorkflowTypeDefaults>> workflowTypes() {
    commits.flush();
    return readers.workflowTypes();
  }

  @Override
  public List<RegisteredType<ActivityTypeDefaults>> activityTypes() {
    commits.flush();
    return readers.activityTypes();
  }

  @Override
  public void close() {
    try {
      commits.close();
    } finally {
      readers.close();
      try {
        writer.close();
      } finally {
        owner.close();
      }
    }
  }
}
