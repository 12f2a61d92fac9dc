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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a decision's members are of a form that the service takes. */
final class DecisionChecks {
  private static final int REASON = 256;
  private static final int TAGS = 5;
  private static final int TAG = 256;
  private static final int FUNCTION_NAME = 64;

  private DecisionChecks() {}

  static void check(Decision decision) {
    if (decision instanceof ScheduleActivityTask d) {
      check(d);
    } else if (decision instanceof RequestCancelActivityTask d) {
      Checks.identifier("activityId", d.activityId());
    } else if (decision instanceof CompleteWorkflowExecution d) {
      Checks.data("result", d.result());
    } else if (decision instanceof FailWorkflowExecution d) {
      Checks.atMost("reason", d.reason(), REASON);
      Checks.data("details", d.details());
    } else if (decision instanceof CancelWorkflowExecution d) {
      Checks.data("details", d.details());
    } else if (decision instanceof ContinueAsNewWorkflowExecution d) {
      Checks.data("input", d.input());
      checkRun(
          d.executionStartToCloseTimeout(),
          d.taskStartToCloseTimeout(),
          d.taskList(),
          d.taskPriority(),
          d.tagList());
    } else if (decision instanceof RecordMarker d) {
      Checks.name("markerName", d.markerName());
      Checks.data("details", d.details());
    } else if (decision instanceof StartTimer d) {
      Checks.identifier("timerId", d.timerId());
      Checks.data("control", d.control());
      Checks.seconds("startToFireTimeout", d.startToFireTimeout());
    } else if (decision instanceof CancelTimer d) {
      Checks.identifier("timerId", d.timerId());
    } else if (decision instanceof SignalExternalWorkflowExecution d) {
      Checks.identifier("workflowId", d.workflowId());
      Checks.name("signalName", d.signalName());
      Checks.data("input", d.input());
      Checks.data("control", d.control());
    } else if (decision instanceof RequestCancelExternalWorkflowExecution d) {
      Checks.identifier("workflowId", d.workflowId());
      Checks.data("control", d.control());
    } else if (decision instanceof StartChildWorkflowExecution d) {
      Checks.identifier("workflowId", d.workflowId());
      Checks.data("input", d.input());
      Checks.data("control", d.control());
      checkRun(
          d.executionStartToCloseTimeout(),
          d.taskStartToCloseTimeout(),
          d.taskList(),
          d.taskPriority(),
          d.tagList());
    } else if (decision instanceof ScheduleLambdaFunction d) {
      Checks.name("id", d.functionId());
      Checks.name("name", d.name());
      Checks.atMost("name", d.name(), FUNCTION_NAME);
      Checks.data("input", d.input());
      Checks.data("control", d.control());
      Checks.timeout("startToCloseTimeout", d.startToCloseTimeout());
    }
  }

  private static void check(ScheduleActivityTask d) {
    Checks.identifier("activityId", d.activityId());
    Checks.data("input", d.input());
    Checks.data("control", d.control());
    Checks.timeout("scheduleToCloseTimeout", d.scheduleToCloseTimeout());
    Checks.timeout("scheduleToStartTimeout", d.scheduleToStartTimeout());
    Checks.timeout("startToCloseTimeout", d.startToCloseTimeout());
    Checks.timeout("heartbeatTimeout", d.heartbeatTimeout());
    Checks.priority(d.taskPriority());
    if (d.taskList() != null) {
      Checks.identifier("taskList", d.taskList());
    }
  }

  /** The settings of a new execution. */
  static void checkRun(
      @Nullable String executionStartToCloseTimeout,
      @Nullable String taskStartToCloseTimeout,
      @Nullable String taskList,
      @Nullable String taskPriority,
      List<String> tagList) {
    Checks.executionTimeout(executionStartToCloseTimeout);
    Checks.timeout("taskStartToCloseTimeout", taskStartToCloseTimeout);
    Checks.priority(taskPriority);
    if (taskList != null) {
      Checks.identifier("taskList", taskList);
    }
    if (tagList.size() > TAGS) {
      throw new IllegalArgumentException(
          "there are %d tags; the service takes at most %d".formatted(tagList.size(), TAGS));
    }
    tagList.forEach(tag -> Checks.atMost("tag", tag, TAG));
  }
}
