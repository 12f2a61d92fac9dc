package io.simpleflow.local.service;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionStarted;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionInitiated;
import io.simpleflow.history.Decision.StartChildWorkflowExecution;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.util.Optional;

/** The decision to start a child execution. */
final class ChildDecisions {
  private static final int OPEN_CHILDREN = 1_000;

  private final RunIds runIds;

  ChildDecisions(RunIds runIds) {
    this.runIds = runIds;
  }

  void start(DecisionBatch batch, StartChildWorkflowExecution decision) {
    Optional<RegisteredType<WorkflowTypeDefaults>> type =
        batch.domain().types().workflows().find(decision.workflowType());
    if (type.isEmpty()) {
      refuse(batch, decision, "WORKFLOW_TYPE_DOES_NOT_EXIST", 0);
    } else if (type.get().deprecated().isPresent()) {
      refuse(batch, decision, "WORKFLOW_TYPE_DEPRECATED", 0);
    } else if (batch.execution().openCounts().openChildWorkflowExecutions() >= OPEN_CHILDREN) {
      refuse(batch, decision, "OPEN_CHILDREN_LIMIT_EXCEEDED", 0);
    } else if (batch.domain().openExecutions() >= WorkflowService.OPEN_EXECUTIONS) {
      refuse(batch, decision, "OPEN_WORKFLOWS_LIMIT_EXCEEDED", 0);
    } else {
      RunSettings settings = RunSettings.of(decision, type.get().defaults());
      settings
          .undefined()
          .ifPresentOrElse(
              cause -> refuse(batch, decision, cause, 0),
              () -> initiate(batch, decision, settings));
    }
  }

  private void initiate(
      DecisionBatch batch, StartChildWorkflowExecution decision, RunSettings settings) {
    long initiatedEventId = batch.nextEventId();
    batch.append(
        new StartChildWorkflowExecutionInitiated(
            initiatedEventId,
            batch.now(),
            decision.workflowId(),
            decision.workflowType(),
            decision.control(),
            settings.input(),
            settings.executionStartToCloseTimeout(),
            settings.definedTaskList(),
            settings.taskPriority(),
            batch.completedEventId(),
            settings.definedChildPolicy(),
            settings.taskStartToCloseTimeout(),
            settings.tagList(),
            settings.lambdaRole()));
    batch.afterwards(() -> startInitiated(batch, decision, settings, initiatedEventId));
  }

  private void startInitiated(
      DecisionBatch batch,
      StartChildWorkflowExecution decision,
      RunSettings settings,
      long initiatedEventId) {
    Execution parent = batch.execution();
    if (batch.domain().openId(decision.workflowId()).isPresent()) {
      if (parent.isOpen()) {
        refuse(batch, decision, "WORKFLOW_ALREADY_RUNNING", initiatedEventId);
      }
      return;
    }
    ExecutionId child = new ExecutionId(decision.workflowId(), runIds.next());
    batch
        .transaction()
        .begin(
            child,
            settings.started(batch.now(), null, parent.id(), initiatedEventId),
            parent.active);
    if (parent.isOpen()) {
      batch.append(
          new ChildWorkflowExecutionStarted(
              batch.nextEventId(), batch.now(), child, decision.workflowType(), initiatedEventId));
      batch.transaction().scheduleDecision(parent);
    }
  }

  private static void refuse(
      DecisionBatch batch,
      StartChildWorkflowExecution decision,
      String cause,
      long initiatedEventId) {
    batch.refuse(
        new StartChildWorkflowExecutionFailed(
            batch.nextEventId(),
            batch.now(),
            decision.workflowType(),
            cause,
            decision.workflowId(),
            initiatedEventId,
            batch.completedEventId(),
            decision.control()));
  }
}
