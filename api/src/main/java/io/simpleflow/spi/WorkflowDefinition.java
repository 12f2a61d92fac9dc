package io.simpleflow.spi;

import io.simpleflow.WorkflowOptions;
import io.simpleflow.history.WorkflowType;
import java.util.List;
import java.util.Map;
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

  /**
   * What a start or a child of it has unless it is given otherwise: what its code computes from the
   * arguments, over its annotation's {@code retry}. The annotation's other values are the defaults
   * of the registered type.
   *
   * @param arguments the positional arguments, as plain JSON values
   * @param keywordArguments the arguments by name, likewise
   * @throws RuntimeException what the author's code throws
   */
  WorkflowOptions options(
      List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments);

  /** Whether equal arguments mean the same child. */
  boolean idempotent();

  /** Whether signals that propagate are sent on to the parent. */
  boolean propagatesSignalsToParent();

  /** From how many events on a run continues as new by itself, if it does. */
  OptionalInt continueAsNewAfterEvents();

  /** Whether its code overrides a hook that looks at the history. */
  boolean looksAtHistory();

  /** Whether its code overrides {@code onTaskFailure}. */
  boolean handlesTaskFailures();

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
