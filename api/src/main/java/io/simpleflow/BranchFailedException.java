package io.simpleflow;

/**
 * The workflow's own code threw an exception in a branch, a transform of a future, a function of a
 * canvas or a handler of failures; the cause says what.
 */
public final class BranchFailedException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  /** An exception for what the code threw. */
  public BranchFailedException(Throwable cause) {
    this("the workflow's code", cause);
  }

  /**
   * An exception for what a certain part of the code threw.
   *
   * @param code which, for the message
   */
  public BranchFailedException(String code, Throwable cause) {
    super(code + " threw " + cause, cause);
  }
}
