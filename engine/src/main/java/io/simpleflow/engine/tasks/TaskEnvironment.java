package io.simpleflow.engine.tasks;

import io.simpleflow.ActivityOptions;
import io.simpleflow.ConfigurationException;
import io.simpleflow.spi.ActivityInterceptor;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.ObjectFactory;
import java.util.List;
import java.util.Optional;

/**
 * What all tasks of a catalog are run with.
 *
 * @param loader loads their classes
 * @param converter reads arguments and writes results
 * @param objectFactory makes the instances on which an interface's activities run
 * @param interceptors run around each activity, the first outermost
 * @param defaults what activities fall back on
 */
record TaskEnvironment(
    ClassLoader loader,
    DataConverter converter,
    Optional<ObjectFactory> objectFactory,
    List<ActivityInterceptor> interceptors,
    ActivityOptions defaults) {

  /**
   * Loads a class without running any of its code.
   *
   * @throws ConfigurationException if it cannot be loaded
   */
  Class<?> load(TaskPlace place) {
    try {
      return Class.forName(place.className(), false, loader);
    } catch (ClassNotFoundException | LinkageError broken) {
      throw broken(place, broken);
    }
  }

  /** Says that the class of a task, or one that it needs, is missing or damaged. */
  static ConfigurationException broken(TaskPlace place, Throwable cause) {
    return new ConfigurationException(
        place + " cannot be loaded: " + cause + "; put what it needs on the class path", cause);
  }
}
