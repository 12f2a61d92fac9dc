package io.simpleflow.local.service;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.Decision.CancelWorkflowExecution;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.ContinueAsNewWorkflowExecution;
import io.simpleflow.history.Decision.FailWorkflowExecution;
import io.simpleflow.history.ExecutionEvent.CancelWorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.CompleteWorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.ContinueAsNewWorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.FailWorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCanceled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionContinuedAsNew;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.Optional;

/** Decisions that close the execution; refused while events wait that the decider has not seen. */
final class ClosingDecisions {
  private static final String UNHANDLED = "UNHANDLED_DECISION";

  private final RunIds runIds;

  ClosingDecisions(RunIds runIds) {
    this.runIds = runIds;
  }

  void complete(DecisionBatch batch, CompleteWorkflowExecution decision) {
    long id = batch.nextEventId();
    long completed = batch.completedEventId();
    if (batch.newEventsWait()) {
      batch.refuse(new CompleteWorkflowExecutionFailed(id, batch.now(), UNHANDLED, completed));
    } else {
      batch
          .domain()
          .closer()
          .close(
              batch.transaction(),
              batch.execution(),
              new WorkflowExecutionCompleted(id, batch.now(), decision.result(), completed));
    }
  }

  void fail(DecisionBatch batch, FailWorkflowExecution decision) {
    long id = batch.nextEventId();
    long completed = batch.completedEventId();
    if (batch.newEventsWait()) {
      batch.refuse(new FailWorkflowExecutionFailed(id, batch.now(), UNHANDLED, completed));
    } else {
      batch
          .domain()
          .closer()
          .close(
              batch.transaction(),
              batch.execution(),
              new WorkflowExecutionFailed(
                  id, batch.now(), decision.reason(), decision.details(), completed));
    }
  }

  void cancel(DecisionBatch batch, CancelWorkflowExecution decision) {
    long id = batch.nextEventId();
    long completed = batch.completedEventId();
    if (batch.newEventsWait()) {
      batch.refuse(new CancelWorkflowExecutionFailed(id, batch.now(), UNHANDLED, completed));
    } else {
      batch
          .domain()
          .closer()
          .close(
              batch.transaction(),
              batch.execution(),
              new WorkflowExecutionCanceled(id, batch.now(), decision.details(), completed));
    }
  }

  void continueAsNew(DecisionBatch batch, ContinueAsNewWorkflowExecution decision) {
    WorkflowType current = batch.execution().started().workflowType();
    String version =
        decision.workflowTypeVersion() == null ? current.version() : decision.workflowTypeVersion();
    Optional<RegisteredType<WorkflowTypeDefaults>> type =
        batch.domain().types().workflows().find(new WorkflowType(current.name(), version));
    if (batch.newEventsWait()) {
      refuse(batch, UNHANDLED);
    } else if (type.isEmpty()) {
      refuse(batch, "WORKFLOW_TYPE_DOES_NOT_EXIST");
    } else if (type.get().deprecated().isPresent()) {
      refuse(batch, "WORKFLOW_TYPE_DEPRECATED");
    } else {
      RunSettings settings = RunSettings.of(decision, type.get().defaults());
      settings
          .undefined()
          .ifPresentOrElse(cause -> refuse(batch, cause), () -> continueWith(batch, settings));
    }
  }

  private static void refuse(DecisionBatch batch, String cause) {
    batch.refuse(
        new ContinueAsNewWorkflowExecutionFailed(
            batch.nextEventId(), batch.now(), cause, batch.completedEventId()));
  }

  private void continueWith(DecisionBatch batch, RunSettings settings) {
    Execution old = batch.execution();
    ExecutionId next = new ExecutionId(old.id().workflowId(), runIds.next());
    batch
        .domain()
        .closer()
        .close(
            batch.transaction(),
            old,
            new WorkflowExecutionContinuedAsNew(
                batch.nextEventId(),
                batch.now(),
                settings.input(),
                batch.completedEventId(),
                next.runId(),
                settings.executionStartToCloseTimeout(),
                settings.definedTaskList(),
                settings.taskPriority(),
                settings.taskStartToCloseTimeout(),
                settings.definedChildPolicy(),
                settings.tagList(),
                settings.workflowType(),
                settings.lambdaRole()));
    WorkflowExecutionStarted before = old.started();
    batch
        .transaction()
        .begin(
            next,
            settings.started(
                batch.now(),
                old.id().runId(),
                before.parentWorkflowExecution(),
                before.parentInitiatedEventId()),
            old.active);
  }
}
