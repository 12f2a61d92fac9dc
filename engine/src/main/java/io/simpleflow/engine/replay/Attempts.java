package io.simpleflow.engine.replay;

import io.simpleflow.BranchFailedException;
import io.simpleflow.FailureDecision;
import io.simpleflow.SimpleflowException;
import io.simpleflow.TaskException;
import io.simpleflow.TaskFailedException;
import io.simpleflow.TaskFailure;
import io.simpleflow.engine.canvas.Scope;
import io.simpleflow.history.Decision;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.WorkflowHooks;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows when an attempt at a task fails or is refused: what the author's handlers
 * say, else the task's own retries. Not thread-safe.
 */
final class Attempts {
  /** How often to ask for a type to be known: each time the decider registers it. */
  private static final int MOST_REFUSALS = 5;

  private final Outbox outbox;
  private final ReplayTimers timers;
  private final Strands strands;
  private final Scope handlerScope;
  private final String runId;
  private final Set<SubmittedTask<?>> pausing = new HashSet<>();
  private final Set<SubmittedTask<?>> refused = new HashSet<>();
  private @Nullable WorkflowHooks hooks;

  Attempts(Outbox outbox, ReplayTimers timers, Strands strands, String runId) {
    this.outbox = outbox;
    this.timers = timers;
    this.strands = strands;
    this.runId = runId;
    this.handlerScope = Scope.root(strands); // What a handler does is part of no scope.
  }

  /** Asks the workflow's own handler too, from now on. */
  void handleBy(WorkflowHooks workflow) {
    hooks = workflow;
  }

  /**
   * An attempt failed or timed out.
   *
   * @param errorTypes the class that was thrown and its superclasses, as far as they are known
   * @param eventId the event that told of it
   */
  void failed(SubmittedTask<?> task, List<String> errorTypes, TaskException failure, long eventId) {
    int attempt = task.countFailure();
    if (task.promise().isDone()) {
      return;
    } else if (task.isCancelRequested()) {
      end(task, failure);
    } else if (task.rules().handler().isEmpty() && hooks == null) {
      retryOrEnd(task, errorTypes, failure);
    } else {
      TaskFailure told = new TaskFailure(task.name(), task.id(), attempt, failure, eventId);
      strands.start(handlerScope, () -> handle(task, errorTypes, told));
    }
  }

  /** Runs on a strand of its own. */
  private void handle(SubmittedTask<?> task, List<String> errorTypes, TaskFailure failure) {
    FailureDecision decision;
    try {
      decision = ask(task, failure);
    } catch (SimpleflowException thrown) {
      end(task, thrown);
      return;
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError thrown) {
      end(task, new BranchFailedException("the failure handler of " + task.id(), thrown));
      return;
    }
    if (task.promise().isDone()) {
      return; // Given up while the handler waited.
    }
    if (task.isCancelRequested()) {
      end(task, failure.exception());
    } else if (decision instanceof FailureDecision.Ignore ignore) {
      task.completeWith(ignore.result());
    } else if (decision instanceof FailureDecision.Cancel) {
      task.promise().cancel();
    } else if (decision instanceof FailureDecision.Retry retry) {
      try {
        task.change(retry);
      } catch (SimpleflowException | IllegalArgumentException unfit) {
        end(task, new BranchFailedException("what is to be retried of " + task.id(), unfit));
        return;
      }
      again(task, retry.pause());
    } else if (decision instanceof FailureDecision.Abort) {
      end(task, failure.exception());
    } else {
      retryOrEnd(task, errorTypes, failure.exception());
    }
  }

  private FailureDecision ask(SubmittedTask<?> task, TaskFailure failure) {
    Optional<FailureDecision> decision =
        task.rules().handler().flatMap(own -> Optional.ofNullable(own.onTaskFailure(failure)));
    boolean standard = decision.isEmpty() || decision.get() instanceof FailureDecision.Standard;
    if (standard && hooks != null) {
      decision = Optional.ofNullable(hooks.onTaskFailure(failure));
    }
    return decision.orElseGet(FailureDecision::standard);
  }

  private void retryOrEnd(SubmittedTask<?> task, List<String> errorTypes, TaskException failure) {
    Optional<Duration> pause = task.pauseAfterFailure(errorTypes, runId);
    if (pause.isEmpty()) {
      end(task, failure);
    } else {
      again(task, pause.get());
    }
  }

  private void again(SubmittedTask<?> task, Duration pause) {
    task.nextAttempt();
    if (pause.isZero()) {
      outbox.add(task.decision());
    } else {
      pausing.add(task);
      after(
          pause,
          task,
          () -> {
            pausing.remove(task);
            if (!task.promise().isDone()) {
              outbox.add(task.decision());
            }
          },
          () -> pausing.remove(task));
    }
  }

  /** Takes back the next attempt of a task that waits for one, and says whether it did. */
  boolean giveUpWaiting(SubmittedTask<?> task) {
    if (pausing.remove(task)) {
      timers.cancel(task.retryTimerId());
      return true;
    }
    return refused.contains(task); // Its place is free when its pause is over.
  }

  /** Ends a task in failure, and lets its submitter's code throw that if it is to. */
  void end(SubmittedTask<?> task, SimpleflowException failure) {
    SubmittedTask.FailureRules rules = task.rules();
    if (rules.raises() && !task.promise().isDone() && !task.isAwaitedBy(rules.submitter())) {
      strands.raise(rules.submitter(), failure);
    }
    task.promise().fail(failure);
  }

  /**
   * The service refused an attempt, which still counts as open, so that no other takes its place.
   *
   * @param unknownType whether it does not know the type, which the decider then registers
   * @param passing whether it would take it later
   */
  void refused(SubmittedTask<?> task, String cause, boolean unknownType, boolean passing) {
    Decision decision = task.decision();
    Refusals refusals = task.refusals();
    if (unknownType && refusals.count() == 0) {
      refusals.next();
      outbox.addAgain(decision); // The decider has registered the type by now.
    } else if (passing || (unknownType && refusals.count() < MOST_REFUSALS)) {
      refused.add(task);
      after(
          refusals.next(),
          task,
          () -> {
            refused.remove(task);
            if (task.promise().isDone()) {
              outbox.ended(decision);
            } else {
              outbox.addAgain(decision);
            }
          },
          () -> {
            refused.remove(task);
            outbox.ended(decision);
          });
    } else {
      outbox.ended(decision);
      end(task, new TaskFailedException(task.name(), cause, Optional.empty(), Optional.empty()));
    }
  }

  private void after(Duration pause, SubmittedTask<?> task, Runnable next, Runnable onRefused) {
    timers.start(
        new Decision.StartTimer(task.retryTimerId(), input(task.decision()), SwfSeconds.of(pause)),
        next,
        refused -> {
          onRefused.run();
          end(task, refused);
        });
  }

  /** The original keeps the task's input in the timer that tries it again. */
  private static @Nullable String input(Decision decision) {
    if (decision instanceof Decision.ScheduleActivityTask activity) {
      return activity.input();
    } else if (decision instanceof Decision.StartChildWorkflowExecution child) {
      return child.input();
    }
    return decision instanceof Decision.ScheduleLambdaFunction lambda ? lambda.input() : null;
  }
}
