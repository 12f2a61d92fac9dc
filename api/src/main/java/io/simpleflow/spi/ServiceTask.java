package io.simpleflow.spi;

import io.simpleflow.ExecutionId;

/** Something that a {@link TaskService} hands out to be done and answered. */
public sealed interface ServiceTask permits ActivityTask, DecisionTask {
  /** What to answer it with. */
  String taskToken();

  /** The execution it belongs to. */
  ExecutionId execution();
}
