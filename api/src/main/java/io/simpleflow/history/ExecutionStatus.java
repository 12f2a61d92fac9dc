package io.simpleflow.history;

/** Whether an execution still runs. */
public enum ExecutionStatus {
  /** It has not ended; its workflow id cannot be used for another. */
  OPEN,
  /** It has ended. */
  CLOSED
}
