package io.simpleflow.testkit;

import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.ActivityState;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskTimedOut;
import io.simpleflow.history.EventType;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTerminated;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTimedOut;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.history.TimerEvent.TimerStarted;
import io.simpleflow.history.TimerState;
import io.simpleflow.history.WorkflowType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes the history of an execution as a service would: give it what the decider decided and what
 * happened to the tasks, and it adds the decision tasks, the ids and the references.
 *
 * <pre>{@code
 * List<HistoryEvent> events =
 *     new HistoryBuilder(new WorkflowType("basic", "example"), "{\"args\":[1]}")
 *         .decided(schedule("activity-Arithmetic.increment-1", ...))
 *         .activityCompleted("activity-Arithmetic.increment-1", "2")
 *         .after(Duration.ofMinutes(5))
 *         .decisionStarted()
 *         .events();
 * }</pre>
 *
 * <p>What could not happen is refused with an {@link IllegalStateException}: the completion of an
 * activity that is not open, a decision while no decision task is. Every step takes 100 ms unless
 * {@link #after} adds to it. Not thread-safe.
 */
public final class HistoryBuilder {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final String TASK_LIST = "default";
  private static final String TIMEOUT = "60";

  private final History history = new History();
  private Instant now = ManualTimekeeper.START;
  private boolean decisionTaskStarted;
  private boolean decisionTaskOpen;
  private boolean decisionTaskDue;

  /**
   * Begins with the start of an execution and its first decision task.
   *
   * @param input the input as JSON, or null for none
   */
  public HistoryBuilder(WorkflowType type, @Nullable String input) {
    add(
        (id, time) ->
            new WorkflowExecutionStarted(
                id,
                time,
                input,
                "3600",
                TIMEOUT,
                ChildPolicy.TERMINATE,
                TASK_LIST,
                null,
                type,
                List.of(),
                null,
                null,
                0,
                null));
    scheduleDecisionTask();
  }

  /** Adds an event that no other method adds, made of its id and its time. */
  public HistoryBuilder add(BiFunction<Long, Instant, ? extends HistoryEvent> event) {
    history.append(List.of(event.apply(history.lastEventId() + 1, now)));
    return this;
  }

  /** Lets time pass. */
  public HistoryBuilder after(Duration duration) {
    now = now.plus(duration);
    return this;
  }

  /** A decider takes the decision task: this is what the history it gets ends with. */
  public HistoryBuilder decisionStarted() {
    require(decisionTaskOpen && !decisionTaskStarted, "no decision task waits for a decider");
    step();
    long scheduled = last(EventType.DECISION_TASK_SCHEDULED);
    add((id, time) -> new DecisionTaskStarted(id, time, "decider", scheduled));
    decisionTaskStarted = true;
    return this;
  }

  /** A decider answers with these decisions, having taken the task if it had not yet. */
  public HistoryBuilder decided(Decision... decisions) {
    takeDecisionTask();
    step();
    long scheduled = last(EventType.DECISION_TASK_SCHEDULED);
    long started = last(EventType.DECISION_TASK_STARTED);
    add((id, time) -> new DecisionTaskCompleted(id, time, null, scheduled, started, null, null));
    endDecisionTask();
    long completed = history.lastEventId();
    for (Decision decision : decisions) {
      add((id, time) -> DecidedEvents.event(decision, history, id, time, completed));
    }
    return scheduleDueDecisionTask();
  }

  /** A decider took the decision task and did not answer in time. */
  public HistoryBuilder decisionTimedOut() {
    takeDecisionTask();
    after(Duration.ofSeconds(Long.parseLong(TIMEOUT)));
    long scheduled = last(EventType.DECISION_TASK_SCHEDULED);
    long started = last(EventType.DECISION_TASK_STARTED);
    add((id, time) -> new DecisionTaskTimedOut(id, time, "START_TO_CLOSE", scheduled, started));
    endDecisionTask();
    return scheduleDecisionTask();
  }

  private void takeDecisionTask() {
    if (!decisionTaskStarted) {
      decisionStarted();
    }
  }

  private void endDecisionTask() {
    decisionTaskOpen = false;
    decisionTaskStarted = false;
  }

  /** A worker takes an activity task. */
  public HistoryBuilder activityStarted(String activityId) {
    ActivityState activity = openActivity(activityId);
    require(activity.started() == null, activityId + " was started already");
    step();
    return add(
        (id, time) -> new ActivityTaskStarted(id, time, "worker", activity.scheduledEventId()));
  }

  /** A worker gives a result as JSON, having taken the task if it had not yet. */
  public HistoryBuilder activityCompleted(String activityId, @Nullable String result) {
    ActivityTaskStarted started = takeActivity(activityId);
    add(
        (id, time) ->
            new ActivityTaskCompleted(id, time, result, started.scheduledEventId(), started.id()));
    return scheduleDecisionTask();
  }

  /** A worker reports a failure, having taken the task if it had not yet. */
  public HistoryBuilder activityFailed(
      String activityId, @Nullable String reason, @Nullable String details) {
    ActivityTaskStarted started = takeActivity(activityId);
    add(
        (id, time) ->
            new ActivityTaskFailed(
                id, time, reason, details, started.scheduledEventId(), started.id()));
    return scheduleDecisionTask();
  }

  /** A worker confirms that it gave the task up, as it was asked to. */
  public HistoryBuilder activityCanceled(String activityId, @Nullable String details) {
    require(openActivity(activityId).cancelRequested(), "nobody asked " + activityId + " to stop");
    ActivityTaskStarted started = takeActivity(activityId);
    long requested = last(EventType.ACTIVITY_TASK_CANCEL_REQUESTED);
    add(
        (id, time) ->
            new ActivityTaskCanceled(
                id, time, details, started.scheduledEventId(), started.id(), requested));
    return scheduleDecisionTask();
  }

  /**
   * A timeout of an activity task passes.
   *
   * @param timeoutType SWF's name of it, such as {@code START_TO_CLOSE}
   */
  public HistoryBuilder activityTimedOut(String activityId, String timeoutType) {
    ActivityState activity = openActivity(activityId);
    ActivityTaskStarted started = activity.started();
    step();
    add(
        (id, time) ->
            new ActivityTaskTimedOut(
                id,
                time,
                timeoutType,
                activity.scheduledEventId(),
                started == null ? 0 : started.id(),
                null));
    return scheduleDecisionTask();
  }

  private ActivityTaskStarted takeActivity(String activityId) {
    if (openActivity(activityId).started() == null) {
      activityStarted(activityId);
    }
    step();
    ActivityTaskStarted started = openActivity(activityId).started();
    if (started == null) {
      throw new IllegalStateException(activityId + " was not started");
    }
    return started;
  }

  private ActivityState openActivity(String activityId) {
    return history
        .activity(activityId)
        .filter(ActivityState::isOpen)
        .orElseThrow(() -> new IllegalStateException("no activity " + activityId + " is open"));
  }

  /** The time of a timer passes; the clock is moved there if it is not that late yet. */
  public HistoryBuilder timerFired(String timerId) {
    TimerState timer =
        history
            .timer(timerId)
            .filter(TimerState::isOpen)
            .orElseThrow(() -> new IllegalStateException("no timer " + timerId + " runs"));
    TimerStarted started = timer.started();
    if (started == null) {
      throw new IllegalStateException("timer " + timerId + " was not started");
    }
    Instant due = started.timestamp().plusSeconds(Long.parseLong(started.startToFireTimeout()));
    now = due.isAfter(now) ? due : now;
    add((id, time) -> new TimerFired(id, time, timerId, started.id()));
    return scheduleDecisionTask();
  }

  /** A signal arrives from outside. */
  public HistoryBuilder signaled(String name, @Nullable String input) {
    step();
    add((id, time) -> new WorkflowExecutionSignaled(id, time, name, input, null, 0));
    return scheduleDecisionTask();
  }

  /** Somebody asks the execution to cancel itself. */
  public HistoryBuilder cancelRequested() {
    step();
    add((id, time) -> new WorkflowExecutionCancelRequested(id, time, null, 0, null));
    return scheduleDecisionTask();
  }

  /** Somebody ends the execution from outside. */
  public HistoryBuilder terminated(@Nullable String reason) {
    step();
    return add(
        (id, time) ->
            new WorkflowExecutionTerminated(
                id, time, reason, null, ChildPolicy.TERMINATE, "OPERATOR_INITIATED"));
  }

  /** The execution takes too long. */
  public HistoryBuilder timedOut() {
    step();
    return add(
        (id, time) ->
            new WorkflowExecutionTimedOut(id, time, "START_TO_CLOSE", ChildPolicy.TERMINATE));
  }

  /** All events so far. */
  public List<HistoryEvent> events() {
    return List.copyOf(history.events());
  }

  /** What happens while a decider works on a task is for the next one, as in SWF. */
  private HistoryBuilder scheduleDecisionTask() {
    decisionTaskDue = true;
    return decisionTaskOpen ? this : scheduleDueDecisionTask();
  }

  private HistoryBuilder scheduleDueDecisionTask() {
    if (decisionTaskDue && history.execution().isOpen()) {
      add((id, time) -> new DecisionTaskScheduled(id, time, TASK_LIST, null, TIMEOUT, null));
      decisionTaskDue = false;
      decisionTaskOpen = true;
    }
    return this;
  }

  private void step() {
    after(STEP);
  }

  private long last(EventType type) {
    List<HistoryEvent> events = history.events();
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).type() == type) {
        return events.get(i).id();
      }
    }
    throw new NoSuchElementException("there is no event of type " + type);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalStateException(message);
    }
  }
}
