package io.simpleflow.inline;

import io.simpleflow.ActivityContext;
import io.simpleflow.ActivityOptions;
import io.simpleflow.RetryPolicy;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.engine.json.FailureDetails;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ActivityScope;
import io.simpleflow.spi.DetachedActivityContext;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskCatalog;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Runs the activities of one execution and writes what happens into its history. */
final class InlineActivities {
  private final TaskCatalog tasks;
  private final InlineHistory history;
  private final OptionalInt defaultPriority;

  InlineActivities(TaskCatalog tasks, InlineHistory history, OptionalInt defaultPriority) {
    this.tasks = tasks;
    this.history = history;
    this.defaultPriority = defaultPriority;
  }

  /**
   * Runs an activity until an attempt succeeds or none is left; there are no pauses in between.
   *
   * @return its result as JSON
   * @throws io.simpleflow.TaskFailedException if the last attempt failed
   */
  String run(SubmittedActivity activity, String activityId, String input) {
    ActivityDefinition definition =
        tasks
            .activity(activity.type())
            .orElseThrow(
                () ->
                    new TaskNotFoundException(
                        "activity '%s' version '%s' is not on the class path, and the inline backend runs tasks in this process only"
                            .formatted(activity.type().name(), activity.type().version())));
    RetryPolicy retry = activity.options().retry().orElseGet(RetryPolicy::never);
    for (int attempt = 1; ; attempt++) {
      Attempt outcome = attempt(activity, definition, activityId, input);
      if (outcome.result() != null) {
        return outcome.result();
      }
      FailureDetails failure = outcome.failure().orElseThrow();
      if (retry.delayAfter(attempt, 0).isEmpty()
          || !retry.allows(FailureDetails.errorTypes(failure.details()))) {
        throw FailureDetails.exception(
            "activity-" + activity.type().name(), failure.reason(), failure.details());
      }
    }
  }

  private record Attempt(@Nullable String result, Optional<FailureDetails> failure) {}

  private Attempt attempt(
      SubmittedActivity activity, ActivityDefinition definition, String activityId, String input) {
    long decision = history.decision();
    ActivityTaskStarted started =
        history.startActivity(
            (id, time) ->
                new ActivityTaskScheduled(
                    id,
                    time,
                    activity.type(),
                    activityId,
                    input,
                    null,
                    seconds(activity.options().scheduleToStartTimeout()),
                    seconds(activity.options().scheduleToCloseTimeout()),
                    seconds(activity.options().startToCloseTimeout()),
                    activity.options().taskList().orElse("default"),
                    priority(activity.options()),
                    decision,
                    seconds(activity.options().heartbeatTimeout())));
    ActivityContext context =
        new DetachedActivityContext(
            activity.type(),
            history.execution(),
            activityId,
            input,
            "the backend 'inline' ends an activity when its method returns; choose another to"
                + " complete one later");
    try {
      String result = ActivityScope.call(context, () -> definition.execute(input, context));
      history.append(
          (id, time) ->
              new ActivityTaskCompleted(
                  id, time, result, started.scheduledEventId(), started.id()));
      return new Attempt(result, Optional.empty());
    } catch (Throwable thrown) {
      if (thrown instanceof InterruptedException) {
        Thread.currentThread().interrupt(); // The thread is the caller's: it is meant for them too.
      }
      FailureDetails failure = FailureDetails.of(thrown, ServiceLimits.swf());
      history.append(
          (id, time) ->
              new ActivityTaskFailed(
                  id,
                  time,
                  failure.reason(),
                  failure.details(),
                  started.scheduledEventId(),
                  started.id()));
      return new Attempt(null, Optional.of(failure));
    } finally {
      history.waited();
    }
  }

  private @Nullable String priority(ActivityOptions options) {
    OptionalInt priority =
        options.taskPriority().isPresent() ? options.taskPriority() : defaultPriority;
    return priority.isPresent() ? Integer.toString(priority.getAsInt()) : null;
  }

  private static @Nullable String seconds(Optional<Duration> timeout) {
    return SwfSeconds.of(timeout).orElse(null);
  }
}
