package io.simpleflow.local;

import io.simpleflow.local.service.WorkflowService;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.spi.Backend;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.TaskRegistry;

/** The backend opened to run executions: a workflow service over a store. */
final class LocalBackend implements Backend {
  private final String domain;
  private final HistoryStore store;
  private final WorkflowService service;

  LocalBackend(String domain, HistoryStore store, WorkflowService service) {
    this.domain = domain;
    this.store = store;
    this.service = service;
  }

  @Override
  public String domain() {
    return domain;
  }

  @Override
  public HistorySource histories() {
    return service.histories();
  }

  @Override
  public TaskRegistry registry() {
    return service.types();
  }

  @Override
  public Executor executor(ExecutorEnvironment environment) {
    service.provide(environment.lambdaFunctions());
    return environment.drive(service, service.histories(), service.types());
  }

  @Override
  public boolean keepsHistories() {
    return !(store instanceof MemoryStore);
  }

  @Override
  public void close() {
    service.close();
    store.close();
  }
}
