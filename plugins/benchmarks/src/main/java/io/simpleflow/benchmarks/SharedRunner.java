package io.simpleflow.benchmarks;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.SystemTimekeeper;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.local.store.DomainStore;
import io.simpleflow.local.store.MemoryDomains;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import io.simpleflow.server.ServerOptions;
import io.simpleflow.server.SwfServer;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.Timekeeper;
import io.simpleflow.spi.WorkflowDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Runs {@link NoOpWorkflow} on the backend {@code swf} against a server for SWF's API, over HTTP on
 * the loopback address; the server and all its clients are in this process.
 */
final class SharedRunner implements AutoCloseable {
  private static final String DOMAIN = "benchmarks";

  /** A decision that is handed out while a decider stops is lost for so long. */
  private static final String DECISION_SECONDS = "2";

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Timekeeper timekeeper = new SystemTimekeeper();
  private final DomainStore store;
  private final SwfServer server;
  private final Simpleflow starter;
  private final List<Simpleflow> clients = new ArrayList<>();

  /** Serves a store: {@code memory}, or a file. */
  SharedRunner(String store) {
    this.store =
        store.equals("memory")
            ? new MemoryDomains()
            : SqliteStore.openDomains(Path.of(store), Synchronous.NORMAL);
    this.server =
        SwfServer.start(ServerOptions.of(this.store, timekeeper).withDomains(List.of(DOMAIN)));
    this.starter = client();
  }

  private Simpleflow client() {
    return Simpleflow.builder()
        .backend("swf")
        .settings(Map.of("endpoint", server.address().toString(), "domain", DOMAIN))
        .open();
  }

  /**
   * Starts a client of its own connections, with so many deciders and workers; closed with this.
   */
  Executor.Run run(int deciders, int workers, int cachedExecutions) {
    Simpleflow client = client();
    clients.add(client);
    return client
        .executor()
        .run(
            RunOptions.standard()
                .withConcurrency(deciders, workers)
                .withCachedExecutions(cachedExecutions));
  }

  ExecutionId start(String workflowId, int activities, boolean parallel) {
    WorkflowDefinition workflow = starter.tasks().workflow(NoOpWorkflow.class.getName());
    return starter
        .executor()
        .start(
            new StartRequest(
                workflowId,
                workflow.type(),
                "[%d,%b]".formatted(activities, parallel),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(DECISION_SECONDS),
                Optional.empty(),
                List.of(),
                Optional.empty()));
  }

  void await(ExecutionId execution) throws InterruptedException, TimeoutException {
    ExecutionOutcome outcome = starter.executor().await(execution, PATIENCE);
    if (outcome.result().isEmpty()) {
      throw new IllegalStateException("the execution ended otherwise than planned: " + outcome);
    }
  }

  void terminate(ExecutionId execution) {
    starter.executor().terminate(execution, "measured", null, Optional.empty());
  }

  List<HistoryEvent> history(ExecutionId execution) {
    return starter.histories().events(execution);
  }

  HistoryEvent lastEvent(ExecutionId execution) {
    return starter.histories().lastEvent(execution);
  }

  @Override
  public void close() {
    clients.forEach(Simpleflow::close);
    starter.close();
    server.close();
    store.close();
    timekeeper.close();
  }
}
