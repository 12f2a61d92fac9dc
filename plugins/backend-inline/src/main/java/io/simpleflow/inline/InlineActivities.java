package io.simpleflow.inline;

import io.simpleflow.ActivityContext;
import io.simpleflow.ActivityOptions;
import io.simpleflow.FailureDecision;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SerializationException;
import io.simpleflow.Task;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.engine.json.FailureDetails;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.inline.InlineAttempts.Identity;
import io.simpleflow.inline.InlineAttempts.InlineTask;
import io.simpleflow.inline.InlineAttempts.Outcome;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ActivityScope;
import io.simpleflow.spi.DetachedActivityContext;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.TaskIds;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The activities of one execution: runs them and writes what happens into its history. Not
 * thread-safe.
 */
final class InlineActivities {
  private final ExecutorEnvironment environment;
  private final InlineHistory history;
  private final TaskIds ids;
  private final Set<String> given = new HashSet<>();
  private OptionalInt defaultPriority;

  InlineActivities(
      ExecutorEnvironment environment,
      InlineHistory history,
      TaskIds ids,
      OptionalInt defaultPriority) {
    this.environment = environment;
    this.history = history;
    this.ids = ids;
    this.defaultPriority = defaultPriority;
  }

  /** The priority of those that name none, from now on. */
  void defaultPriority(OptionalInt priority) {
    defaultPriority = priority;
  }

  Submission submit(Task<?> task) {
    SubmittedActivity activity = environment.tasks().resolve(task);
    String name = "activity-" + activity.type().name();
    Optional<String> id = activity.options().id().map(suffix -> named(name, suffix));
    boolean shared = id.isEmpty() && activity.idempotent();
    if (id.isEmpty() && !shared) {
      id = Optional.of(ids.next(name));
    }
    Optional<String> known = id;
    return new Submission(
        name,
        TaskArguments.of(task),
        shared,
        activity.options().raisesOnFailure().orElse(false),
        values -> {
          String input = input(activity, values);
          Identity identity =
              new Identity(
                  name,
                  known.orElseGet(() -> TaskIds.ofInput(name, input)),
                  activity.resultType(),
                  activity.options().retry().orElseGet(RetryPolicy::never),
                  task.failureHandler());
          return new Activity(activity, identity, values, input);
        });
  }

  private String named(String taskName, String suffix) {
    String id = TaskIds.limited(taskName + "-" + suffix);
    if (!given.add(id)) {
      throw new IllegalArgumentException(
          "the task id '%s' is taken: an id is given once in an execution".formatted(id));
    }
    return id;
  }

  private String input(SubmittedActivity activity, TaskArguments values) {
    activity.check().check(values);
    try {
      return TaskInput.of(environment.converter(), values.positional(), values.keywords()).toJson();
    } catch (SerializationException unwritable) {
      throw new SerializationException(
          "activity %s: %s".formatted(activity.type().name(), unwritable.getMessage()), unwritable);
    }
  }

  /** A submitted activity. */
  private final class Activity implements InlineTask {
    private final SubmittedActivity activity;
    private final Identity identity;
    private TaskArguments values;
    private String input;
    private ActivityOptions options;
    private int attempts;

    Activity(SubmittedActivity activity, Identity identity, TaskArguments values, String input) {
      this.activity = activity;
      this.identity = identity;
      this.values = values;
      this.input = input;
      this.options = activity.options();
    }

    @Override
    public Identity identity() {
      return identity;
    }

    @Override
    public void change(FailureDecision.Retry retry) {
      values =
          new TaskArguments(
              retry.arguments().orElseGet(values::positional),
              retry.keywordArguments().orElseGet(values::keywords));
      input = input(activity, values);
      options = options.overriddenBy(retry.options());
    }

    @Override
    public Outcome attempt() {
      ActivityDefinition definition =
          environment
              .tasks()
              .activity(activity.type())
              .orElseThrow(
                  () ->
                      new TaskNotFoundException(
                          "activity '%s' version '%s' is not on the class path, and the inline backend runs tasks in this process only"
                              .formatted(activity.type().name(), activity.type().version())));
      ActivityTaskStarted started = start();
      ActivityContext context =
          new DetachedActivityContext(
              activity.type(),
              history.execution(),
              identity.id(),
              ++attempts,
              input,
              "the backend 'inline' ends an activity when its method returns; choose another to"
                  + " complete one later");
      String argument = input;
      try {
        String result = ActivityScope.call(context, () -> definition.execute(argument, context));
        history.append(
            (id, time) ->
                new ActivityTaskCompleted(
                    id, time, result, started.scheduledEventId(), started.id()));
        return Outcome.success(result);
      } catch (Throwable thrown) {
        if (thrown instanceof InterruptedException) {
          Thread.currentThread().interrupt(); // The thread is the caller's: it is meant for them.
        }
        return fail(thrown, started);
      } finally {
        history.waited();
      }
    }

    private ActivityTaskStarted start() {
      long decision = history.decision();
      return history.startActivity(
          (id, time) ->
              new ActivityTaskScheduled(
                  id,
                  time,
                  activity.type(),
                  identity.id(),
                  input,
                  null,
                  seconds(options.scheduleToStartTimeout()),
                  seconds(options.scheduleToCloseTimeout()),
                  seconds(options.startToCloseTimeout()),
                  options.taskList().orElse("default"),
                  priority(options),
                  decision,
                  seconds(options.heartbeatTimeout())));
    }

    private Outcome fail(Throwable thrown, ActivityTaskStarted started) {
      FailureDetails failure = FailureDetails.of(thrown, ServiceLimits.swf());
      long event =
          history.append(
              (id, time) ->
                  new ActivityTaskFailed(
                      id,
                      time,
                      failure.reason(),
                      failure.details(),
                      started.scheduledEventId(),
                      started.id()));
      return Outcome.failure(
          FailureDetails.exception(identity.name(), failure.reason(), failure.details()),
          FailureDetails.errorTypes(failure.details()),
          event);
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
