package io.simpleflow.distribution;

import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;

/** Fails. */
@WorkflowType(name = "failing", version = "test")
public class FailingWorkflow extends Workflow {
  public void run() {
    throw new IllegalStateException("no luck");
  }
}
