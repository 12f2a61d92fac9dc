package io.simpleflow.local.service;

import io.simpleflow.StaleTaskException;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.local.store.Changes;
import io.simpleflow.local.store.Changes.DeleteHeartbeat;
import io.simpleflow.local.store.Changes.PutHeartbeat;
import io.simpleflow.spi.ActivityTask;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Activity tasks: handing them out, heartbeats, and answers. Thread-safe. */
final class ActivityTasks {
  private static final int REASON = 256;
  private static final int HEARTBEAT_DETAILS = 2_048;

  private final Domain domain;
  private final Polls<OpenActivity, ActivityTask> polls;

  ActivityTasks(Domain domain) {
    this.domain = domain;
    this.polls =
        new Polls<>(
            domain,
            domain.agenda().activities(),
            new Polls.Kind<>() {
              @Override
              public ActivityTask start(
                  Transaction transaction, OpenActivity task, @Nullable String identity) {
                return ActivityTasks.this.start(transaction, task, identity);
              }

              @Override
              public void takeBack(Transaction transaction, ActivityTask task) {
                find(task.taskToken())
                    .ifPresent(activity -> domain.agenda().takeBack(transaction, activity));
              }
            });
  }

  Polls<OpenActivity, ActivityTask> polls() {
    return polls;
  }

  private ActivityTask start(
      Transaction transaction, OpenActivity activity, @Nullable String identity) {
    Execution execution = activity.execution;
    // One that was started and whose answer got lost is handed out again as it is.
    boolean again = activity.started != null;
    if (!again) {
      transaction.append(
          execution,
          new ActivityTaskStarted(
              execution.nextEventId(), transaction.now(), identity, activity.scheduled.id()));
    }
    return new ActivityTask(
        // Where workers are elsewhere, only a task that reached nobody is handed out again.
        domain.agenda().handOut(activity, transaction.now(), again && !domain.goesOn()),
        execution.id(),
        activity.scheduled.activityId(),
        activity.scheduled.activityType(),
        Objects.requireNonNull(activity.started).id(),
        activity.scheduled.input(),
        activity.scheduled.startToCloseTimeout(),
        activity.scheduled.heartbeatTimeout());
  }

  void complete(String taskToken, @Nullable String result) {
    Checks.data("result", result);
    answer(
        taskToken,
        (transaction, activity) ->
            new ActivityTaskCompleted(
                activity.execution.nextEventId(),
                transaction.now(),
                result,
                activity.scheduled.id(),
                activity.startedEventId()));
  }

  void fail(String taskToken, @Nullable String reason, @Nullable String details) {
    Checks.atMost("reason", reason, REASON);
    Checks.data("details", details);
    answer(
        taskToken,
        (transaction, activity) ->
            new ActivityTaskFailed(
                activity.execution.nextEventId(),
                transaction.now(),
                reason,
                details,
                activity.scheduled.id(),
                activity.startedEventId()));
  }

  /** As SWF does, takes it even if nobody asked to cancel the activity. */
  void cancel(String taskToken, @Nullable String details) {
    Checks.data("details", details);
    answer(
        taskToken,
        (transaction, activity) ->
            new ActivityTaskCanceled(
                activity.execution.nextEventId(),
                transaction.now(),
                details,
                activity.scheduled.id(),
                activity.startedEventId(),
                activity.cancelRequestedEventId));
  }

  private void answer(String taskToken, Answer answer) {
    domain.update(
        transaction -> {
          OpenActivity activity = handedOut(taskToken);
          ActivityEvent outcome = answer.of(transaction, activity);
          transaction.append(activity.execution, outcome);
          transaction.scheduleDecision(activity.execution);
          return transaction;
        });
  }

  /**
   * A heartbeat is not recorded, so there is nothing to wait for. What it says is kept all the same
   * where a task outlives the process, to be told of if the task times out.
   */
  boolean heartbeat(String taskToken, @Nullable String details) {
    Checks.atMost("details", details, HEARTBEAT_DETAILS);
    domain.lock();
    try {
      Instant now = domain.transaction().now();
      OpenActivity activity = handedOut(taskToken);
      if (domain.goesOn() && !Objects.equals(details, activity.heartbeatDetails)) {
        long key = activity.execution.key();
        long id = activity.scheduled.id();
        var unused =
            domain
                .store()
                .write(
                    Changes.of(
                        details == null
                            ? new DeleteHeartbeat(key, id)
                            : new PutHeartbeat(key, id, details)));
      }
      activity.heartbeat(now, details);
      return activity.cancelRequestedEventId != null;
    } finally {
      domain.unlock();
    }
  }

  private OpenActivity handedOut(String taskToken) {
    return find(taskToken)
        .orElseThrow(
            () ->
                new StaleTaskException(
                    "this activity task is over: it timed out, was answered before, or its"
                        + " execution is closed"));
  }

  /** The activity that is started with this token. Under the lock. */
  private Optional<OpenActivity> find(String taskToken) {
    return TaskToken.decode(taskToken)
        .filter(token -> token.kind() == TaskToken.Kind.A)
        .flatMap(token -> domain.findOpen(token).flatMap(execution -> find(execution, token)));
  }

  private static Optional<OpenActivity> find(Execution execution, TaskToken token) {
    return Optional.ofNullable(execution.activityIfOpen(token.scheduledEventId()))
        .filter(activity -> activity.started != null && activity.again() == token.again());
  }

  @FunctionalInterface
  private interface Answer {
    ActivityEvent of(Transaction transaction, OpenActivity activity);
  }
}
