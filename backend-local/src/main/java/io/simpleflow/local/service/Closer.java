package io.simpleflow.local.service;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ChildEvent;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCanceled;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCompleted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionTerminated;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionTimedOut;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCanceled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTerminated;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTimedOut;
import io.simpleflow.history.WorkflowType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Closes executions: tells the parent, and does to the children what the child policy says. */
final class Closer {
  private final Domain domain;

  Closer(Domain domain) {
    this.domain = domain;
  }

  /** Closes an execution by its own decision. */
  void close(Transaction transaction, Execution execution, ExecutionEvent closing) {
    transaction.append(execution, closing);
    tellParent(transaction, execution, closing);
  }

  /**
   * Ends an execution from outside.
   *
   * @param childPolicy what to do to the children, or null for the execution's own policy
   * @param cause SWF's cause, or null if somebody asked for it
   */
  void terminate(
      Transaction transaction,
      Execution execution,
      @Nullable String reason,
      @Nullable String details,
      @Nullable ChildPolicy childPolicy,
      @Nullable String cause) {
    ChildPolicy policy = childPolicy == null ? execution.started().childPolicy() : childPolicy;
    List<Execution> children = openChildren(execution);
    close(
        transaction,
        execution,
        new WorkflowExecutionTerminated(
            execution.nextEventId(), transaction.now(), reason, details, policy, cause));
    apply(transaction, policy, children);
  }

  /** Ends an execution whose time has passed. */
  void timeOut(Transaction transaction, Execution execution, String timeoutType) {
    ChildPolicy policy = execution.started().childPolicy();
    List<Execution> children = openChildren(execution);
    close(
        transaction,
        execution,
        new WorkflowExecutionTimedOut(
            execution.nextEventId(), transaction.now(), timeoutType, policy));
    apply(transaction, policy, children);
  }

  /**
   * The open children. A child that continued as new has another run id than its parent knows, so
   * they are found by workflow id.
   */
  List<Execution> openChildren(Execution parent) {
    List<Execution> children = new ArrayList<>();
    for (OpenChild child : parent.children()) {
      domain
          .findOpen(child.initiated.workflowId())
          .filter(open -> isChild(open, parent.id(), child.initiated.id()))
          .ifPresent(children::add);
    }
    return children;
  }

  private static boolean isChild(Execution open, ExecutionId parent, long initiatedEventId) {
    return parent.equals(open.started().parentWorkflowExecution())
        && open.started().parentInitiatedEventId() == initiatedEventId;
  }

  private void apply(Transaction transaction, ChildPolicy policy, List<Execution> children) {
    for (Execution child : children) {
      if (policy == ChildPolicy.TERMINATE) {
        terminate(transaction, child, null, null, null, "CHILD_POLICY_APPLIED");
      } else if (policy == ChildPolicy.REQUEST_CANCEL) {
        transaction.append(
            child,
            new WorkflowExecutionCancelRequested(
                child.nextEventId(), transaction.now(), null, 0, "CHILD_POLICY_APPLIED"));
        transaction.scheduleDecision(child);
      }
    }
  }

  private void tellParent(Transaction transaction, Execution child, ExecutionEvent closing) {
    ExecutionId parentId = child.started().parentWorkflowExecution();
    if (parentId == null) {
      return;
    }
    Optional<Execution> parent = domain.findOpen(parentId);
    if (parent.isEmpty()) {
      return;
    }
    OpenChild known = parent.get().childIfOpen(child.started().parentInitiatedEventId());
    ChildEvent event =
        known == null
            ? null
            : outcome(
                closing,
                parent.get().nextEventId(),
                transaction.now(),
                child,
                known.startedEventId);
    if (event != null) {
      transaction.append(parent.get(), event);
      transaction.scheduleDecision(parent.get());
    }
  }

  /** What the parent gets to know; null for a child that goes on as a new run. */
  private static @Nullable ChildEvent outcome(
      ExecutionEvent closing, long eventId, Instant now, Execution child, long startedEventId) {
    ExecutionId id = child.id();
    WorkflowType type = child.started().workflowType();
    long initiated = child.started().parentInitiatedEventId();
    if (closing instanceof WorkflowExecutionCompleted e) {
      return new ChildWorkflowExecutionCompleted(
          eventId, now, id, type, e.result(), initiated, startedEventId);
    } else if (closing instanceof WorkflowExecutionFailed e) {
      return new ChildWorkflowExecutionFailed(
          eventId, now, id, type, e.reason(), e.details(), initiated, startedEventId);
    } else if (closing instanceof WorkflowExecutionCanceled e) {
      return new ChildWorkflowExecutionCanceled(
          eventId, now, id, type, e.details(), initiated, startedEventId);
    } else if (closing instanceof WorkflowExecutionTimedOut e) {
      return new ChildWorkflowExecutionTimedOut(
          eventId, now, id, type, e.timeoutType(), initiated, startedEventId);
    } else if (closing instanceof WorkflowExecutionTerminated) {
      return new ChildWorkflowExecutionTerminated(
          eventId, now, id, type, initiated, startedEventId);
    }
    return null;
  }
}
