package io.simpleflow.benchmarks;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.store.Changes;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.StoredExecution;
import io.simpleflow.local.store.Synchronous;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Appends events to histories in a SQLite file, beside rows that SQLite itself commits. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets it up.
public class StoreBenchmark {
  private static final int BATCH = 100;

  /** How durable a commit is. */
  @Param({"NORMAL", "FULL"})
  public String synchronous;

  private Folder folder;
  private HistoryStore store;
  private RawSqlite raw;
  private List<HistoryEvent> events;
  private List<HistoryEvent> appended = new ArrayList<>();
  private long key;

  /** Takes the events of a real execution. */
  @Setup
  public void makeEvents() throws InterruptedException, TimeoutException {
    events = Histories.sequence();
  }

  /** Opens new files. */
  @Setup(Level.Iteration)
  public void open() throws IOException, SQLException {
    folder = Folder.create();
    store = SqliteStore.open(folder.path().resolve("local.db"), Synchronous.valueOf(synchronous));
    raw = new RawSqlite(folder.path().resolve("raw.db"), synchronous);
    newExecution();
  }

  /** Forgets them. */
  @TearDown(Level.Iteration)
  public void close() throws IOException, SQLException {
    store.close();
    raw.close();
    folder.close();
  }

  private void newExecution() {
    key = store.newKey();
    appended = events;
    ExecutionInfo info =
        new ExecutionInfo(
            new ExecutionId("workflow-" + key, "run-" + key),
            new WorkflowType("benchmark", "1"),
            ExecutionStatus.OPEN,
            Optional.empty(),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            false);
    store.write(Changes.of(List.of(new StoredExecution(key, info)), List.of())).await();
  }

  private HistoryStore.Receipt write() {
    if (appended.isEmpty()) {
      newExecution();
    }
    HistoryEvent event = appended.get(0);
    appended = appended.subList(1, appended.size());
    return store.write(Changes.of(List.of(), List.of(new Changes.NewEvents(key, List.of(event)))));
  }

  /** An event, which is waited for. */
  @Benchmark
  public void append() {
    write().await();
  }

  /** 100 events handed over, of which the last is waited for. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void appendMany() {
    HistoryStore.@Nullable Receipt last = null;
    for (int i = 0; i < BATCH; i++) {
      last = write();
    }
    if (last != null) {
      last.await();
    }
  }

  /** A row of SQLite's own, committed. */
  @Benchmark
  public void raw() throws SQLException {
    raw.insert(1, 1);
  }

  /** 100 rows of SQLite's own, committed at once. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void rawMany() throws SQLException {
    raw.insert(BATCH, BATCH);
  }
}
