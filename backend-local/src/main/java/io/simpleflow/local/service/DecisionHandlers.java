package io.simpleflow.local.service;

import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.CancelTimer;
import io.simpleflow.history.Decision.CancelWorkflowExecution;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.ContinueAsNewWorkflowExecution;
import io.simpleflow.history.Decision.FailWorkflowExecution;
import io.simpleflow.history.Decision.RecordMarker;
import io.simpleflow.history.Decision.RequestCancelActivityTask;
import io.simpleflow.history.Decision.RequestCancelExternalWorkflowExecution;
import io.simpleflow.history.Decision.ScheduleActivityTask;
import io.simpleflow.history.Decision.ScheduleLambdaFunction;
import io.simpleflow.history.Decision.SignalExternalWorkflowExecution;
import io.simpleflow.history.Decision.StartChildWorkflowExecution;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import java.util.List;

/** Applies decisions: to each its handler. */
final class DecisionHandlers {
  private final ActivityDecisions activities = new ActivityDecisions();
  private final TimerDecisions timers = new TimerDecisions();
  private final ClosingDecisions closings;
  private final ChildDecisions children;
  private final LambdaDecisions lambdas = new LambdaDecisions();
  private final ExternalDecisions external = new ExternalDecisions();

  DecisionHandlers(RunIds runIds) {
    this.closings = new ClosingDecisions(runIds);
    this.children = new ChildDecisions(runIds);
  }

  /**
   * Refuses a list of decisions that breaks one of the service's rules.
   *
   * @throws IllegalArgumentException saying which and how
   */
  static void check(List<Decision> decisions, int most) {
    if (decisions.size() > most) {
      throw new IllegalArgumentException(
          "there are %,d decisions; the service takes at most %d at a time"
              .formatted(decisions.size(), most));
    }
    for (int i = 0; i < decisions.size(); i++) {
      if (decisions.get(i).type().isClosing() && i < decisions.size() - 1) {
        throw new IllegalArgumentException("Close must be last decision in list");
      }
      DecisionChecks.check(decisions.get(i));
    }
  }

  void apply(DecisionBatch batch, Decision decision) {
    switch (decision.type()) {
      case SCHEDULE_ACTIVITY_TASK -> activities.schedule(batch, (ScheduleActivityTask) decision);
      case REQUEST_CANCEL_ACTIVITY_TASK ->
          activities.requestCancel(batch, (RequestCancelActivityTask) decision);
      case COMPLETE_WORKFLOW_EXECUTION ->
          closings.complete(batch, (CompleteWorkflowExecution) decision);
      case FAIL_WORKFLOW_EXECUTION -> closings.fail(batch, (FailWorkflowExecution) decision);
      case CANCEL_WORKFLOW_EXECUTION -> closings.cancel(batch, (CancelWorkflowExecution) decision);
      case CONTINUE_AS_NEW_WORKFLOW_EXECUTION ->
          closings.continueAsNew(batch, (ContinueAsNewWorkflowExecution) decision);
      case RECORD_MARKER -> recordMarker(batch, (RecordMarker) decision);
      case START_TIMER -> timers.start(batch, (StartTimer) decision);
      case CANCEL_TIMER -> timers.cancel(batch, (CancelTimer) decision);
      case SIGNAL_EXTERNAL_WORKFLOW_EXECUTION ->
          external.signal(batch, (SignalExternalWorkflowExecution) decision);
      case REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION ->
          external.requestCancel(batch, (RequestCancelExternalWorkflowExecution) decision);
      case START_CHILD_WORKFLOW_EXECUTION ->
          children.start(batch, (StartChildWorkflowExecution) decision);
      case SCHEDULE_LAMBDA_FUNCTION -> lambdas.schedule(batch, (ScheduleLambdaFunction) decision);
    }
  }

  private static void recordMarker(DecisionBatch batch, RecordMarker decision) {
    batch.append(
        new MarkerRecorded(
            batch.nextEventId(),
            batch.now(),
            decision.markerName(),
            decision.details(),
            batch.completedEventId()));
  }
}
