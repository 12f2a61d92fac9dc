package io.simpleflow.spi;

import io.simpleflow.ActivityContext;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link ActivityContext} the current one of a thread while an activity runs on it. For
 * those who implement an executor. Thread-safe.
 *
 * <p>The one place that keeps anything per thread: an activity is a plain method and has no other
 * way to its context.
 */
public final class ActivityScope {
  private static final ThreadLocal<@Nullable ActivityContext> CURRENT = new ThreadLocal<>();

  private ActivityScope() {}

  /** The context of the activity that runs on this thread. */
  public static Optional<ActivityContext> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Runs {@code activity} with {@code context} as the current one of this thread. */
  public static <T extends @Nullable Object> T call(ActivityContext context, Callable<T> activity)
      throws Exception {
    ActivityContext outer = CURRENT.get();
    CURRENT.set(context);
    try {
      return activity.call();
    } finally {
      CURRENT.set(outer);
    }
  }
}
