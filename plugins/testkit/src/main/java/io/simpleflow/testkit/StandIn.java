package io.simpleflow.testkit;

import io.simpleflow.ActivityContext;
import org.jspecify.annotations.Nullable;

/** What runs in a test instead of an activity. */
@FunctionalInterface
public interface StandIn {
  /**
   * Gives the activity's result, or fails as it might.
   *
   * @param context of the task, with its input as JSON
   */
  @Nullable Object run(ActivityContext context) throws Exception;
}
