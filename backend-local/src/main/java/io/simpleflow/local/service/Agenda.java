package io.simpleflow.local.service;

import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskTimedOut;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.TimerEvent.TimerCanceled;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.history.TimerEvent.TimerStarted;
import io.simpleflow.local.service.Deadlines.Deadline;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done in active executions: tasks in their lists, tasks handed out, and deadlines.
 * All of it follows from the events, so an execution read from the store takes its place here just
 * as a new one does. Guarded by the domain's lock.
 */
final class Agenda {
  private final TaskQueue<Execution> decisions;
  private final TaskQueue<OpenActivity> activities;
  private final Deadlines deadlines;
  private final Map<String, Execution> decisionsHandedOut = new HashMap<>();
  private final Map<String, OpenActivity> activitiesHandedOut = new HashMap<>();
  private final String tokenPrefix;
  private long lastToken;

  Agenda(ReentrantLock lock, Deadlines deadlines) {
    this.decisions = new TaskQueue<>(lock);
    this.activities = new TaskQueue<>(lock);
    this.deadlines = deadlines;
    byte[] random = new byte[15];
    new SecureRandom().nextBytes(random);
    this.tokenPrefix = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + ".";
  }

  TaskQueue<Execution> decisions() {
    return decisions;
  }

  TaskQueue<OpenActivity> activities() {
    return activities;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  @Nullable Execution decisionHandedOut(String token) {
    return decisionsHandedOut.get(token);
  }

  @Nullable OpenActivity activityHandedOut(String token) {
    return activitiesHandedOut.get(token);
  }

  /**
   * Takes an execution in whose tasks and deadlines nobody has looked after so far. The timeouts of
   * its activities count anew, because they are there to notice work that does not get done, and
   * not that nobody was there to do it. Timers and the execution's own timeout are about the
   * world's time, and go on.
   */
  void activate(Transaction transaction, Execution execution) {
    execution.active = true;
    armExecutionTimeout(execution);
    if (execution.startedDecision() != null || execution.waitingDecision() != null) {
      offerDecision(transaction, execution);
    }
    for (OpenActivity activity : execution.activities()) {
      activity.resumed(transaction.now());
      offerActivity(transaction, activity);
    }
    execution.timers().forEach(timer -> armTimer(execution, timer));
  }

  /** Takes in what an event has begun, after it was applied. */
  void entered(Transaction transaction, Execution execution, HistoryEvent event) {
    if (!execution.active) {
      return;
    }
    if (event instanceof ActivityTaskScheduled e) {
      offerActivity(transaction, execution.activity(e.id()));
    } else if (event instanceof DecisionTaskScheduled) {
      if (execution.startedDecision() == null) {
        offerDecision(transaction, execution);
      }
    } else if (event instanceof DecisionTaskCompleted || event instanceof DecisionTaskTimedOut) {
      if (execution.waitingDecision() != null) {
        offerDecision(transaction, execution);
      }
    } else if (event instanceof TimerStarted e) {
      OpenTimer timer = execution.timer(e.timerId());
      if (timer != null) {
        armTimer(execution, timer);
      }
    } else if (event instanceof WorkflowExecutionStarted) {
      armExecutionTimeout(execution);
    }
  }

  /** Drops what an event ends, before it is applied. */
  void leaving(Execution execution, HistoryEvent event) {
    if (!execution.active) {
      return;
    }
    long activity = Execution.endOfActivity(event);
    if (activity != 0) {
      drop(execution.activity(activity));
    } else if (event instanceof DecisionTaskCompleted || event instanceof DecisionTaskTimedOut) {
      dropDecision(execution);
    } else if (event instanceof TimerFired e) {
      drop(execution.timer(e.timerId()));
    } else if (event instanceof TimerCanceled e) {
      drop(execution.timer(e.timerId()));
    } else if (Closing.statusOf(event).isPresent()) {
      dropDecision(execution);
      execution.activities().forEach(this::drop);
      execution.timers().forEach(this::drop);
      execution.deadline = cancel(execution.deadline);
    }
  }

  /** Gives a decision task to a decider; returns the token to answer with. */
  String handOut(Execution execution, Instant now) {
    String token = newToken();
    execution.decisionToken = token;
    execution.queued = null;
    decisionsHandedOut.put(token, execution);
    String seconds = execution.started().taskStartToCloseTimeout();
    Timeout.after(now, seconds, "START_TO_CLOSE")
        .ifPresent(
            timeout ->
                execution.decisionDeadline =
                    deadlines.set(timeout.due(), tx -> timeOutDecision(tx, execution)));
    return token;
  }

  /** Gives an activity task to a worker; returns the token to answer with. */
  String handOut(OpenActivity activity, Instant now, boolean again) {
    String token = newToken();
    activity.queued = null;
    activity.handedOut(token, now, again);
    activitiesHandedOut.put(token, activity);
    arm(activity);
    return token;
  }

  private String newToken() {
    return tokenPrefix + Long.toString(++lastToken, Character.MAX_RADIX);
  }

  private void offerDecision(Transaction transaction, Execution execution) {
    WorkflowExecutionStarted started = execution.started();
    execution.queued =
        decisions.offer(execution, started.taskList(), started.taskPriority(), transaction);
  }

  private void offerActivity(Transaction transaction, OpenActivity activity) {
    activity.queued =
        activities.offer(
            activity,
            activity.scheduled.taskList(),
            activity.scheduled.taskPriority(),
            transaction);
    arm(activity);
  }

  private void arm(OpenActivity activity) {
    activity.deadline = cancel(activity.deadline);
    activity
        .nextTimeout()
        .ifPresent(
            timeout ->
                activity.deadline = deadlines.set(timeout.due(), tx -> expire(tx, activity)));
  }

  /** A heartbeat only notes its time, so a deadline may turn out to have moved. */
  private void expire(Transaction transaction, OpenActivity activity) {
    activity
        .nextTimeout()
        .ifPresent(
            timeout -> {
              if (timeout.due().isAfter(transaction.now())) {
                arm(activity);
              } else {
                transaction.timeOut(activity, timeout.type());
              }
            });
  }

  private void armTimer(Execution execution, OpenTimer timer) {
    TimerStarted started = timer.started;
    Instant due = started.timestamp().plusSeconds(Long.parseLong(started.startToFireTimeout()));
    timer.deadline =
        deadlines.set(
            due,
            tx -> {
              tx.append(
                  execution,
                  new TimerFired(
                      execution.nextEventId(), tx.now(), started.timerId(), started.id()));
              tx.scheduleDecision(execution);
            });
  }

  private void armExecutionTimeout(Execution execution) {
    WorkflowExecutionStarted started = execution.started();
    String type = "START_TO_CLOSE";
    Timeout.after(started.timestamp(), started.executionStartToCloseTimeout(), type)
        .ifPresent(
            timeout ->
                execution.deadline =
                    deadlines.set(
                        timeout.due(), tx -> tx.domain().closer().timeOut(tx, execution, type)));
  }

  private static void timeOutDecision(Transaction transaction, Execution execution) {
    DecisionTaskStarted started = execution.startedDecision();
    if (started != null) {
      transaction.append(
          execution,
          new DecisionTaskTimedOut(
              execution.nextEventId(),
              transaction.now(),
              "START_TO_CLOSE",
              started.scheduledEventId(),
              started.id()));
      transaction.scheduleDecision(execution);
    }
  }

  private void drop(OpenActivity activity) {
    activity.deadline = cancel(activity.deadline);
    if (activity.queued != null) {
      activities.withdraw(activity.queued);
      activity.queued = null;
    }
    if (activity.token != null) {
      activitiesHandedOut.remove(activity.token);
      activity.token = null;
    }
  }

  private void dropDecision(Execution execution) {
    execution.decisionDeadline = cancel(execution.decisionDeadline);
    if (execution.queued != null) {
      decisions.withdraw(execution.queued);
      execution.queued = null;
    }
    if (execution.decisionToken != null) {
      decisionsHandedOut.remove(execution.decisionToken);
      execution.decisionToken = null;
    }
  }

  private void drop(@Nullable OpenTimer timer) {
    if (timer != null) {
      timer.deadline = cancel(timer.deadline);
    }
  }

  private @Nullable Deadline cancel(@Nullable Deadline deadline) {
    if (deadline != null) {
      deadlines.cancel(deadline);
    }
    return null;
  }
}
