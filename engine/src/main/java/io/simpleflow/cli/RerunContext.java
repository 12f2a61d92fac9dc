package io.simpleflow.cli;

import io.simpleflow.ActivityContext;
import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityType;
import org.jspecify.annotations.Nullable;

/** What an activity sees that is run once more, for itself: the service does not know of it. */
record RerunContext(
    ActivityType type, ExecutionId execution, String activityId, @Nullable String input)
    implements ActivityContext {
  @Override
  public String name() {
    return type.name();
  }

  @Override
  public String version() {
    return type.version();
  }

  /** One that no task has. */
  @Override
  public String taskToken() {
    return "rerun";
  }

  @Override
  public void completeLater() {
    throw new UnsupportedOperationException(
        "nobody can complete an activity later that is run again by hand");
  }

  /** There is no timeout that this would put off, and nobody who would read the details. */
  @Override
  public void heartbeat(@Nullable Object details) {}

  @Override
  public boolean isCancelRequested() {
    return false;
  }
}
