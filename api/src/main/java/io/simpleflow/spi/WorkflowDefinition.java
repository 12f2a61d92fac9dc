package io.simpleflow.spi;

import io.simpleflow.history.WorkflowType;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A workflow found on the class path. Thread-safe. */
public interface WorkflowDefinition {
  /** Its name and version. */
  WorkflowType type();

  /** What its executions fall back on, as annotated. */
  TaskRegistry.WorkflowTypeDefaults defaults();

  /** The priority of its activities where they name none. */
  OptionalInt taskPriority();

  /** The class that implements it, for people. */
  String implementation();

  /** The jar or folder it came from, for people. */
  String origin();

  /**
   * Refuses an input that does not fit the parameters of {@code run}, before anything is started.
   *
   * @throws io.simpleflow.TaskArgumentException naming the parameter
   * @throws io.simpleflow.SerializationException if the input is not JSON
   */
  void checkInput(@Nullable String input);

  /**
   * Runs it on this thread: makes an instance, reads the arguments from JSON, calls {@code run},
   * writes the result as JSON.
   *
   * @throws Throwable what the workflow throws
   */
  String run(@Nullable String input, WorkflowRuntime runtime) throws Throwable;
}
