package io.simpleflow.spi;

import java.util.List;

/** What the engine offers to a backend's executor. Thread-safe. */
public interface ExecutorEnvironment {
  /** The workflows and activities found on the class path; the first call looks for them. */
  TaskCatalog tasks();

  /** What turns arguments and results into JSON and back. */
  DataConverter converter();

  /** The functions found on the class path that stand in for AWS Lambda's. */
  List<LambdaFunction> lambdaFunctions();

  /** The engine's executor: decider and worker loops over a task service. */
  Executor drive(TaskService service, HistorySource histories, TaskRegistry registry);
}
