package io.simpleflow.inline;

import io.simpleflow.ActivityContext;
import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityType;
import org.jspecify.annotations.Nullable;

/** What a running activity sees. Nobody can cancel it: the workflow waits on the same thread. */
record InlineActivityContext(
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

  @Override
  public String taskToken() {
    return activityId;
  }

  @Override
  public void completeLater() {
    throw new UnsupportedOperationException(
        "the backend 'inline' ends an activity when its method returns; choose another to complete"
            + " one later");
  }

  /** There is no timeout that this would put off, and nobody who would read the details. */
  @Override
  public void heartbeat(@Nullable Object details) {}

  @Override
  public boolean isCancelRequested() {
    return false;
  }
}
