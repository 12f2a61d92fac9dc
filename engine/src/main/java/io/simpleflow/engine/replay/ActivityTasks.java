package io.simpleflow.engine.replay;

import io.simpleflow.ActivityOptions;
import io.simpleflow.Promise;
import io.simpleflow.SerializationException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.TaskTimedOutException;
import io.simpleflow.engine.json.FailureDetails;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.Decision;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.TaskIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The activities of one execution: schedules them once their arguments are there, follows them
 * through the history's events, and retries them. Not thread-safe.
 */
final class ActivityTasks {
  /** Why a service refuses a task that it would take later. */
  private static final Set<String> PASSING_REFUSALS =
      Set.of("OPEN_ACTIVITIES_LIMIT_EXCEEDED", "ACTIVITY_CREATION_RATE_EXCEEDED");

  /** How often to ask for a type to be known: each time the decider registers it. */
  private static final int MOST_REFUSALS = 5;

  private final ReplaySettings settings;
  private final Outbox outbox;
  private final ReplayTimers timers;
  private final TaskIds ids = new TaskIds();
  private final Map<String, SubmittedTask<?>> byId = new HashMap<>();
  private final Map<Long, SubmittedTask<?>> byScheduledEvent = new HashMap<>();
  private final OptionalInt defaultPriority;
  private final String runId;

  ActivityTasks(
      ReplaySettings settings,
      Outbox outbox,
      ReplayTimers timers,
      OptionalInt defaultPriority,
      String runId) {
    this.settings = settings;
    this.outbox = outbox;
    this.timers = timers;
    this.defaultPriority = defaultPriority;
    this.runId = runId;
  }

  /** Schedules an activity as soon as the futures among its arguments are finished. */
  <R extends @Nullable Object> void submit(
      SubmittedActivity activity, TaskArguments arguments, Promise<R> promise) {
    Optional<String> number =
        activity.idempotent()
            ? Optional.empty()
            : Optional.of(ids.next(SubmittedTask.taskName(activity)));
    List<Promise<?>> unfinished = new ArrayList<>();
    for (Promise<?> future : arguments.futures()) {
      if (!future.isDone()) {
        unfinished.add(future);
      } else if (future.exception().isPresent()) {
        promise.fail(future.exception().get());
        return;
      }
    }
    if (unfinished.isEmpty()) {
      schedule(activity, number, arguments, promise);
    } else {
      scheduleAfter(unfinished, activity, number, arguments, promise);
    }
  }

  private <R extends @Nullable Object> void scheduleAfter(
      List<Promise<?>> unfinished,
      SubmittedActivity activity,
      Optional<String> number,
      TaskArguments arguments,
      Promise<R> promise) {
    int[] missing = {unfinished.size()};
    for (Promise<?> future : unfinished) {
      future.whenDone(
          () -> {
            Optional<SimpleflowException> failure = future.exception();
            if (failure.isPresent()) {
              promise.fail(failure.get());
            } else if (--missing[0] == 0 && !promise.isDone()) {
              try {
                schedule(activity, number, arguments, promise);
              } catch (SimpleflowException refused) {
                promise.fail(refused);
              }
            }
          });
    }
  }

  private <R extends @Nullable Object> void schedule(
      SubmittedActivity activity,
      Optional<String> number,
      TaskArguments arguments,
      Promise<R> promise) {
    TaskArguments values = arguments.resolved();
    activity.check().check(values.positional(), List.copyOf(values.keywords().keySet()));
    String input = input(activity, values);
    String id = number.orElseGet(() -> TaskIds.ofInput(SubmittedTask.taskName(activity), input));
    if (input.length() > settings.limits().dataCharacters()) {
      throw new TaskArgumentException(
          ("the input of %s is %,d characters of JSON; at most %,d are allowed:"
                  + " pass a reference to large data")
              .formatted(id, input.length(), settings.limits().dataCharacters()));
    }
    if (activity.idempotent()) {
      shared(activity, id, input).addFollower(promise);
    } else {
      begin(new SubmittedTask<>(activity, decision(activity, id, input), promise));
    }
  }

  /** The one task of an idempotent activity with this input, whoever submits it and how often. */
  private SubmittedTask<?> shared(SubmittedActivity activity, String id, String input) {
    SubmittedTask<?> task = byId.get(id);
    if (task == null) {
      task =
          new SubmittedTask<@Nullable Object>(
              activity, decision(activity, id, input), Promise.<@Nullable Object>unawaitable());
      begin(task);
    }
    return task;
  }

  private void begin(SubmittedTask<?> task) {
    byId.put(task.decision().activityId(), task);
    outbox.add(task.decision());
    Promise<?> promise = task.promise();
    promise.whenDone(
        () -> {
          if (promise.isCancelled()) {
            outbox.withdraw(task.decision());
          }
        });
  }

  private String input(SubmittedActivity activity, TaskArguments values) {
    try {
      return TaskInput.of(settings.converter(), values.positional(), values.keywords()).toJson();
    } catch (SerializationException unwritable) {
      throw new SerializationException(
          "activity %s: %s".formatted(activity.type().name(), unwritable.getMessage()), unwritable);
    }
  }

