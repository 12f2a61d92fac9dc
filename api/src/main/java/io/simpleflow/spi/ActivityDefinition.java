package io.simpleflow.spi;

import io.simpleflow.ActivityContext;
import io.simpleflow.ActivityOptions;
import io.simpleflow.history.ActivityType;
import org.jspecify.annotations.Nullable;

/** An activity found on the class path. Thread-safe. */
public interface ActivityDefinition {
  /** Its name and version. */
  ActivityType type();

  /** Its options, as annotated. */
  ActivityOptions options();

  /** The class and method that implement it, for people. */
  String implementation();

  /** The jar or folder it came from, for people. */
  String origin();

  /**
   * Runs it on this thread: reads the arguments from JSON, calls it, writes the result as JSON.
   *
   * @throws Exception what the activity throws
   * @throws io.simpleflow.TaskArgumentException if the input does not fit the parameters
   * @throws io.simpleflow.SerializationException if the result cannot be written
   */
  String execute(@Nullable String input, ActivityContext context) throws Exception;
}
