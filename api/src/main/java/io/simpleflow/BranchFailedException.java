package io.simpleflow;

/**
 * The workflow's own code threw an exception in a branch, a transform of a future or a function of
 * a canvas; the cause says which.
 */
public final class BranchFailedException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception for what the code threw. */
  public BranchFailedException(Throwable cause) {
    super("the workflow's code threw " + cause, cause);
  }
}
