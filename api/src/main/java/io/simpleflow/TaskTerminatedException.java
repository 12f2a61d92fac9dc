package io.simpleflow;

/** A child workflow was terminated from outside, or by the policy for children of its parent. */
public final class TaskTerminatedException extends TaskException {
  private static final long serialVersionUID = 1;

  /** An exception for a terminated child. */
  public TaskTerminatedException(String task) {
    super(task, task + " was terminated");
  }
}
