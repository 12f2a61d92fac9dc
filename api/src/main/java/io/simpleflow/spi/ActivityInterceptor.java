package io.simpleflow.spi;

import io.simpleflow.ActivityContext;
import java.util.concurrent.Callable;

/**
 * Runs around every activity on a worker: logging, metrics, context. Found by {@link
 * java.util.ServiceLoader}; several are nested in the order of their class names. Thread-safe.
 */
public interface ActivityInterceptor {
  /**
   * Runs around one attempt. It must call {@code attempt} once, on this thread, or throw.
   *
   * @param attempt runs the activity and gives its result as JSON
   * @return the result to answer with
   */
  String intercept(ActivityContext context, Callable<String> attempt) throws Exception;
}
