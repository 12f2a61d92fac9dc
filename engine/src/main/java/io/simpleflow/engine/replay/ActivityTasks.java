package io.simpleflow.engine.replay;

import io.simpleflow.ActivityOptions;
import io.simpleflow.FailureDecision;
import io.simpleflow.FailureHandler;
import io.simpleflow.Promise;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SerializationException;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.TaskTimedOutException;
import io.simpleflow.engine.json.FailureDetails;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.ScheduleActivityTask;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.TaskIds;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The activities of one execution: schedules them once their arguments are there, and follows them
 * through the history's events. Not thread-safe.
 */
final class ActivityTasks {
  /** Why a service refuses a task that it would take later. */
  private static final Set<String> PASSING_REFUSALS =
      Set.of("OPEN_ACTIVITIES_LIMIT_EXCEEDED", "ACTIVITY_CREATION_RATE_EXCEEDED");

  private final ReplaySettings settings;
  private final Outbox outbox;
  private final Attempts attempts;
  private final TaskIds ids;
  private final Dependencies dependencies;

  /** Those that have not ended, and the idempotent ones that others may ask for again. */
  private final Map<String, SubmittedTask<ScheduleActivityTask>> byId = new HashMap<>();

  private final Map<Long, SubmittedTask<ScheduleActivityTask>> byScheduledEvent = new HashMap<>();
  private final Map<ActivityType, String> names = new HashMap<>();
  private final Set<String> given = new HashSet<>();
  private OptionalInt defaultPriority = OptionalInt.empty();

  ActivityTasks(
      ReplaySettings settings,
      Outbox outbox,
      Attempts attempts,
      TaskIds ids,
      Dependencies dependencies) {
    this.settings = settings;
    this.outbox = outbox;
    this.attempts = attempts;
    this.ids = ids;
    this.dependencies = dependencies;
  }

  /** The priority of activities that name none. */
  void defaultPriority(OptionalInt priority) {
    defaultPriority = priority;
  }

  /** Schedules an activity as soon as the futures among its arguments are finished. */
  void submit(
      SubmittedActivity activity,
      TaskArguments arguments,
      Optional<FailureHandler> handler,
      Promise<?> promise,
      Strand submitter) {
    String name = taskName(activity.type());
    String id = knownId(activity, name);
    dependencies.whenReady(
        "activity",
        id == null ? name : id,
        arguments,
        promise,
        values -> schedule(activity, id, values, handler, promise, submitter));
  }

  /** An activity as exceptions, and the ids of its tasks, name it. */
  String taskName(ActivityType type) {
    return names.computeIfAbsent(type, submitted -> "activity-" + submitted.name());
  }

  /** The id of a task, or null if it follows from the input. */
  private @Nullable String knownId(SubmittedActivity activity, String taskName) {
    Optional<String> suffix = activity.options().id();
    if (suffix.isEmpty()) {
      return activity.idempotent() ? null : ids.next(taskName);
    }
    String id = TaskIds.limited(taskName + "-" + suffix.get());
    if (!given.add(id)) {
      throw new IllegalArgumentException(
          "the task id '%s' is taken: an id is given once in an execution".formatted(id));
    }
    return id;
  }

  private void schedule(
      SubmittedActivity activity,
      @Nullable String known,
      TaskArguments values,
      Optional<FailureHandler> handler,
      Promise<?> promise,
      Strand submitter) {
    String name = taskName(activity.type());
    String input = input(activity, values);
    String id = known == null ? TaskIds.ofInput(name, input) : known;
    boolean shared = known == null;
    SubmittedTask<ScheduleActivityTask> task = shared ? byId.get(id) : null;
    if (task == null) {
      task =
          new SubmittedTask<>(
              new SubmittedTask.Identity(name, id, activity.resultType()),
              new SubmittedTask.FailureRules(
                  activity.options().retry().orElseGet(RetryPolicy::never),
                  handler,
                  activity.options().raisesOnFailure().orElse(false),
                  submitter),
              decision(activity, activity.options(), id, input),
              shared ? Promise.<@Nullable Object>unawaitable() : promise,
              (before, retry) -> changed(activity, values, before, retry),
              this::forAttempt);
      begin(task);
    }
    if (shared) {
      task.addFollower(promise);
    }
  }

