package io.simpleflow.local;

import io.simpleflow.local.service.Histories;
import io.simpleflow.local.store.HistoryReader;
import io.simpleflow.spi.Backend;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.TaskRegistry;

/** The backend opened to read histories, whoever else is at work on them. */
final class ReadOnlyBackend implements Backend {
  private final String domain;
  private final HistoryReader reader;
  private final HistorySource histories;

  ReadOnlyBackend(String domain, HistoryReader reader) {
    this.domain = domain;
    this.reader = reader;
    this.histories = new Histories(reader);
  }

  @Override
  public String domain() {
    return domain;
  }

  @Override
  public HistorySource histories() {
    return histories;
  }

  @Override
  public TaskRegistry registry() {
    return new KnownTypes(reader);
  }

  @Override
  public Executor executor(ExecutorEnvironment environment) {
    throw KnownTypes.readOnly();
  }

  @Override
  public void close() {
    reader.close();
  }
}
