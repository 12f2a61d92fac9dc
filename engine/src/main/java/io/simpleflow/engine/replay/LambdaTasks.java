package io.simpleflow.engine.replay;

import io.simpleflow.ActivityOptions;
import io.simpleflow.FailureDecision;
import io.simpleflow.LambdaTask;
import io.simpleflow.Promise;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SerializationException;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.TaskTimedOutException;
import io.simpleflow.history.Decision.ScheduleLambdaFunction;
import io.simpleflow.history.LambdaEvent;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.TaskIds;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of Lambda functions of one execution: made once their payload is there, and followed
 * through the history's events. Nothing can cancel a call that is made. Not thread-safe.
 */
final class LambdaTasks {
  /** Why a service refuses a call that it would make later. */
  private static final Set<String> PASSING_REFUSALS =
      Set.of("OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED", "LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED");

  private final ReplaySettings settings;
  private final Outbox outbox;
  private final Attempts attempts;
  private final TaskIds ids;
  private final Dependencies dependencies;
  private final Map<String, SubmittedTask<ScheduleLambdaFunction>> byId = new HashMap<>();
  private final Map<Long, SubmittedTask<ScheduleLambdaFunction>> byScheduledEvent = new HashMap<>();

  LambdaTasks(
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

  /** Calls a function as soon as its payload is there. */
  void submit(LambdaTask<?> task, Promise<?> promise, Strand submitter) {
    String name = "lambda-" + task.function();
    // The function may be named by its ARN, which has colons; an id may not.
    String id = ids.next(name.replaceAll("[:/|\\p{Cntrl}]", "-"));
    TaskArguments payload = new TaskArguments(Collections.singletonList(task.payload()), Map.of());
    dependencies.whenReady(
        "Lambda function",
        id,
        payload,
        promise,
        values ->
            begin(
                new SubmittedTask<>(
                    new SubmittedTask.Identity(name, id, task.resultType()),
                    new SubmittedTask.FailureRules(
                        task.retry().orElseGet(RetryPolicy::never),
                        task.failureHandler(),
                        false,
                        submitter),
                    decision(task, id, input(task, values.positional().get(0))),
                    promise,
                    (before, retry) -> changed(task, before, retry),
                    (before, attempt) -> before)));
  }

  private void begin(SubmittedTask<ScheduleLambdaFunction> task) {
    byId.put(task.id(), task);
    outbox.add(task.decision());
    task.promise().onCancelRequest(() -> requestCancel(task));
  }

  private void requestCancel(SubmittedTask<ScheduleLambdaFunction> task) {
    task.requestCancel();
    if (outbox.withdraw(task.decision()) || attempts.giveUpWaiting(task)) {
      task.promise().cancel();
    }
  }

  private @Nullable String input(LambdaTask<?> task, @Nullable Object payload) {
    if (payload == null) {
      return null;
    }
    String input;
    try {
      input = settings.converter().toJson(payload);
    } catch (SerializationException unwritable) {
      throw new SerializationException(
          "the payload of Lambda function %s: %s"
              .formatted(task.function(), unwritable.getMessage()),
          unwritable);
    }
    if (input.length() > settings.limits().dataCharacters()) {
      throw new TaskArgumentException(
          "the payload of Lambda function %s is %,d characters of JSON; at most %,d are allowed: pass a reference to large data"
              .formatted(task.function(), input.length(), settings.limits().dataCharacters()));
    }
    return input;
  }

  private static ScheduleLambdaFunction decision(
      LambdaTask<?> task, String id, @Nullable String input) {
    return new ScheduleLambdaFunction(
        id, task.function(), null, input, SwfSeconds.of(task.startToCloseTimeout()).orElse(null));
  }

  private ScheduleLambdaFunction changed(
      LambdaTask<?> task, ScheduleLambdaFunction before, FailureDecision.Retry retry) {
    if (retry.keywordArguments().isPresent()
        || retry.arguments().filter(values -> values.size() != 1).isPresent()
        || !retry.options().equals(ActivityOptions.none())) {
      throw new IllegalArgumentException(
          "Lambda function %s can be tried again with another payload, which is one argument, and nothing else"
              .formatted(task.function()));
    }
    return retry
        .arguments()
        .map(values -> decision(task, before.functionId(), input(task, values.get(0))))
        .orElse(before);
  }

  void apply(LambdaEvent event) {
    if (event instanceof LambdaEvent.LambdaFunctionScheduled e) {
      SubmittedTask<ScheduleLambdaFunction> task = byId.get(e.functionId());
      if (task != null) {
        byScheduledEvent.put(e.id(), task);
      }
    } else if (event instanceof LambdaEvent.ScheduleLambdaFunctionFailed e) {
      refused(byId.get(e.functionId()), e.cause());
    } else if (event instanceof LambdaEvent.LambdaFunctionStarted e) {
      SubmittedTask<?> task = byScheduledEvent.get(e.scheduledEventId());
      if (task != null) {
        task.start();
      }
    } else {
      applyEnd(event);
    }
  }

  private void refused(@Nullable SubmittedTask<ScheduleLambdaFunction> task, String cause) {
    if (task == null) {
      return;
    } else if (task.promise().isDone()) {
      outbox.ended(task.decision());
    } else {
      attempts.refused(task, cause, false, PASSING_REFUSALS.contains(cause));
    }
  }

  private void applyEnd(LambdaEvent event) {
    SubmittedTask<ScheduleLambdaFunction> task = ended(scheduledEventId(event));
    if (task == null) {
      return;
    }
    applyEnd(event, task);
    if (task.promise().isDone()) {
      byId.remove(task.id(), task); // A long execution need not hold what it has used.
    }
  }

  private void applyEnd(LambdaEvent event, SubmittedTask<ScheduleLambdaFunction> task) {
    if (event instanceof LambdaEvent.LambdaFunctionCompleted e) {
      task.complete(e.result(), settings.converter());
    } else if (event instanceof LambdaEvent.LambdaFunctionFailed e) {
      Optional<String> errorType = errorType(e.details());
      TaskFailedException failure =
          new TaskFailedException(
              task.name(),
              Objects.requireNonNullElse(e.reason(), "no reason given"),
              Optional.ofNullable(e.details()),
              errorType);
      attempts.failed(task, errorType.stream().toList(), failure, e.id());
    } else if (event instanceof LambdaEvent.LambdaFunctionTimedOut e) {
      TaskTimedOutException failure =
          new TaskTimedOutException(
              task.name(),
              Objects.requireNonNullElse(e.timeoutType(), "START_TO_CLOSE"),
              Optional.ofNullable(task.decision().startToCloseTimeout()),
              Optional.empty());
      attempts.failed(task, List.of(), failure, e.id());
    } else if (event instanceof LambdaEvent.StartLambdaFunctionFailed e) {
      TaskFailedException failure =
          new TaskFailedException(
              task.name(),
              Objects.requireNonNullElse(e.cause(), "the function could not be called"),
              Optional.ofNullable(e.message()),
              Optional.empty());
      attempts.failed(task, List.of(), failure, e.id());
    }
  }

  private static long scheduledEventId(LambdaEvent event) {
    if (event instanceof LambdaEvent.LambdaFunctionCompleted e) {
      return e.scheduledEventId();
    } else if (event instanceof LambdaEvent.LambdaFunctionFailed e) {
      return e.scheduledEventId();
    } else if (event instanceof LambdaEvent.LambdaFunctionTimedOut e) {
      return e.scheduledEventId();
    }
    return event instanceof LambdaEvent.StartLambdaFunctionFailed e ? e.scheduledEventId() : 0;
  }

  /** AWS Lambda tells the class that was thrown in a member of the details. */
  private Optional<String> errorType(@Nullable String details) {
    return settings.converter().fromJson(details, Object.class) instanceof Map<?, ?> members
            && members.get("errorType") instanceof String type
        ? Optional.of(type)
        : Optional.empty();
  }

  private @Nullable SubmittedTask<ScheduleLambdaFunction> ended(long scheduledEventId) {
    SubmittedTask<ScheduleLambdaFunction> task = byScheduledEvent.remove(scheduledEventId);
    if (task != null) {
      outbox.ended(task.decision());
    }
    return task;
  }

  /** The ids of those under way. */
  Stream<String> open() {
    return byScheduledEvent.values().stream()
        .filter(task -> !task.promise().isDone())
        .map(SubmittedTask::id);
  }
}
