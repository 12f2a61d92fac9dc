package io.simpleflow.local;

import io.simpleflow.local.service.WorkflowService;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.spi.Backend;
import io.simpleflow.spi.BackendProvider;
import io.simpleflow.spi.Settings;
import io.simpleflow.spi.Timekeeper;

/** Provides the backend {@code local}: a durable workflow service in the process. Thread-safe. */
public final class LocalBackendProvider implements BackendProvider {

  /** Creates the provider. */
  public LocalBackendProvider() {}

  @Override
  public String name() {
    return "local";
  }

  @Override
  public String description() {
    return "runs workflows in this process";
  }

  @Override
  public Backend open(Settings settings, Access access, Timekeeper timekeeper) {
    HistoryStore store = new MemoryStore();
    return switch (access) {
      case READ -> new ReadOnlyBackend(store, timekeeper);
      case WRITE -> new LocalBackend(store, new WorkflowService(store, timekeeper));
    };
  }
}
