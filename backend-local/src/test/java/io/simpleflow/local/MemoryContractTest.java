package io.simpleflow.local;

import io.simpleflow.testkit.BackendContract;
import io.simpleflow.testkit.WorkflowEnvironment;

/** The local backend against the contract, in memory. */
class MemoryContractTest extends BackendContract {
  @Override
  protected WorkflowEnvironment open() {
    return WorkflowEnvironment.inMemory();
  }
}