  private void begin(SubmittedTask<ScheduleActivityTask> task) {
    byId.put(task.id(), task);
    outbox.add(task.decision());
    task.promise().onCancelRequest(() -> requestCancel(task));
  }

  private void requestCancel(SubmittedTask<ScheduleActivityTask> task) {
    task.requestCancel();
    if (outbox.withdraw(task.decision())) {
      byId.remove(task.id(), task); // Who asks for the same later gets a task of his own.
      task.promise().cancel();
    } else if (attempts.giveUpWaiting(task)) {
      task.promise().cancel();
    } else {
      outbox.add(new Decision.RequestCancelActivityTask(task.id()));
    }
  }

  private String input(SubmittedActivity activity, TaskArguments values) {
    activity.check().check(values);
    String input;
    try {
      input = TaskInput.of(settings.converter(), values.positional(), values.keywords()).toJson();
    } catch (SerializationException unwritable) {
      throw new SerializationException(
          "activity %s: %s".formatted(activity.type().name(), unwritable.getMessage()), unwritable);
    }
    if (input.length() > settings.limits().dataCharacters()) {
      throw new TaskArgumentException(
          ("the input of %s is %,d characters of JSON; at most %,d are allowed:"
                  + " pass a reference to large data")
              .formatted(
                  taskName(activity.type()), input.length(), settings.limits().dataCharacters()));
    }
    return input;
  }

  private ScheduleActivityTask changed(
      SubmittedActivity activity,
      TaskArguments values,
      ScheduleActivityTask before,
      FailureDecision.Retry retry) {
    boolean sameInput = retry.arguments().isEmpty() && retry.keywordArguments().isEmpty();
    String input =
        sameInput
            ? String.valueOf(before.input())
            : input(
                activity,
                new TaskArguments(
                    retry.arguments().orElseGet(values::positional),
                    retry.keywordArguments().orElseGet(values::keywords)));
    ScheduleActivityTask changed =
        decision(
            activity, activity.options().overriddenBy(retry.options()), before.activityId(), input);
    return retry.options().equals(ActivityOptions.none())
        ? withInput(before, input) // What an earlier handler has changed stays so.
        : changed;
  }

  /** The number goes with the input, which is all that a worker gets; the task's id stays. */
  private ScheduleActivityTask forAttempt(ScheduleActivityTask before, int attempt) {
    String input;
    try {
      input = TaskInput.parse(before.input()).withAttempt(attempt).toJson();
    } catch (SerializationException unreadable) {
      return before; // The worker says so, too.
    }
    return input.length() > settings.limits().dataCharacters() ? before : withInput(before, input);
  }

  private static ScheduleActivityTask withInput(ScheduleActivityTask before, String input) {
    return new ScheduleActivityTask(
        before.activityType(),
        before.activityId(),
        before.control(),
        input,
        before.scheduleToCloseTimeout(),
        before.taskList(),
        before.taskPriority(),
        before.scheduleToStartTimeout(),
        before.startToCloseTimeout(),
        before.heartbeatTimeout());
  }

  private ScheduleActivityTask decision(
      SubmittedActivity activity, ActivityOptions options, String id, String input) {
    OptionalInt priority =
        options.taskPriority().isPresent() ? options.taskPriority() : defaultPriority;
    return new ScheduleActivityTask(
        activity.type(),
        id,
        null,
        input,
        seconds(options.scheduleToCloseTimeout()),
        options.taskList().orElse(null),
        priority.isPresent() ? Integer.toString(priority.getAsInt()) : null,
        seconds(options.scheduleToStartTimeout()),
        seconds(options.startToCloseTimeout()),
        seconds(options.heartbeatTimeout()));
  }

  private static @Nullable String seconds(Optional<Duration> timeout) {
    return SwfSeconds.of(timeout).orElse(null);
  }

