package io.simpleflow.local.service;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskScheduled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.local.store.Changes;
import io.simpleflow.local.store.Changes.DeleteHeartbeat;
import io.simpleflow.local.store.Changes.NewEvents;
import io.simpleflow.local.store.Changes.PutEnding;
import io.simpleflow.local.store.Changes.Upkeep;
import io.simpleflow.local.store.HistoryStore.Receipt;
import io.simpleflow.local.store.StoredExecution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation: the events it appends to executions. What was appended holds in memory at once; it
 * is handed to the store, whole, when the operation ends. Used under the domain's lock.
 */
final class Transaction {
  private final Domain domain;
  private final List<Execution> changed = new ArrayList<>(1);
  private final List<Upkeep> upkeep = new ArrayList<>();
  private @Nullable Receipt receipt;

  Transaction(Domain domain) {
    this.domain = domain;
  }

  Domain domain() {
    return domain;
  }

  /**
   * The time of the events of this operation: one for all, unless it reads an execution from the
   * store that has later ones; none may be before those.
   */
  Instant now() {
    return domain.now();
  }

  /** Begins an execution. */
  Execution begin(ExecutionId id, WorkflowExecutionStarted event, boolean active) {
    Execution execution = new Execution(domain.store().newKey(), id, event);
    execution.active = active;
    domain.add(execution);
    note(execution, event);
    domain.agenda().entered(this, execution, event);
    scheduleDecision(execution);
    return execution;
  }

  /** Appends an event to an open execution; everything that depends on it follows. */
  void append(Execution execution, HistoryEvent event) {
    if (event.id() != execution.nextEventId()) {
      throw new IllegalStateException(
          "event " + event.id() + " after event " + execution.lastEventId());
    }
    domain.agenda().leaving(execution, event);
    if (domain.goesOn()) {
      long activity = Execution.endOfActivity(event);
      if (activity != 0) {
        forgetHeartbeat(execution.activity(activity));
      }
    }
    execution.apply(event);
    note(execution, event);
    if (execution.isOpen()) {
      domain.agenda().entered(this, execution, event);
    } else {
      execution.activities().forEach(this::forgetHeartbeat);
      upkeep.add(new PutEnding(execution.key(), Descriptions.standing(execution)));
      domain.remove(execution);
    }
  }

  private void forgetHeartbeat(OpenActivity activity) {
    if (activity.heartbeatDetails != null && domain.goesOn()) {
      upkeep.add(new DeleteHeartbeat(activity.execution.key(), activity.scheduled.id()));
    }
  }

  private void note(Execution execution, HistoryEvent event) {
    if (execution.appended.isEmpty()) {
      changed.add(execution);
    }
    execution.appended.add(event);
    if (event instanceof WorkflowExecutionStarted
        || event instanceof WorkflowExecutionCancelRequested
        || !execution.isOpen()) {
      execution.relisted = true;
    }
  }

  /** Schedules a decision task, unless one waits already. */
  void scheduleDecision(Execution execution) {
    if (!execution.isOpen() || execution.waitingDecision() != null) {
      return;
    }
    WorkflowExecutionStarted started = execution.started();
    append(
        execution,
        new DecisionTaskScheduled(
            execution.nextEventId(),
            now(),
            execution.decisionTaskList(),
            started.taskPriority(),
            started.taskStartToCloseTimeout(),
            execution.decisionScheduleToStartTimeout()));
  }

  /** Ends an activity whose time has passed. */
  void timeOut(OpenActivity activity, String timeoutType) {
    Execution execution = activity.execution;
    append(
        execution,
        new ActivityTaskTimedOut(
            execution.nextEventId(),
            now(),
            timeoutType,
            activity.scheduled.id(),
            activity.startedEventId(),
            activity.heartbeatDetails));
    scheduleDecision(execution);
  }

  boolean isEmpty() {
    return changed.isEmpty();
  }

  /** Hands everything to the store. */
  Receipt finish() {
    endTooLongHistories();
    List<StoredExecution> executions = new ArrayList<>();
    List<NewEvents> events = new ArrayList<>(changed.size());
    for (Execution execution : changed) {
      events.add(new NewEvents(execution.key(), execution.appended));
      execution.appended.clear();
      if (execution.relisted) {
        executions.add(new StoredExecution(execution.key(), Descriptions.info(execution)));
        execution.relisted = false;
      }
    }
    Receipt kept = domain.store().write(new Changes(executions, events, upkeep));
    receipt = kept;
    return kept;
  }

  private void endTooLongHistories() {
    // Ending one appends to its parent and children, which may be too long themselves.
    Execution tooLong = firstTooLong();
    while (tooLong != null) {
      domain.closer().terminate(this, tooLong, null, null, null, "EVENT_LIMIT_EXCEEDED");
      tooLong = firstTooLong();
    }
  }

  private @Nullable Execution firstTooLong() {
    for (Execution execution : changed) {
      if (execution.isOpen() && execution.lastEventId() > domain.limits().events()) {
        return execution;
      }
    }
    return null;
  }

  /** What to wait for before anything is done that rests on this operation. */
  Receipt receipt() {
    return Objects.requireNonNull(receipt);
  }
}
