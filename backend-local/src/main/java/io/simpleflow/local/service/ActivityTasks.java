package io.simpleflow.local.service;

import io.simpleflow.StaleTaskException;
import io.simpleflow.history.ActivityEvent;
import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.spi.ActivityTask;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Activity tasks: handing them out, heartbeats, and answers. Thread-safe. */
final class ActivityTasks {
  private static final int REASON = 256;
  private static final int HEARTBEAT_DETAILS = 2_048;

  private final Domain domain;

  ActivityTasks(Domain domain) {
    this.domain = domain;
  }

  Optional<ActivityTask> poll(Optional<String> taskList, String identity, Duration wait)
      throws InterruptedException {
    TaskQueue.Entry<OpenActivity> entry;
    ActivityTask task;
    domain.lock().lockInterruptibly();
    try {
      domain.check();
      entry = domain.agenda().activities().take(taskList, TimeUnit.NANOSECONDS.convert(wait));
      if (entry == null) {
        domain.checkNotFailed();
        return Optional.empty();
      }
      OpenActivity activity = entry.task;
      task = domain.run(domain.transaction(), tx -> start(tx, activity, identity));
    } finally {
      domain.lock().unlock();
    }
    entry.scheduling.receipt().await();
    return Optional.of(task);
  }

  private ActivityTask start(Transaction transaction, OpenActivity activity, String identity) {
    Execution execution = activity.execution;
    // One that an earlier process had started is handed out again as it is.
    boolean again = activity.started != null;
    if (!again) {
      transaction.append(
          execution,
          new ActivityTaskStarted(
              execution.nextEventId(), transaction.now(), identity, activity.scheduled.id()));
    }
    return new ActivityTask(
        domain.agenda().handOut(activity, transaction.now(), again),
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

  void cancel(String taskToken, @Nullable String details) {
    Checks.data("details", details);
    answer(
        taskToken,
        (transaction, activity) -> {
          if (activity.cancelRequestedEventId == null) {
            throw new IllegalArgumentException(
                "activity '%s' cannot be answered as canceled: nobody asked to cancel it"
                    .formatted(activity.scheduled.activityId()));
          }
          return new ActivityTaskCanceled(
              activity.execution.nextEventId(),
              transaction.now(),
              details,
              activity.scheduled.id(),
              activity.startedEventId(),
              activity.cancelRequestedEventId);
        });
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

  /** A heartbeat is not recorded, so there is nothing to wait for. */
  boolean heartbeat(String taskToken, @Nullable String details) {
    Checks.atMost("details", details, HEARTBEAT_DETAILS);
    domain.lock().lock();
    try {
      OpenActivity activity = handedOut(taskToken);
      activity.heartbeat(domain.transaction().now(), details);
      return activity.cancelRequestedEventId != null;
    } finally {
      domain.lock().unlock();
    }
  }

  private OpenActivity handedOut(String taskToken) {
    OpenActivity activity = domain.agenda().activityHandedOut(taskToken);
    if (activity == null) {
      throw new StaleTaskException(
          "this activity task is over: it timed out, was answered before, or its execution is"
              + " closed");
    }
    return activity;
  }

  @FunctionalInterface
  private interface Answer {
    ActivityEvent of(Transaction transaction, OpenActivity activity);
  }
}
