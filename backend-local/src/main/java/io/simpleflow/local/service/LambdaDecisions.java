package io.simpleflow.local.service;

import io.simpleflow.history.Decision.ScheduleLambdaFunction;
import io.simpleflow.history.LambdaEvent.LambdaFunctionScheduled;
import io.simpleflow.history.LambdaEvent.ScheduleLambdaFunctionFailed;
import io.simpleflow.history.LambdaEvent.StartLambdaFunctionFailed;

/** The decision to call a Lambda function. */
final class LambdaDecisions {
  private static final int OPEN_FUNCTIONS = 1_000;

  void schedule(DecisionBatch batch, ScheduleLambdaFunction decision) {
    Execution execution = batch.execution();
    if (execution.hasOpenLambda(decision.functionId())) {
      refuse(batch, decision, "ID_ALREADY_IN_USE");
    } else if (execution.openCounts().openLambdaFunctions() >= OPEN_FUNCTIONS) {
      refuse(batch, decision, "OPEN_LAMBDA_FUNCTIONS_LIMIT_EXCEEDED");
    } else {
      long scheduledEventId = batch.nextEventId();
      batch.append(
          new LambdaFunctionScheduled(
              scheduledEventId,
              batch.now(),
              decision.functionId(),
              decision.name(),
              decision.control(),
              decision.input(),
              decision.startToCloseTimeout(),
              batch.completedEventId()));
      if (batch.domain().lambdaTasks().lacksRole(execution, decision.name())) {
        batch.afterwards(() -> failToStart(batch, scheduledEventId, decision.name()));
      }
    }
  }

  private static void refuse(DecisionBatch batch, ScheduleLambdaFunction decision, String cause) {
    batch.refuse(
        new ScheduleLambdaFunctionFailed(
            batch.nextEventId(),
            batch.now(),
            decision.functionId(),
            decision.name(),
            cause,
            batch.completedEventId()));
  }

  private static void failToStart(DecisionBatch batch, long scheduledEventId, String function) {
    if (batch.execution().isOpen()) {
      batch.append(
          new StartLambdaFunctionFailed(
              batch.nextEventId(),
              batch.now(),
              scheduledEventId,
              "ASSUME_ROLE_FAILED",
              batch.domain().goesOn()
                  ? "No IAM role is attached to the current workflow execution."
                  : "there is no function '%s' here".formatted(function)));
      batch.transaction().scheduleDecision(batch.execution());
    }
  }
}
