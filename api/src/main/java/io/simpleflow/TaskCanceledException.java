package io.simpleflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task was cancelled, by the workflow, by its worker, or together with its execution. */
public final class TaskCanceledException extends TaskException {
  private static final long serialVersionUID = 1;

  private final @Nullable String details;

  /** An exception for a cancelled task, with what its worker gave as details. */
  public TaskCanceledException(String task, Optional<String> details) {
    super(task, task + " was cancelled" + details.map(d -> ": " + d).orElse(""));
    this.details = details.orElse(null);
  }

  /** What the worker gave as details. */
  public Optional<String> details() {
    return Optional.ofNullable(details);
  }
}
