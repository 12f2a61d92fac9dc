package io.simpleflow.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decider asks the service to do: one record per SWF decision type, with SWF's members.
 *
 * <p>An absent optional member is null, absent tags are an empty list. Timeouts are SWF's strings:
 * whole seconds, or "NONE" where the service allows it. Immutable.
 */
public sealed interface Decision {
  /** Returns which decision this is; never anything but the constant of this record's class. */
  default DecisionType type() {
    return DecisionType.of(this);
  }

  /** Run an activity. Absent members fall back on the defaults of the registered type. */
  record ScheduleActivityTask(
      ActivityType activityType,
      String activityId,
      @Nullable String control,
      @Nullable String input,
      @Nullable String scheduleToCloseTimeout,
      @Nullable String taskList,
      @Nullable String taskPriority,
      @Nullable String scheduleToStartTimeout,
      @Nullable String startToCloseTimeout,
      @Nullable String heartbeatTimeout)
      implements Decision {}

  /** Ask the worker of an open activity to stop. */
  record RequestCancelActivityTask(String activityId) implements Decision {}

  /** End the execution well. A closing decision: must be the last of its list. */
  record CompleteWorkflowExecution(@Nullable String result) implements Decision {}

  /** End the execution in failure. A closing decision: must be the last of its list. */
  record FailWorkflowExecution(@Nullable String reason, @Nullable String details)
      implements Decision {}

  /** End the execution as canceled. A closing decision: must be the last of its list. */
  record CancelWorkflowExecution(@Nullable String details) implements Decision {}

  /**
   * End this run and start a new one with the same workflow id and type name. A closing decision:
   * must be the last of its list.
   */
  record ContinueAsNewWorkflowExecution(
      @Nullable String input,
      @Nullable String executionStartToCloseTimeout,
      @Nullable String taskList,
      @Nullable String taskPriority,
      @Nullable String taskStartToCloseTimeout,
      @Nullable ChildPolicy childPolicy,
      List<String> tagList,
      @Nullable String workflowTypeVersion,
      @Nullable String lambdaRole)
      implements Decision {
    public ContinueAsNewWorkflowExecution {
      tagList = List.copyOf(tagList);
    }
  }

  /** Write a marker into the history. */
  record RecordMarker(String markerName, @Nullable String details) implements Decision {}

  /** Start a timer; {@code startToFireTimeout} is in whole seconds, "0" fires at once. */
  record StartTimer(String timerId, @Nullable String control, String startToFireTimeout)
      implements Decision {}

  /** Cancel a running timer. */
  record CancelTimer(String timerId) implements Decision {}

  /**
   * Send a signal to an execution, possibly this one; without {@code runId} to the open one of that
   * id.
   */
  record SignalExternalWorkflowExecution(
      String workflowId,
      @Nullable String runId,
      String signalName,
      @Nullable String input,
      @Nullable String control)
      implements Decision {}

  /** Ask another execution to cancel itself; without {@code runId} the open one of that id. */
  record RequestCancelExternalWorkflowExecution(
      String workflowId, @Nullable String runId, @Nullable String control) implements Decision {}

  /** Start a child execution. Absent members fall back on the defaults of the registered type. */
  record StartChildWorkflowExecution(
      WorkflowType workflowType,
      String workflowId,
      @Nullable String control,
      @Nullable String input,
      @Nullable String executionStartToCloseTimeout,
      @Nullable String taskList,
      @Nullable String taskPriority,
      @Nullable String taskStartToCloseTimeout,
      @Nullable ChildPolicy childPolicy,
      List<String> tagList,
      @Nullable String lambdaRole)
      implements Decision {
    public StartChildWorkflowExecution {
      tagList = List.copyOf(tagList);
    }
  }

  /** Call an AWS Lambda function. {@code functionId} is SWF's {@code id}. */
  record ScheduleLambdaFunction(
      String functionId,
      String name,
      @Nullable String control,
      @Nullable String input,
      @Nullable String startToCloseTimeout)
      implements Decision {}
}
