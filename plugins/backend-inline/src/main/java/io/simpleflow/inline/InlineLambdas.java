package io.simpleflow.inline;

import io.simpleflow.ActivityOptions;
import io.simpleflow.FailureDecision;
import io.simpleflow.LambdaTask;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SerializationException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.history.LambdaEvent.LambdaFunctionCompleted;
import io.simpleflow.history.LambdaEvent.LambdaFunctionFailed;
import io.simpleflow.history.LambdaEvent.LambdaFunctionScheduled;
import io.simpleflow.history.LambdaEvent.LambdaFunctionStarted;
import io.simpleflow.inline.InlineAttempts.Identity;
import io.simpleflow.inline.InlineAttempts.InlineTask;
import io.simpleflow.inline.InlineAttempts.Outcome;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.LambdaFunction;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.TaskIds;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls of Lambda functions of one execution, by what stands in for them on the class path. Not
 * thread-safe.
 */
final class InlineLambdas {
  private final ExecutorEnvironment environment;
  private final InlineHistory history;
  private final TaskIds ids;

  InlineLambdas(ExecutorEnvironment environment, InlineHistory history, TaskIds ids) {
    this.environment = environment;
    this.history = history;
    this.ids = ids;
  }

  Submission submit(LambdaTask<?> task) {
    String name = "lambda-" + task.function();
    Identity identity =
        new Identity(
            name,
            ids.next(name),
            task.resultType(),
            task.retry().orElseGet(RetryPolicy::never),
            task.failureHandler());
    return new Submission(
        name,
        new TaskArguments(Collections.singletonList(task.payload()), Map.of()),
        false,
        false,
        values -> new Call(task, identity, input(task, values.positional().get(0))));
  }

  private @Nullable String input(LambdaTask<?> task, @Nullable Object payload) {
    try {
      return payload == null ? null : environment.converter().toJson(payload);
    } catch (SerializationException unwritable) {
      throw new SerializationException(
          "the payload of Lambda function %s: %s"
              .formatted(task.function(), unwritable.getMessage()),
          unwritable);
    }
  }

  /** A submitted call. */
  private final class Call implements InlineTask {
    private final LambdaTask<?> task;
    private final Identity identity;
    private @Nullable String input;

    Call(LambdaTask<?> task, Identity identity, @Nullable String input) {
      this.task = task;
      this.identity = identity;
      this.input = input;
    }

    @Override
    public Identity identity() {
      return identity;
    }

    @Override
    public void change(FailureDecision.Retry retry) {
      if (retry.keywordArguments().isPresent()
          || retry.arguments().filter(values -> values.size() != 1).isPresent()
          || !retry.options().equals(ActivityOptions.none())) {
        throw new IllegalArgumentException(
            "Lambda function %s can be tried again with another payload, which is one argument, and nothing else"
                .formatted(task.function()));
      }
      retry.arguments().ifPresent(values -> input = input(task, values.get(0)));
    }

    @Override
    public Outcome attempt() {
      long decision = history.decision();
      long scheduled =
          history.append(
              (id, time) ->
                  new LambdaFunctionScheduled(
                      id,
                      time,
                      identity.id(),
                      task.function(),
                      null,
                      input,
                      SwfSeconds.of(task.startToCloseTimeout()).orElse(null),
                      decision));
      long started = history.append((id, time) -> new LambdaFunctionStarted(id, time, scheduled));
      try {
        Optional<LambdaFunction> function = function();
        if (function.isEmpty()) {
          return fail(
              "ResourceNotFoundException",
              "no function of this name is on the class path",
              scheduled,
              started);
        }
        String result = function.get().invoke(input == null ? "{}" : input);
        history.append(
            (id, time) -> new LambdaFunctionCompleted(id, time, scheduled, started, result));
        return Outcome.success(result);
      } catch (Exception | Error thrown) {
        return fail(
            thrown.getClass().getName(), String.valueOf(thrown.getMessage()), scheduled, started);
      } finally {
        history.waited();
      }
    }

    private Optional<LambdaFunction> function() {
      return environment.lambdaFunctions().stream()
          .filter(function -> function.name().equals(task.function()))
          .findFirst();
    }

    /** As AWS Lambda tells of failures. */
    private Outcome fail(String errorType, String message, long scheduled, long started) {
      String details =
          environment.converter().toJson(Map.of("errorMessage", message, "errorType", errorType));
      long event =
          history.append(
              (id, time) ->
                  new LambdaFunctionFailed(id, time, scheduled, started, errorType, details));
      return Outcome.failure(
          new TaskFailedException(
              identity.name(), errorType, Optional.of(details), Optional.of(errorType)),
          List.of(errorType),
          event);
    }
  }
}
