package io.simpleflow.spi;

import java.util.List;

/**
 * Opens a backend: the entry point of a backend's jar, found by {@link java.util.ServiceLoader}
 * through {@code META-INF/services/io.simpleflow.spi.BackendProvider}, or handed over in code.
 *
 * <p>A provider must have a public constructor without parameters, cost nothing until {@link #open}
 * is called, and have a name that no other provider on the class path has. Thread-safe.
 */
public interface BackendProvider {
  /** The name that {@code --backend} chooses it by: lower case, letters, digits and hyphens. */
  String name();

  /** One line on what it is, for {@code simpleflow plugins} and error messages. */
  String description();

  /** The settings it understands; others are refused before {@link #open} is called. */
  default List<Setting> settings() {
    return List.of();
  }

  /**
   * Whether any number of processes share its executions: one starts them, others decide and work
   * for them, and it is no loss if this process ends. Otherwise an execution runs in the process
   * that has the backend open, as long as that lives.
   */
  default boolean isShared() {
    return false;
  }

  /**
   * Opens the backend. It must be ready for use or fail; it starts no work by itself.
   *
   * @param settings values for the settings of {@link #settings()}
   * @param access what it is opened for
   * @param timekeeper the clock to live by
   * @throws io.simpleflow.ConfigurationException if a setting's value is wrong
   * @throws io.simpleflow.StoreException if what keeps the histories cannot be used
   */
  Backend open(Settings settings, Access access, Timekeeper timekeeper);

  /** What a backend is opened for. */
  enum Access {
    /** Only to read: always possible, whoever else uses the same histories. */
    READ,
    /** To start and run executions too; a backend may let only one process do so. */
    WRITE
  }
}
