package io.simpleflow;

import java.util.Objects;

/**
 * Names one run of one workflow.
 *
 * @param workflowId chosen by whoever starts it; at most one execution of an id is open at a time
 * @param runId given by the service; distinguishes the successive runs of a workflow id
 */
public record ExecutionId(String workflowId, String runId) {
  public ExecutionId {
    Objects.requireNonNull(workflowId, "workflowId");
    Objects.requireNonNull(runId, "runId");
  }
}
