package io.simpleflow.spi;

import io.simpleflow.ActivityContext;
import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityType;
import org.jspecify.annotations.Nullable;

/**
 * What an activity sees that no service attends to: it has no timeout, nobody can cancel it, and it
 * ends when its method returns. Immutable.
 *
 * @param type its type
 * @param execution the execution that it belongs to
 * @param activityId its id, which is its task token, too
 * @param attempt which attempt it is, from 1 on
 * @param input its input, or null if there is none
 * @param whyNotLater what to say to an activity that wants to be completed later
 */
public record DetachedActivityContext(
    ActivityType type,
    ExecutionId execution,
    String activityId,
    int attempt,
    @Nullable String input,
    String whyNotLater)
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
    throw new UnsupportedOperationException(whyNotLater);
  }

  /** There is no timeout that this would put off, and nobody who would read the details. */
  @Override
  public void heartbeat(@Nullable Object details) {}

  @Override
  public boolean isCancelRequested() {
    return false;
  }
}
