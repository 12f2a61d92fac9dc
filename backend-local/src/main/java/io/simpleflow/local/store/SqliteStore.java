package io.simpleflow.local.store;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.StoreException;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A domain of a store in one SQLite file, with a write-ahead log beside it. One process owns the
 * file to write it; any number may read it meanwhile. Thread-safe.
 */
public final class SqliteStore implements HistoryStore {
  private final SqliteDomains all;
  private final String domain;
  private final SqliteDomainReader reader;
  private final Runnable onClose;

  SqliteStore(SqliteDomains all, String domain, Runnable onClose) {
    this.all = all;
    this.domain = domain;
    this.reader = all.reader(domain);
    this.onClose = onClose;
  }

  /**
   * Opens the domain of the local backend in a file to write it; makes the file, with its folder,
   * and the domain, if they are not there. Closing it closes the file.
   *
   * @throws StoreException as {@link #openDomains} does
   */
  public static SqliteStore open(Path path, Synchronous synchronous) {
    return open(path, synchronous, RegisteredDomain.LOCAL);
  }

  /**
   * Opens a domain in a file to write it. That of the local backend is made if it is not there, and
   * so is the file. Closing it closes the file.
   *
   * @throws StoreException as {@link #openDomains} does
   * @throws ConfigurationException if the domain is not there, and not the local backend's
   */
  public static SqliteStore open(Path path, Synchronous synchronous, String domain) {
    if (!domain.equals(RegisteredDomain.LOCAL) && Files.notExists(path)) {
      throw missing(path, domain, List.of());
    }
    SqliteDomains all = openAll(path, synchronous);
    boolean opened = false;
    try {
      List<String> there = all.domains().stream().map(RegisteredDomain::name).toList();
      if (!there.contains(domain)) {
        if (!domain.equals(RegisteredDomain.LOCAL)) {
          throw missing(path, domain, there);
        }
        all.write(RegisteredDomain.local(Instant.now().truncatedTo(ChronoUnit.MILLIS)));
      }
      opened = true;
      return all.onlyDomain(domain);
    } finally {
      if (!opened) {
        all.close();
      }
    }
  }

  private static ConfigurationException missing(Path path, String domain, List<String> there) {
    return new ConfigurationException(
        "there is no domain '%s' in %s; it has %s"
            .formatted(domain, path, there.isEmpty() ? "none" : String.join(", ", there)));
  }

  /**
   * Opens a file to write all its domains, and makes it, with its folder, if it is not there.
   *
   * @throws StoreException if another process owns the file, if it cannot be written, or if it is
   *     not a store, damaged or of a newer version; the file is left as it is
   */
  public static DomainStore openDomains(Path path, Synchronous synchronous) {
    return openAll(path, synchronous);
  }

  private static SqliteDomains openAll(Path path, Synchronous synchronous) {
    Path file = realPath(path);
    StoreFile storeFile = new StoreFile(file);
    FileOwner owner = FileOwner.of(file);
    boolean opened = false;
    try {
      SqliteDomains all = new SqliteDomains(file, storeFile, owner, synchronous);
      opened = true;
      return all;
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

  /** Opens the domain of the local backend in a file to read it, as the other method does. */
  public static HistoryReader openForReading(Path path) {
    return openForReading(path, RegisteredDomain.LOCAL);
  }

  /**
   * Opens a domain in a file to read it, whoever owns the file. A file that is not there is not
   * made; it reads as an empty one.
   *
   * @throws StoreException if it cannot be read, or if it is not a store, damaged or of a newer
   *     version
   * @throws ConfigurationException if the domain is not there, and not the local backend's
   */
  public static HistoryReader openForReading(Path path, String domain) {
    Path file = path.toAbsolutePath();
    if (Files.notExists(file)) {
      if (!domain.equals(RegisteredDomain.LOCAL)) {
        throw missing(path, domain, List.of());
      }
      return new MemoryStore();
    }
    StoreFile storeFile = new StoreFile(file);
    SqliteReaders readers = new SqliteReaders(file, storeFile::openCheckedForReading);
    readers.check();
    if (!domain.equals(RegisteredDomain.LOCAL)) {
      List<String> there =
          readers.read(SqliteReader::domains).stream().map(RegisteredDomain::name).toList();
      if (!there.contains(domain)) {
        readers.close();
        throw missing(path, domain, there);
      }
    }
    return new SqliteDomainReader(readers, domain);
  }

  @Override
  public long newKey() {
    return all.newKey();
  }

  @Override
  public Receipt write(Changes changes) {
    return all.write(domain, changes);
  }

  @Override
  public void onFailure(Consumer<StoreException> listener) {
    all.onFailure(listener);
  }

  @Override
  public Optional<StoredExecution> find(ExecutionId execution) {
    return upToDate().find(execution);
  }

  @Override
  public List<HistoryEvent> events(long key, long afterEventId, int limit) {
    return upToDate().events(key, afterEventId, limit);
  }

  @Override
  public List<HistoryEvent> eventsBefore(long key, long beforeEventId, int limit) {
    return upToDate().eventsBefore(key, beforeEventId, limit);
  }

  @Override
  public Optional<Ending> ending(long key) {
    return upToDate().ending(key);
  }

  @Override
  public Optional<String> heartbeat(long key, long scheduledEventId) {
    return upToDate().heartbeat(key, scheduledEventId);
  }

  @Override
  public List<StoredExecution> list(Listing listing) {
    return upToDate().list(listing);
  }

  @Override
  public int count(ExecutionFilter filter) {
    return upToDate().count(filter);
  }

  @Override
  public List<StoredExecution> open() {
    return upToDate().open();
  }

  @Override
  public List<RegisteredType<WorkflowTypeDefaults>> workflowTypes() {
    return upToDate().workflowTypes();
  }

  @Override
  public List<RegisteredType<ActivityTypeDefaults>> activityTypes() {
    return upToDate().activityTypes();
  }

  private SqliteDomainReader upToDate() {
    all.flush();
    return reader;
  }

  @Override
  public void close() {
    onClose.run();
  }
}
