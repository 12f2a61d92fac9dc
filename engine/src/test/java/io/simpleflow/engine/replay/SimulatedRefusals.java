package io.simpleflow.engine.replay;

import io.simpleflow.history.Decision;
import java.util.List;

/** The causes for which a simulated service refuses decisions. */
final class SimulatedRefusals {
  private static final List<String> ACTIVITY_CAUSES =
      List.of(
          "ACTIVITY_TYPE_DOES_NOT_EXIST",
          "ACTIVITY_TYPE_DEPRECATED",
          "OPEN_ACTIVITIES_LIMIT_EXCEEDED",
          "ACTIVITY_CREATION_RATE_EXCEEDED");
  private static final List<String> TIMER_CAUSES =
      List.of(
          "TIMER_CREATION_RATE_EXCEEDED", "OPEN_TIMERS_LIMIT_EXCEEDED", "TIMER_ID_ALREADY_IN_USE");
  private static final List<String> CHILD_CAUSES =
      List.of(
          "WORKFLOW_TYPE_DOES_NOT_EXIST",
          "CHILD_CREATION_RATE_EXCEEDED",
          "WORKFLOW_TYPE_DEPRECATED");
  static final List<String> SIGNAL_CAUSES =
      List.of(
          "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION",
          "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED");
  private static final List<String> FUNCTION_CAUSES =
      List.of("LAMBDA_FUNCTION_CREATION_RATE_EXCEEDED", "LAMBDA_SERVICE_NOT_AVAILABLE_IN_REGION");

  private SimulatedRefusals() {}

  /**
   * The causes for which a decision may be refused.
   *
   * @param passing whether those alone after which it is tried again until it is not refused
   */
  static List<String> causes(Decision decision, boolean passing) {
    List<String> causes = causesOf(decision);
    return passing ? causes.stream().filter(SimulatedRefusals::isPassing).toList() : causes;
  }

  private static boolean isPassing(String cause) {
    return cause.contains("RATE") || cause.contains("OPEN_");
  }

  private static List<String> causesOf(Decision decision) {
    return decision.type().isClosing()
        ? List.of("OPERATION_NOT_PERMITTED")
        : decision instanceof Decision.ScheduleActivityTask
            ? ACTIVITY_CAUSES
            : decision instanceof Decision.StartTimer
                ? TIMER_CAUSES
                : decision instanceof Decision.SignalExternalWorkflowExecution
                    ? SIGNAL_CAUSES
                    : decision instanceof Decision.ScheduleLambdaFunction
                        ? FUNCTION_CAUSES
                        : decision instanceof Decision.StartChildWorkflowExecution
                            ? CHILD_CAUSES
                            : List.of();
  }
}
