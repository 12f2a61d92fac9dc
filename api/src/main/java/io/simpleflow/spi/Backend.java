package io.simpleflow.spi;

/**
 * Keeps and runs executions: an executor, a registry of types and a source of histories over the
 * same place. Thread-safe.
 */
public interface Backend extends AutoCloseable {
  /** The domain, as SWF calls the space in which workflow ids are unique. */
  String domain();

  /** Where histories are read. */
  HistorySource histories();

  /** Which types the service knows. */
  TaskRegistry registry();

  /**
   * Makes what starts and runs executions. A backend that is a {@link TaskService} returns {@link
   * ExecutorEnvironment#drive}; another implements {@link Executor} itself. The caller closes it
   * before the backend.
   */
  Executor executor(ExecutorEnvironment environment);

  /**
   * Whether histories outlive this process, so that another can read them and let what is open go
   * on.
   */
  default boolean keepsHistories() {
    return true;
  }

  /** Releases everything; what runs was closed before with its executor. */
  @Override
  void close();
}