  void apply(ActivityEvent event) {
    if (event instanceof ActivityEvent.ActivityTaskScheduled scheduled) {
      apply(scheduled);
    } else if (event instanceof ActivityEvent.ScheduleActivityTaskFailed refused) {
      apply(refused);
    } else if (event instanceof ActivityEvent.ActivityTaskStarted started) {
      apply(started);
    } else if (event instanceof ActivityEvent.ActivityTaskCompleted completed) {
      apply(completed);
    } else if (event instanceof ActivityEvent.ActivityTaskFailed failed) {
      apply(failed);
    } else if (event instanceof ActivityEvent.ActivityTaskTimedOut timedOut) {
      apply(timedOut);
    } else if (event instanceof ActivityEvent.ActivityTaskCanceled canceled) {
      apply(canceled);
    }
    // The others tell of requests to cancel: what follows from them is told by another event.
  }

  /** Lets go of what a task was given and has given, when no attempt is under way. */
  private void forgetIfDone(SubmittedTask<ScheduleActivityTask> task) {
    if (task.promise().isDone() && !task.isShared()) {
      byId.remove(task.id(), task);
    }
  }

  private void apply(ActivityEvent.ActivityTaskScheduled event) {
    SubmittedTask<ScheduleActivityTask> task = byId.get(event.activityId());
    if (task != null) {
      byScheduledEvent.put(event.id(), task);
    }
  }

  private void apply(ActivityEvent.ScheduleActivityTaskFailed event) {
    SubmittedTask<ScheduleActivityTask> task = byId.get(event.activityId());
    if (task == null || task.promise().isDone()) {
      outbox.activityEnded();
    } else {
      attempts.refused(
          task,
          event.cause(),
          event.cause().equals("ACTIVITY_TYPE_DOES_NOT_EXIST"),
          PASSING_REFUSALS.contains(event.cause()));
    }
  }

  private void apply(ActivityEvent.ActivityTaskStarted event) {
    SubmittedTask<?> task = byScheduledEvent.get(event.scheduledEventId());
    if (task != null) {
      task.start();
    }
  }

  private void apply(ActivityEvent.ActivityTaskCompleted event) {
    SubmittedTask<ScheduleActivityTask> task = ended(event.scheduledEventId());
    if (task != null) {
      task.complete(event.result(), settings.converter());
      forgetIfDone(task);
    }
  }

  private void apply(ActivityEvent.ActivityTaskFailed event) {
    SubmittedTask<ScheduleActivityTask> task = ended(event.scheduledEventId());
    if (task != null) {
      attempts.failed(
          task,
          FailureDetails.errorTypes(event.details()),
          FailureDetails.exception(task.name(), event.reason(), event.details()),
          event.id());
      forgetIfDone(task);
    }
  }

  private void apply(ActivityEvent.ActivityTaskTimedOut event) {
    SubmittedTask<ScheduleActivityTask> task = ended(event.scheduledEventId());
    if (task != null) {
      TaskTimedOutException failure =
          new TaskTimedOutException(
              task.name(),
              event.timeoutType(),
              timeoutValue(task.decision(), event.timeoutType()),
              Optional.ofNullable(event.details()));
      attempts.failed(task, List.of(), failure, event.id());
      forgetIfDone(task);
    }
  }

  private static Optional<String> timeoutValue(ScheduleActivityTask decision, String timeoutType) {
    return Optional.ofNullable(
        switch (timeoutType) {
          case "START_TO_CLOSE" -> decision.startToCloseTimeout();
          case "SCHEDULE_TO_START" -> decision.scheduleToStartTimeout();
          case "SCHEDULE_TO_CLOSE" -> decision.scheduleToCloseTimeout();
          case "HEARTBEAT" -> decision.heartbeatTimeout();
          default -> null;
        });
  }

  private void apply(ActivityEvent.ActivityTaskCanceled event) {
    SubmittedTask<ScheduleActivityTask> task = ended(event.scheduledEventId());
    if (task != null) {
      task.promise()
          .cancel(new TaskCanceledException(task.name(), Optional.ofNullable(event.details())));
      forgetIfDone(task);
    }
  }

  private @Nullable SubmittedTask<ScheduleActivityTask> ended(long scheduledEventId) {
    SubmittedTask<ScheduleActivityTask> task = byScheduledEvent.remove(scheduledEventId);
    if (task != null) {
      outbox.activityEnded();
    }
    return task;
  }

  /** The ids of those that a worker has, or may get. */
  Stream<String> open() {
    return byScheduledEvent.values().stream()
        .filter(task -> !task.promise().isDone())
        .map(SubmittedTask::id);
  }
}
