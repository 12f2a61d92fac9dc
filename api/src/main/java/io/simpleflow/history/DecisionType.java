package io.simpleflow.history;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The 13 kinds of decision that SWF knows, in the order of its documentation. */
public enum DecisionType {
  SCHEDULE_ACTIVITY_TASK(Decision.ScheduleActivityTask.class),
  REQUEST_CANCEL_ACTIVITY_TASK(Decision.RequestCancelActivityTask.class),
  COMPLETE_WORKFLOW_EXECUTION(Decision.CompleteWorkflowExecution.class),
  FAIL_WORKFLOW_EXECUTION(Decision.FailWorkflowExecution.class),
  CANCEL_WORKFLOW_EXECUTION(Decision.CancelWorkflowExecution.class),
  CONTINUE_AS_NEW_WORKFLOW_EXECUTION(Decision.ContinueAsNewWorkflowExecution.class),
  RECORD_MARKER(Decision.RecordMarker.class),
  START_TIMER(Decision.StartTimer.class),
  CANCEL_TIMER(Decision.CancelTimer.class),
  SIGNAL_EXTERNAL_WORKFLOW_EXECUTION(Decision.SignalExternalWorkflowExecution.class),
  REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION(Decision.RequestCancelExternalWorkflowExecution.class),
  START_CHILD_WORKFLOW_EXECUTION(Decision.StartChildWorkflowExecution.class),
  SCHEDULE_LAMBDA_FUNCTION(Decision.ScheduleLambdaFunction.class);

  private static final Map<String, DecisionType> BY_WIRE_NAME = new HashMap<>();
  private static final Map<Class<?>, DecisionType> BY_CLASS = new HashMap<>();

  static {
    for (DecisionType type : values()) {
      BY_WIRE_NAME.put(type.wireName(), type);
      BY_CLASS.put(type.decisionClass, type);
    }
  }

  private final Class<? extends Decision> decisionClass;

  DecisionType(Class<? extends Decision> decisionClass) {
    this.decisionClass = decisionClass;
  }

  /** Returns SWF's name, such as {@code ScheduleActivityTask}. */
  public String wireName() {
    return decisionClass.getSimpleName();
  }

  /** Returns the record whose instances are the decisions of this type. */
  public Class<? extends Decision> decisionClass() {
    return decisionClass;
  }

  /**
   * Returns whether this decision ends the execution. SWF takes such a one only as the last of a
   * response.
   */
  public boolean isClosing() {
    return switch (this) {
      case COMPLETE_WORKFLOW_EXECUTION,
          FAIL_WORKFLOW_EXECUTION,
          CANCEL_WORKFLOW_EXECUTION,
          CONTINUE_AS_NEW_WORKFLOW_EXECUTION ->
          true;
      case SCHEDULE_ACTIVITY_TASK,
          REQUEST_CANCEL_ACTIVITY_TASK,
          RECORD_MARKER,
          START_TIMER,
          CANCEL_TIMER,
          SIGNAL_EXTERNAL_WORKFLOW_EXECUTION,
          REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION,
          START_CHILD_WORKFLOW_EXECUTION,
          SCHEDULE_LAMBDA_FUNCTION ->
          false;
    };
  }

  /** Returns the type of SWF's name {@code wireName}, if there is one. */
  public static Optional<DecisionType> ofWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  static DecisionType of(Decision decision) {
    DecisionType type = BY_CLASS.get(decision.getClass());
    if (type == null) {
      throw new IllegalStateException("no decision type for " + decision.getClass().getName());
    }
    return type;
  }
}
