package io.simpleflow.spi;

import org.jspecify.annotations.Nullable;

/**
 * A function that stands in for one of AWS Lambda where there is no AWS: on the local backend and
 * the SWF-compatible server. Found by {@link java.util.ServiceLoader} through {@code
 * META-INF/services/io.simpleflow.spi.LambdaFunction}. Thread-safe.
 */
public interface LambdaFunction {
  /** The function's name, by which workflows call it; 1 to 64 characters. */
  String name();

  /**
   * Runs the function.
   *
   * @param input JSON; {@code {}} if the workflow sent none
   * @return JSON, or null for none; at most 32,768 characters
   * @throws Exception to fail the Lambda task with the exception's class as its reason
   */
  @Nullable String invoke(String input) throws Exception;
}
