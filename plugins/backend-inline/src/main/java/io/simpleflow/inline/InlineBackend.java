package io.simpleflow.inline;

import io.simpleflow.spi.Backend;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.Timekeeper;

/** The three parts of the inline backend, all in memory. Thread-safe. */
final class InlineBackend implements Backend {
  /** The one domain there is. */
  static final String DOMAIN = "inline";

  private final Timekeeper timekeeper;
  private final InlineHistories histories = new InlineHistories();
  private final InlineRegistry registry = new InlineRegistry();

  InlineBackend(Timekeeper timekeeper) {
    this.timekeeper = timekeeper;
  }

  @Override
  public String domain() {
    return DOMAIN;
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
    return new InlineExecutor(new InlineRuns(environment, histories, timekeeper), histories);
  }

  @Override
  public boolean keepsHistories() {
    return false;
  }

  @Override
  public void close() {
    // There is nothing that outlives the calls.
  }
}
