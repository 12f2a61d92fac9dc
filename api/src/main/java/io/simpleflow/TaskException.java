package io.simpleflow;

/** A task did not give a result. Which of the subclasses it is says why. */
public abstract sealed class TaskException extends SimpleflowException
    permits TaskFailedException,
        TaskTimedOutException,
        TaskCanceledException,
        TaskTerminatedException {
  private static final long serialVersionUID = 1;

  private final String task;

  TaskException(String task, String message) {
    super(message);
    this.task = task;
  }

  /**
   * The task: {@code activity-}, {@code workflow-}, {@code lambda-} or {@code signal-} and its
   * name.
   */
  public final String task() {
    return task;
  }
}
