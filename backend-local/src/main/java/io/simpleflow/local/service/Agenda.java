package io.simpleflow.local.service;

import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskTimedOut;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.LambdaEvent.LambdaFunctionScheduled;
import io.simpleflow.history.LambdaEvent.LambdaFunctionStarted;
import io.simpleflow.history.TimerEvent.TimerCanceled;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.history.TimerEvent.TimerStarted;
import io.simpleflow.local.service.Deadlines.Deadline;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done in active executions: tasks in their lists, tasks handed out, and deadlines.
 * All of it follows from the events, so an execution read from the store takes its place here just
 * as a new one does. Guarded by the domain's lock.
 */
final class Agenda {
  private static final String START_TO_CLOSE = "START_TO_CLOSE";

  private final TaskQueue<Execution> decisions = new TaskQueue<>();
  private final TaskQueue<OpenActivity> activities = new TaskQueue<>();
  private final Deadlines deadlines;
  private final LambdaTasks lambdas;
  private final SecureRandom random = new SecureRandom();

  Agenda(Deadlines deadlines, LambdaTasks lambdas) {
    this.deadlines = deadlines;
    this.lambdas = lambdas;
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

  /**
   * Takes in an execution in whose tasks and deadlines nobody has looked after so far. The timeouts
   * of its activities count anew, because they are there to notice work that does not get done, and
   * not that nobody was there to do it; what was started is handed out again, because those who had
   * it are gone. Timers and the execution's own timeout are about the world's time, and go on.
   */
  void resume(Transaction transaction, Execution execution) {
    activate(execution);
    if (execution.startedDecision() != null || execution.waitingDecision() != null) {
      offerDecision(transaction, execution);
    }
    for (OpenActivity activity : execution.activities()) {
      activity.resumed(transaction.now());
      offerActivity(transaction, activity);
    }
    for (OpenLambda lambda : execution.lambdas()) {
      lambdas.begin(transaction, lambda, transaction.now());
    }
  }

  /**
   * Takes in an execution that a server has gone on with before it was restarted. Its deciders and
   * workers are elsewhere and may still answer, and all times go on. Heartbeats could not be given
   * meanwhile, so those that were due are taken for given.
   */
  void goOn(Transaction transaction, Execution execution) {
    activate(execution);
    DecisionTaskStarted started = execution.startedDecision();
    if (started != null) {
      armDecision(execution, started.timestamp());
    } else if (execution.waitingDecision() != null) {
      offerDecision(transaction, execution);
    }
    for (OpenActivity activity : execution.activities()) {
      if (activity.started == null) {
        offerActivity(transaction, activity);
      } else {
        activity.wasHandedOut(
            activity.started.timestamp(),
            transaction.now(),
            transaction
                .domain()
                .store()
                .heartbeat(execution.key(), activity.scheduled.id())
                .orElse(null));
        arm(activity);
      }
    }
    for (OpenLambda lambda : execution.lambdas()) {
      LambdaFunctionStarted event = lambda.started;
      lambdas.begin(transaction, lambda, event == null ? transaction.now() : event.timestamp());
    }
  }

  private void activate(Execution execution) {
    execution.active = true;
    armExecutionTimeout(execution);
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
    } else if (event instanceof LambdaFunctionScheduled e) {
      lambdas.begin(transaction, execution.lambda(e.id()), transaction.now());
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
    long lambda = Execution.endOfLambda(event);
    if (activity != 0) {
      drop(execution.activity(activity));
    } else if (lambda != 0) {
      lambdas.drop(execution.lambda(lambda));
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
      execution.lambdas().forEach(lambdas::drop);
      execution.deadline = cancel(execution.deadline);
    }
  }

  /**
   * Gives a decision task to a decider.
   *
   * @param again whether it was started before, and somebody may have the token of then
   * @return the token to answer with
   */
  String handOut(Execution execution, Instant now, boolean again) {
    execution.queued = null;
    execution.decisionAgain = again ? random.nextLong() : 0;
    armDecision(execution, now);
    DecisionTaskStarted started = Objects.requireNonNull(execution.startedDecision());
    return TaskToken.of(
            execution, TaskToken.Kind.D, started.scheduledEventId(), execution.decisionAgain)
        .encode();
  }

  private void armDecision(Execution execution, Instant startedAt) {
    String seconds = execution.started().taskStartToCloseTimeout();
    armDecision(execution, startedAt, seconds, START_TO_CLOSE);
  }

  private void armDecision(
      Execution execution, Instant from, @Nullable String seconds, String type) {
    execution.decisionDeadline = cancel(execution.decisionDeadline);
    Timeout timeout = Timeout.after(from, seconds, type);
    if (timeout != null) {
      execution.decisionDeadline =
          deadlines.set(timeout.due(), tx -> timeOutDecision(tx, execution, type));
    }
  }

  /** As the method for decision tasks, for a worker and an activity task. */
  String handOut(OpenActivity activity, Instant now, boolean again) {
    activity.queued = null;
    activity.handedOut(now, again ? random.nextLong() : 0);
    arm(activity);
    return TaskToken.of(
            activity.execution, TaskToken.Kind.A, activity.scheduled.id(), activity.again())
        .encode();
  }

  /** Has a decision task that was started handed out again. */
  void takeBackDecision(Transaction transaction, Execution execution) {
    if (execution.queued == null) {
      offerDecision(transaction, execution);
    }
  }

  /** Has an activity task that was started handed out again. */
  void takeBack(Transaction transaction, OpenActivity activity) {
    if (activity.queued == null) {
      offerActivity(transaction, activity);
    }
  }

  private void offerDecision(Transaction transaction, Execution execution) {
    DecisionTaskScheduled waiting = execution.waitingDecision();
    execution.queued =
        decisions.offer(
            execution,
            waiting == null ? execution.decisionTaskList() : waiting.taskList(),
            execution.started().taskPriority(),
            transaction);
    if (waiting != null && execution.startedDecision() == null) {
      armDecision(
          execution, waiting.timestamp(), waiting.scheduleToStartTimeout(), "SCHEDULE_TO_START");
    }
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

  /** A deadline that is too early stays: it will find nothing due and set itself anew. */
  private void arm(OpenActivity activity) {
    Timeout timeout = activity.nextTimeout();
    if (timeout == null) {
      activity.deadline = cancel(activity.deadline);
    } else if (activity.deadline == null || activity.deadline.due().isAfter(timeout.due())) {
      activity.deadline = cancel(activity.deadline);
      activity.deadline = deadlines.set(timeout.due(), tx -> expire(tx, activity));
    }
  }

  /**
   * Both a start and a heartbeat only move what a deadline was set for. One that has moved takes
   * its place among the others even if it has passed too: the clock may have jumped over several.
   */
  private void expire(Transaction transaction, OpenActivity activity) {
    Deadlines.Deadline passed = activity.deadline;
    activity.deadline = null;
    Timeout timeout = activity.nextTimeout();
    if (timeout != null && passed != null && !timeout.due().isAfter(passed.due())) {
      transaction.timeOut(activity, timeout.type());
    } else {
      arm(activity);
    }
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
    String type = START_TO_CLOSE;
    Timeout timeout =
        Timeout.after(started.timestamp(), started.executionStartToCloseTimeout(), type);
    if (timeout != null) {
      execution.deadline =
          deadlines.set(timeout.due(), tx -> tx.domain().closer().timeOut(tx, execution, type));
    }
  }

  private static void timeOutDecision(Transaction transaction, Execution execution, String type) {
    DecisionTaskStarted started = execution.startedDecision();
    DecisionTaskScheduled waiting = execution.waitingDecision();
    long scheduledEventId =
        started != null ? started.scheduledEventId() : waiting != null ? waiting.id() : 0;
    if (scheduledEventId != 0) {
      transaction.append(
          execution,
          new DecisionTaskTimedOut(
              execution.nextEventId(),
              transaction.now(),
              type,
              scheduledEventId,
              started == null ? 0 : started.id()));
      transaction.scheduleDecision(execution);
    }
  }

  private void drop(OpenActivity activity) {
    activity.deadline = cancel(activity.deadline);
    if (activity.queued != null) {
      activities.withdraw(activity.queued);
      activity.queued = null;
    }
  }

  private void dropDecision(Execution execution) {
    execution.decisionDeadline = cancel(execution.decisionDeadline);
    if (execution.queued != null) {
      decisions.withdraw(execution.queued);
      execution.queued = null;
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
