package io.simpleflow.local;

import io.simpleflow.StoreException;
import io.simpleflow.local.service.Histories;
import io.simpleflow.local.service.TypeRegistry;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.spi.Backend;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.TaskRegistry;
import java.time.InstantSource;

/** The backend opened to read histories, whoever else is at work on them. */
final class ReadOnlyBackend implements Backend {
  private final HistoryStore store;
  private final InstantSource clock;
  private final HistorySource histories;

  ReadOnlyBackend(HistoryStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.histories = new Histories(store);
  }

  @Override
  public String domain() {
    return LocalBackend.DOMAIN;
  }

  @Override
  public HistorySource histories() {
    return histories;
  }

  @Override
  public TaskRegistry registry() {
    return new TypeRegistry(store, clock);
  }

  @Override
  public Executor executor(ExecutorEnvironment environment) {
    throw new StoreException("the backend 'local' was opened to read histories, not to run them");
  }

  @Override
  public void close() {
    store.close();
  }
}
