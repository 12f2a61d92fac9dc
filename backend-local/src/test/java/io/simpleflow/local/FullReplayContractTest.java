package io.simpleflow.local;

import io.simpleflow.spi.RunOptions;
import io.simpleflow.testkit.BackendContract;
import io.simpleflow.testkit.WorkflowEnvironment;

/**
 * The contract with no room for executions in memory: every decision is a replay from the start.
 */
class FullReplayContractTest extends BackendContract {
  @Override
  protected WorkflowEnvironment open() {
    return WorkflowEnvironment.inMemory(RunOptions.standard().withCachedExecutions(0));
  }
}
