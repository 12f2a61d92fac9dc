package io.simpleflow.spi;

/**
 * Gives the instances on which activities of an interface run: from a dependency-injection
 * container, say. Found by {@link java.util.ServiceLoader}; without one, the implementing class's
 * public constructor without parameters is called once for every task. Thread-safe.
 */
public interface ObjectFactory {
  /**
   * Gives an instance of a class that was found on the class path.
   *
   * @throws io.simpleflow.ConfigurationException if it cannot
   */
  <T> T get(Class<T> type);
}
