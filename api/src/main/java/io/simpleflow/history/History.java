package io.simpleflow.history;

import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExternalEvent.RequestCancelExternalWorkflowExecutionInitiated;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionInitiated;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What follows from the events of one execution: where it and everything it started stand.
 *
 * <p>Events are folded in as they come: {@link #append} costs in proportion to the new events
 * alone. The states handed out are immutable; the collections are unmodifiable views that follow
 * later appends, each in order of first appearance.
 *
 * <p>Not thread-safe.
 */
public final class History {
  private final List<HistoryEvent> events = new ArrayList<>();
  private final HistoryFold fold = new HistoryFold(events);

  /** Creates an empty history. */
  public History() {}

  /**
   * Creates a history of {@code events}.
   *
   * @throws IllegalArgumentException as {@link #append} does
   */
  public static History of(List<? extends HistoryEvent> events) {
    History history = new History();
    history.append(events);
    return history;
  }

  /**
   * Adds the events that follow those known so far.
   *
   * @throws IllegalArgumentException if an event's id is not the one after the last, if the first
   *     is not {@code WorkflowExecutionStarted}, or if an event refers to one that is not there;
   *     the events before it have been added then
   */
  public void append(List<? extends HistoryEvent> newEvents) {
    for (HistoryEvent event : newEvents) {
      if (event.id() != lastEventId() + 1) {
        throw new IllegalArgumentException(
            "event " + event.id() + " cannot follow event " + lastEventId() + ": a gap or overlap");
      }
      fold.apply(event);
      events.add(event);
    }
  }

  /** Returns all events, in order. */
  public List<HistoryEvent> events() {
    return Collections.unmodifiableList(events);
  }

  /**
   * Returns the event of this id.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public HistoryEvent event(long id) {
    return events.get(Math.toIntExact(id - 1));
  }

  /** Returns the id of the last event, which is the number of events; 0 if there are none. */
  public long lastEventId() {
    return events.size();
  }

  /**
   * Returns where the execution itself stands.
   *
   * @throws IllegalStateException if there are no events yet
   */
  public ExecutionState execution() {
    return fold.execution();
  }

  /**
   * Returns how the execution was started.
   *
   * @throws IllegalStateException if there are no events yet
   */
  public WorkflowExecutionStarted started() {
    return execution().started();
  }

  /** Returns the activities. */
  public Collection<ActivityState> activities() {
    return fold.activities.all();
  }

  /** Returns the activity of this id, if it was ever scheduled or refused. */
  public Optional<ActivityState> activity(String activityId) {
    return fold.activities.find(activityId);
  }

  /** Returns the child executions. */
  public Collection<ChildState> children() {
    return fold.children.all();
  }

  /** Returns the child of this workflow id, if it was ever asked for. */
  public Optional<ChildState> child(String workflowId) {
    return fold.children.find(workflowId);
  }

  /** Returns the timers. */
  public Collection<TimerState> timers() {
    return fold.timers.all();
  }

  /** Returns the timer of this id, if it was ever started or refused. */
  public Optional<TimerState> timer(String timerId) {
    return fold.timers.find(timerId);
  }

  /** Returns the Lambda function calls. */
  public Collection<LambdaState> lambdas() {
    return fold.lambdas.all();
  }

  /** Returns the Lambda function call of this id, if it was ever scheduled or refused. */
  public Optional<LambdaState> lambda(String functionId) {
    return fold.lambdas.find(functionId);
  }

  /** Returns the decision tasks. */
  public Collection<DecisionTaskState> decisionTasks() {
    return fold.decisionTasks.all();
  }

  /** Returns the last answer of a decider. */
  public Optional<DecisionTaskCompleted> lastDecision() {
    return Optional.ofNullable(fold.lastDecision);
  }

  /** Returns the last execution context that a decider gave, even if it is empty. */
  public Optional<String> latestExecutionContext() {
    return Optional.ofNullable(fold.latestExecutionContext);
  }

  /** Returns the markers recorded. */
  public List<MarkerRecorded> markers() {
    return fold.markers.all();
  }

  /** Returns the markers of this name, oldest first. */
  public List<MarkerRecorded> markers(String name) {
    return fold.markers.named(name);
  }

  /** Returns the signals received. */
  public List<WorkflowExecutionSignaled> signals() {
    return fold.signals.all();
  }

  /** Returns the signals of this name received, oldest first. */
  public List<WorkflowExecutionSignaled> signals(String name) {
    return fold.signals.named(name);
  }

  /** Returns the signals sent to executions, this one included. */
  public Collection<ExternalRequestState<SignalExternalWorkflowExecutionInitiated>>
      externalSignals() {
    return fold.externalSignals.all();
  }

  /** Returns the cancel requests sent to executions. */
  public Collection<ExternalRequestState<RequestCancelExternalWorkflowExecutionInitiated>>
      externalCancelRequests() {
    return fold.externalCancelRequests.all();
  }

  /** Returns how much is under way, without counting anew. */
  public OpenCounts openCounts() {
    return new OpenCounts(
        fold.activities.open(),
        fold.decisionTasks.open(),
        fold.timers.open(),
        fold.children.open(),
        fold.lambdas.open());
  }
}
