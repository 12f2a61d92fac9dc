package io.simpleflow.engine.replay;

/**
 * Ends the code of an execution that leaves memory. An error, so that no author takes it for the
 * failure of a task; it needs no stack trace.
 */
final class WorkflowUnwinding extends Error {
  private static final long serialVersionUID = 1;

  WorkflowUnwinding() {
    super("this execution leaves memory; do not catch", null, false, false);
  }
}
