package io.simpleflow.swf;

import io.simpleflow.spi.Backend;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.TaskRegistry;

/** One domain of Amazon SWF as a backend. */
final class SwfBackend implements Backend {
  private final SwfService service;
  private final HistorySource histories;
  private final TaskRegistry registry;

  SwfBackend(SwfService service) {
    this.service = service;
    this.histories = new SwfHistorySource(service);
    this.registry = new SwfTaskRegistry(service);
  }

  @Override
  public String domain() {
    return service.domain();
  }

  @Override
  public HistorySource histories() {
    return histories;
  }

  @Override
  public TaskRegistry registry() {
    return registry;
  }

  @Override
  public Executor executor(ExecutorEnvironment environment) {
    return environment.drive(new SwfTaskService(service, histories), histories, registry);
  }

  @Override
  public void close() {
    service.close();
  }
}
