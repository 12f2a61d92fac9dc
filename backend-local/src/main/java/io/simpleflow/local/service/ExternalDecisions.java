package io.simpleflow.local.service;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.Decision.RequestCancelExternalWorkflowExecution;
import io.simpleflow.history.Decision.SignalExternalWorkflowExecution;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExternalEvent.ExternalWorkflowExecutionCancelRequested;
import io.simpleflow.history.ExternalEvent.ExternalWorkflowExecutionSignaled;
import io.simpleflow.history.ExternalEvent.RequestCancelExternalWorkflowExecutionFailed;
import io.simpleflow.history.ExternalEvent.RequestCancelExternalWorkflowExecutionInitiated;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionFailed;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionInitiated;
import io.simpleflow.history.HistoryEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decisions that reach out to other executions. */
final class ExternalDecisions {
  private static final String UNKNOWN = "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION";

  void signal(DecisionBatch batch, SignalExternalWorkflowExecution decision) {
    long initiated = batch.nextEventId();
    batch.append(
        new SignalExternalWorkflowExecutionInitiated(
            initiated,
            batch.now(),
            decision.workflowId(),
            decision.runId(),
            decision.signalName(),
            decision.input(),
            batch.completedEventId(),
            decision.control()));
    batch.afterwards(() -> deliver(batch, decision, initiated));
  }

  private static void deliver(
      DecisionBatch batch, SignalExternalWorkflowExecution decision, long initiated) {
    Execution source = batch.execution();
    Optional<Execution> target = target(batch, decision.workflowId(), decision.runId());
    if (target.isPresent()) {
      Execution execution = target.get();
      batch
          .transaction()
          .append(
              execution,
              new WorkflowExecutionSignaled(
                  execution.nextEventId(),
                  batch.now(),
                  decision.signalName(),
                  decision.input(),
                  source.id(),
                  initiated));
      batch.transaction().scheduleDecision(execution);
      tell(
          batch,
          new ExternalWorkflowExecutionSignaled(
              batch.nextEventId(), batch.now(), execution.id(), initiated));
    } else {
      tell(
          batch,
          new SignalExternalWorkflowExecutionFailed(
              batch.nextEventId(),
              batch.now(),
              decision.workflowId(),
              decision.runId(),
              UNKNOWN,
              initiated,
              batch.completedEventId(),
              decision.control()));
    }
  }

  void requestCancel(DecisionBatch batch, RequestCancelExternalWorkflowExecution decision) {
    long initiated = batch.nextEventId();
    batch.append(
        new RequestCancelExternalWorkflowExecutionInitiated(
            initiated,
            batch.now(),
            decision.workflowId(),
            decision.runId(),
            batch.completedEventId(),
            decision.control()));
    batch.afterwards(() -> deliver(batch, decision, initiated));
  }

  private static void deliver(
      DecisionBatch batch, RequestCancelExternalWorkflowExecution decision, long initiated) {
    Execution source = batch.execution();
    Optional<Execution> target = target(batch, decision.workflowId(), decision.runId());
    if (target.isPresent()) {
      Execution execution = target.get();
      batch
          .transaction()
          .append(
              execution,
              new WorkflowExecutionCancelRequested(
                  execution.nextEventId(), batch.now(), source.id(), initiated, null));
      batch.transaction().scheduleDecision(execution);
      tell(
          batch,
          new ExternalWorkflowExecutionCancelRequested(
              batch.nextEventId(), batch.now(), execution.id(), initiated));
    } else {
      tell(
          batch,
          new RequestCancelExternalWorkflowExecutionFailed(
              batch.nextEventId(),
              batch.now(),
              decision.workflowId(),
              decision.runId(),
              UNKNOWN,
              initiated,
              batch.completedEventId(),
              decision.control()));
    }
  }

  private static Optional<Execution> target(
      DecisionBatch batch, String workflowId, @Nullable String runId) {
    Domain domain = batch.domain();
    return runId == null
        ? domain.findOpen(workflowId)
        : domain.findOpen(new ExecutionId(workflowId, runId));
  }

  /** Records what became of it, unless the execution that asked has closed meanwhile. */
  private static void tell(DecisionBatch batch, HistoryEvent outcome) {
    if (batch.execution().isOpen()) {
      batch.append(outcome);
      batch.transaction().scheduleDecision(batch.execution());
    }
  }
}
