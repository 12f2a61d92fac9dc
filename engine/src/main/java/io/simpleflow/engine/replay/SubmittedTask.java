package io.simpleflow.engine.replay;

import io.simpleflow.Promise;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SerializationException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.history.Decision;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.TaskIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One submitted activity, from its first scheduling through all its attempts to its end.
 *
 * @param <R> the result's type
 */
final class SubmittedTask<R extends @Nullable Object> {
  private final SubmittedActivity activity;
  private final Decision.ScheduleActivityTask decision;
  private final Promise<R> promise;
  private final RetryPolicy retry;
  private final List<Promise<?>> followers = new ArrayList<>();
  private int failures;
  private final Refusals refusals = new Refusals();

  SubmittedTask(
      SubmittedActivity activity, Decision.ScheduleActivityTask decision, Promise<R> promise) {
    this.activity = activity;
    this.decision = decision;
    this.promise = promise;
    this.retry = activity.options().retry().orElseGet(RetryPolicy::never);
  }

  Decision.ScheduleActivityTask decision() {
    return decision;
  }

  Promise<R> promise() {
    return promise;
  }

  void start() {
    promise.start();
    followers.forEach(Promise::start);
  }

  /** Lets another future end as this task does; cancelling it leaves the task alone. */
  @SuppressWarnings("unchecked") // One id means one activity, hence one type of result.
  <F extends @Nullable Object> void addFollower(Promise<F> follower) {
    followers.add(follower);
    if (promise.isRunning()) {
      follower.start();
    }
    promise.whenDone(
        () -> {
          Optional<SimpleflowException> failure = promise.exception();
          if (promise.isCancelled()
              && failure.orElse(null) instanceof TaskCanceledException canceled) {
            follower.cancel(canceled);
          } else if (failure.isPresent()) {
            follower.fail(failure.get());
          } else {
            follower.complete((F) promise.result());
          }
        });
  }

  /** The task as exceptions name it. */
  String name() {
    return taskName(activity);
  }

  static String taskName(SubmittedActivity activity) {
    return "activity-" + activity.type().name();
  }

  String retryTimerId() {
    return TaskIds.limited("__simpleflow_task_" + decision.activityId());
  }

  @SuppressWarnings("unchecked") // The result's type is that of the method the compiler checked.
  void complete(@Nullable String result, DataConverter converter) {
    try {
      promise.complete((R) converter.fromJson(result, activity.resultType()));
    } catch (SimpleflowException unreadable) {
      promise.fail(
          new SerializationException(
              "the result of %s cannot be read as %s: %s"
                  .formatted(
                      decision.activityId(),
                      activity.resultType().getTypeName(),
                      unreadable.getMessage()),
              unreadable));
    }
  }

  /**
   * The pause before the next attempt after a failure, or empty if there is none.
   *
   * @param errorTypes the class that was thrown and its superclasses, as far as they are known
   */
  Optional<Duration> pauseAfterFailure(List<String> errorTypes, String runId) {
    failures++;
    if (promise.isDone() || !retry.allows(errorTypes)) {
      return Optional.empty();
    }
    long seed = 31L * (31L * runId.hashCode() + decision.activityId().hashCode()) + failures;
    return retry.delayAfter(failures, new Random(seed).nextDouble());
  }

  /** How often the service has refused the task for now. */
  Refusals refusals() {
    return refusals;
  }
}
