package io.simpleflow.benchmarks;

import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.testkit.WorkflowReplayer;

/** The workflows and activities of this module, looked for once: the peer brings many jars. */
final class Tasks {
  private static final TaskCatalog FOUND = Simpleflow.builder().findTasks();

  private Tasks() {}

  static TaskCatalog found() {
    return FOUND;
  }

  /** What replays them. */
  static WorkflowReplayer replayer() {
    return new WorkflowReplayer(new JsonDataConverter(), FOUND);
  }
}
