package io.simpleflow.engine.replay;

import io.simpleflow.FailureDecision;
import io.simpleflow.FailureHandler;
import io.simpleflow.Promise;
import io.simpleflow.RetryPolicy;
import io.simpleflow.SerializationException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.history.Decision;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.TaskIds;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One submitted task (an activity, a child workflow, a call of a Lambda function), from its first
 * scheduling through all its attempts to its end.
 *
 * @param <D> the decision that asks for an attempt
 */
final class SubmittedTask<D extends Decision> {
  /** What the task is. */
  record Identity(String name, String id, Type resultType) {}

  /** How its failures are dealt with. */
  record FailureRules(
      RetryPolicy retry, Optional<FailureHandler> handler, boolean raises, Strand submitter) {}

  private final Identity identity;
  private final FailureRules rules;
  private final Promise<?> promise;
  private final BiFunction<D, FailureDecision.Retry, D> change;
  private final BiFunction<D, Integer, D> forAttempt;
  private final List<Promise<?>> followers = new ArrayList<>();
  private final Refusals refusals = new Refusals();
  private D decision;
  private int failures;
  private int wanted;
  private boolean cancelRequested;

  /**
   * A task of which nothing has happened yet.
   *
   * @param change makes the decision for an attempt with other arguments or options
   * @param forAttempt makes that for the attempt of a number, from the one before
   */
  SubmittedTask(
      Identity identity,
      FailureRules rules,
      D decision,
      Promise<?> promise,
      BiFunction<D, FailureDecision.Retry, D> change,
      BiFunction<D, Integer, D> forAttempt) {
    this.identity = identity;
    this.rules = rules;
    this.decision = decision;
    this.promise = promise;
    this.change = change;
    this.forAttempt = forAttempt;
  }

  /** What asks for the next attempt, or has asked for the latest. */
  D decision() {
    return decision;
  }

  Promise<?> promise() {
    return promise;
  }

  FailureRules rules() {
    return rules;
  }

  void start() {
    promise.start();
    followers.forEach(Promise::start);
  }

  /** Whether others may follow it. */
  boolean isShared() {
    return !followers.isEmpty();
  }

  /** Whether a strand waits for a future of this very task. */
  boolean isAwaitedBy(Strand strand) {
    return strand.waitsFor(promise) || followers.stream().anyMatch(strand::waitsFor);
  }

  /**
   * Lets another future end as this task does. Cancelling it leaves the task alone as long as
   * somebody else wants the result.
   */
  @SuppressWarnings("unchecked") // One id means one activity, hence one type of result.
  <F extends @Nullable Object> void addFollower(Promise<F> follower) {
    followers.add(follower);
    wanted++;
    follower.onCancelRequest(
        () -> {
          if (--wanted == 0) {
            promise.requestCancel();
          } else {
            follower.cancel();
          }
        });
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
    return identity.name();
  }

  /** The activity id, workflow id or Lambda call's id. */
  String id() {
    return identity.id();
  }

  String retryTimerId() {
    return TaskIds.limited("__simpleflow_task_" + id());
  }

  void complete(@Nullable String result, DataConverter converter) {
    try {
      completeWith(converter.fromJson(result, identity.resultType()));
    } catch (SimpleflowException unreadable) {
      promise.fail(
          new SerializationException(
              "the result of %s cannot be read as %s: %s"
                  .formatted(id(), identity.resultType().getTypeName(), unreadable.getMessage()),
              unreadable));
    }
  }

  @SuppressWarnings("unchecked") // The result's type is that of the method the compiler checked.
  void completeWith(@Nullable Object result) {
    ((Promise<@Nullable Object>) promise).complete(result);
  }

  /** Counts a failed attempt, and returns how many there were. */
  int countFailure() {
    return ++failures;
  }

  /**
   * The pause before the next attempt by the task's own retries, or empty if there is none.
   *
   * @param errorTypes the class that was thrown and its superclasses, as far as they are known
   */
  Optional<Duration> pauseAfterFailure(List<String> errorTypes, String runId) {
    if (!rules.retry().allows(errorTypes)) {
      return Optional.empty();
    }
    long seed = 31L * (31L * runId.hashCode() + id().hashCode()) + failures;
    return rules.retry().delayAfter(failures, new Random(seed).nextDouble());
  }

  /** Lets the next attempt have other arguments or options. */
  void change(FailureDecision.Retry retry) {
    decision = change.apply(decision, retry);
  }

  /** After so many failures as were counted, there is to be another attempt. */
  void nextAttempt() {
    decision = forAttempt.apply(decision, failures + 1);
  }

  /** How often the service has refused the task for now. */
  Refusals refusals() {
    return refusals;
  }

  /** Notes that it was asked to cancel itself: there is no further attempt. */
  void requestCancel() {
    cancelRequested = true;
  }

  boolean isCancelRequested() {
    return cancelRequested;
  }
}
