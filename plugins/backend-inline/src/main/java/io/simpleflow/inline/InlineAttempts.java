package io.simpleflow.inline;

import io.simpleflow.BranchFailedException;
import io.simpleflow.FailureDecision;
import io.simpleflow.FailureHandler;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SerializationException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.TaskException;
import io.simpleflow.TaskFailure;
import io.simpleflow.engine.canvas.Scope;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.WorkflowHooks;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries a task until an attempt succeeds, or neither the author's handlers nor the task's own
 * retries want another. The next attempt follows at once, whatever pause is wanted. Not
 * thread-safe.
 */
final class InlineAttempts {
  private final DataConverter converter;
  private final Scope handlerScope;
  private @Nullable WorkflowHooks hooks;

  /** A task that can be tried. */
  interface InlineTask {
    /** What it is. */
    Identity identity();

    /** Runs it once. */
    Outcome attempt();

    /** Lets later attempts have other arguments or options. */
    void change(FailureDecision.Retry retry);
  }

  /** What a task is, and what is wanted if it fails. */
  record Identity(
      String name,
      String id,
      Type resultType,
      RetryPolicy retry,
      Optional<FailureHandler> handler) {}

  /** What an attempt has come to: JSON, or a failure. */
  record Outcome(@Nullable String result, Optional<Failure> failure) {
    static Outcome success(@Nullable String result) {
      return new Outcome(result, Optional.empty());
    }

    static Outcome failure(TaskException exception, List<String> errorTypes, long eventId) {
      return new Outcome(null, Optional.of(new Failure(exception, errorTypes, eventId)));
    }
  }

  /**
   * A failed attempt.
   *
   * @param errorTypes the class that was thrown and its superclasses, as far as they are known
   * @param eventId the event that tells of it
   */
  record Failure(TaskException exception, List<String> errorTypes, long eventId) {}

  /**
   * Tries tasks.
   *
   * @param handlerScope what handlers of failures do belongs to it
   */
  InlineAttempts(DataConverter converter, Scope handlerScope) {
    this.converter = converter;
    this.handlerScope = handlerScope;
  }

  /** Asks the workflow's own handler too, from now on. */
  void handleBy(WorkflowHooks workflow) {
    hooks = workflow;
  }

  /**
   * Runs a task.
   *
   * @return its result
   * @throws SimpleflowException its failure
   */
  @Nullable Object run(InlineTask task) {
    Identity identity = task.identity();
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = task.attempt();
      if (outcome.failure().isEmpty()) {
        return read(identity, outcome.result());
      }
      Failure failure = outcome.failure().get();
      FailureDecision decision =
          decide(
              identity,
              new TaskFailure(
                  identity.name(), identity.id(), attempt, failure.exception(), failure.eventId()));
      if (decision instanceof FailureDecision.Ignore ignore) {
        return ignore.result();
      } else if (decision instanceof FailureDecision.Cancel) {
        throw new TaskCanceledException(identity.name(), Optional.empty());
      } else if (decision instanceof FailureDecision.Retry retry) {
        change(task, retry);
      } else if (decision instanceof FailureDecision.Abort
          || !isTriedAgain(identity.retry(), attempt, failure)) {
        throw failure.exception();
      }
    }
  }

  private static boolean isTriedAgain(RetryPolicy retry, int attempt, Failure failure) {
    return retry.delayAfter(attempt, 0).isPresent() && retry.allows(failure.errorTypes());
  }

  private static void change(InlineTask task, FailureDecision.Retry retry) {
    try {
      task.change(retry);
    } catch (IllegalArgumentException unfit) {
      throw new BranchFailedException("what is to be retried of " + task.identity().id(), unfit);
    }
  }

  private FailureDecision decide(Identity task, TaskFailure failure) {
    try {
      return handlerScope.call(() -> ask(task, failure));
    } catch (SimpleflowException thrown) {
      throw thrown;
    } catch (Exception thrown) {
      throw new BranchFailedException("the failure handler of " + task.id(), thrown);
    }
  }

  private FailureDecision ask(Identity task, TaskFailure failure) {
    Optional<FailureDecision> decision =
        task.handler().flatMap(own -> Optional.ofNullable(own.onTaskFailure(failure)));
    boolean standard = decision.isEmpty() || decision.get() instanceof FailureDecision.Standard;
    if (standard && hooks != null) {
      decision = Optional.ofNullable(hooks.onTaskFailure(failure));
    }
    return decision.orElseGet(FailureDecision::standard);
  }

  private @Nullable Object read(Identity task, @Nullable String result) {
    try {
      return converter.fromJson(result, task.resultType());
    } catch (SerializationException unreadable) {
      throw new SerializationException(
          "the result of %s cannot be read as %s: %s"
              .formatted(task.id(), task.resultType().getTypeName(), unreadable.getMessage()),
          unreadable);
    }
  }
}
