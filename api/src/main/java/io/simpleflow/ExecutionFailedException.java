package io.simpleflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a workflow in failure, for the reason its author gives; see {@link Workflow#fail}. */
public final class ExecutionFailedException extends SimpleflowException {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final @Nullable String details;

  /** An exception with the reason and details that the execution fails with. */
  public ExecutionFailedException(String reason, Optional<String> details) {
    super("Workflow execution failed: " + reason);
    this.reason = reason;
    this.details = details.orElse(null);
  }

  /** Why, in short; cut at 256 characters where it travels (SWF's rule). */
  public String reason() {
    return reason;
  }

  /** More, if there is more; cut at 32,768 characters where it travels (SWF's rule). */
  public Optional<String> details() {
    return Optional.ofNullable(details);
  }
}