  private Decision.ScheduleActivityTask decision(
      SubmittedActivity activity, String id, String input) {
    ActivityOptions options = activity.options();
    OptionalInt priority =
        options.taskPriority().isPresent() ? options.taskPriority() : defaultPriority;
    return new Decision.ScheduleActivityTask(
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

  void apply(ActivityEvent.ActivityTaskScheduled event) {
    SubmittedTask<?> task = byId.get(event.activityId());
    if (task != null) {
      byScheduledEvent.put(event.id(), task);
    }
  }

  void apply(ActivityEvent.ScheduleActivityTaskFailed event) {
    SubmittedTask<?> task = byId.get(event.activityId());
    if (task == null || task.promise().isDone()) {
      outbox.activityEnded();
      return;
    }
    // One that is asked for again counts as open meanwhile, so that no other takes its place.
    boolean unknownType = event.cause().equals("ACTIVITY_TYPE_DOES_NOT_EXIST");
    Refusals refusals = task.refusals();
    if (unknownType && refusals.count() == 0) {
      refusals.next();
      outbox.addAgain(task.decision()); // The decider has registered the type by now.
    } else if (PASSING_REFUSALS.contains(event.cause())
        || (unknownType && refusals.count() < MOST_REFUSALS)) {
      after(refusals.next(), task, () -> askAgain(task), outbox::activityEnded);
    } else {
      outbox.activityEnded();
      task.promise()
          .fail(
              new TaskFailedException(
                  task.name(), event.cause(), Optional.empty(), Optional.empty()));
    }
  }

  private void askAgain(SubmittedTask<?> task) {
    if (task.promise().isDone()) {
      outbox.activityEnded();
    } else {
      outbox.addAgain(task.decision());
    }
  }

  void apply(ActivityEvent.ActivityTaskStarted event) {
    SubmittedTask<?> task = byScheduledEvent.get(event.scheduledEventId());
    if (task != null) {
      task.start();
    }
  }

  void apply(ActivityEvent.ActivityTaskCompleted event) {
    SubmittedTask<?> task = ended(event.scheduledEventId());
    if (task != null) {
      task.complete(event.result(), settings.converter());
    }
  }

  void apply(ActivityEvent.ActivityTaskFailed event) {
    SubmittedTask<?> task = ended(event.scheduledEventId());
    if (task != null) {
      retryOrFail(
          task,
          FailureDetails.errorTypes(event.details()),
          FailureDetails.exception(task.name(), event.reason(), event.details()));
    }
  }

  void apply(ActivityEvent.ActivityTaskTimedOut event) {
    SubmittedTask<?> task = ended(event.scheduledEventId());
    if (task != null) {
      retryOrFail(
          task,
          List.of(),
          new TaskTimedOutException(
              task.name(),
              event.timeoutType(),
              timeoutValue(task.decision(), event.timeoutType()),
              Optional.ofNullable(event.details())));
    }
  }

  private static Optional<String> timeoutValue(
      Decision.ScheduleActivityTask decision, String timeoutType) {
    return Optional.ofNullable(
        switch (timeoutType) {
          case "START_TO_CLOSE" -> decision.startToCloseTimeout();
          case "SCHEDULE_TO_START" -> decision.scheduleToStartTimeout();
          case "SCHEDULE_TO_CLOSE" -> decision.scheduleToCloseTimeout();
          case "HEARTBEAT" -> decision.heartbeatTimeout();
          default -> null;
        });
  }

  void apply(ActivityEvent.ActivityTaskCanceled event) {
    SubmittedTask<?> task = ended(event.scheduledEventId());
    if (task != null) {
      task.promise()
          .cancel(new TaskCanceledException(task.name(), Optional.ofNullable(event.details())));
    }
  }

  private @Nullable SubmittedTask<?> ended(long scheduledEventId) {
    SubmittedTask<?> task = byScheduledEvent.remove(scheduledEventId);
    if (task != null) {
      outbox.activityEnded();
    }
    return task;
  }

  private void retryOrFail(
      SubmittedTask<?> task, List<String> errorTypes, SimpleflowException failure) {
    Optional<Duration> pause = task.pauseAfterFailure(errorTypes, runId);
    if (pause.isEmpty()) {
      task.promise().fail(failure);
    } else if (pause.get().isZero()) {
      outbox.add(task.decision());
    } else {
      after(pause.get(), task, () -> submitAgain(task), () -> {});
    }
  }

  private void submitAgain(SubmittedTask<?> task) {
    if (!task.promise().isDone()) {
      outbox.add(task.decision());
    }
  }

  private void after(Duration pause, SubmittedTask<?> task, Runnable next, Runnable onRefused) {
    timers.start(
        new Decision.StartTimer(task.retryTimerId(), task.decision().input(), SwfSeconds.of(pause)),
        next,
        refused -> {
          onRefused.run();
          task.promise().fail(refused);
        });
  }
}
