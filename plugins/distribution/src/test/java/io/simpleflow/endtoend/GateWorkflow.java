package io.simpleflow.endtoend;

import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;

/** Waits at a gate. */
@WorkflowType(name = "gate")
public class GateWorkflow extends Workflow {
  /** Ends when there is a file of this name. */
  public String run(String file) {
    return submit(Steps::gate, file).result();
  }
}
