package io.simpleflow.local.store;

import io.simpleflow.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The domains in one SQLite file, behind one writer. Thread-safe. */
final class SqliteDomains implements DomainStore {
  private final FileOwner owner;
  private final SqliteWriter writer;
  private final GroupCommit commits;
  private final SqliteReaders readers;
  private final AtomicLong lastKey;

  SqliteDomains(Path file, StoreFile storeFile, FileOwner owner, Synchronous synchronous) {
    this.owner = owner;
    this.writer = SqliteWriter.over(file, storeFile.openForWriting(synchronous));
    this.readers = new SqliteReaders(file, storeFile::openForReading);
    this.lastKey = new AtomicLong(writer.lastKey());
    this.commits = new GroupCommit(writer, file.getFileName().toString());
  }

  @Override
  public List<RegisteredDomain> domains() {
    commits.flush();
    return readers.read(SqliteReader::domains);
  }

  @Override
  public void write(RegisteredDomain domain) {
    commits.add(domain.name(), Changes.of(new Changes.PutDomain(domain))).await();
  }

  @Override
  public SqliteStore domain(String name) {
    return new SqliteStore(this, name, () -> {});
  }

  /** What is kept in a domain; closing it closes all. */
  SqliteStore onlyDomain(String name) {
    return new SqliteStore(this, name, this::close);
  }

  long newKey() {
    return lastKey.incrementAndGet();
  }

  HistoryStore.Receipt write(String domain, Changes changes) {
    return commits.add(domain, changes);
  }

  void onFailure(Consumer<StoreException> listener) {
    commits.onFailure(listener);
  }

  /** The readers, for whom everything that was handed over is there. */
  SqliteDomainReader reader(String domain) {
    return new SqliteDomainReader(readers, domain);
  }

  /** Commits what was handed over, so that a reader sees it. */
  void flush() {
    commits.flush();
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
