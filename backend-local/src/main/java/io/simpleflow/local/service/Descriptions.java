package io.simpleflow.local.service;

import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionConfiguration;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.local.store.Ending;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is told of an execution to those who list or describe it. */
final class Descriptions {
  private Descriptions() {}

  static ExecutionInfo info(Execution execution) {
    WorkflowExecutionStarted started = execution.started();
    Optional<ExecutionEvent> closing = Optional.ofNullable(execution.closing());
    Optional<CloseStatus> closeStatus = closing.flatMap(Closing::statusOf);
    return new ExecutionInfo(
        execution.id(),
        started.workflowType(),
        execution.isOpen() ? ExecutionStatus.OPEN : ExecutionStatus.CLOSED,
        closeStatus,
        started.timestamp(),
        closing.map(ExecutionEvent::timestamp),
        Optional.ofNullable(started.parentWorkflowExecution()),
        started.tagList(),
        // SWF was seen to answer false once an execution is closed.
        execution.isOpen() && execution.cancelRequested());
  }

  static ExecutionDescription describe(Execution execution) {
    return describe(info(execution), execution.started(), standing(execution));
  }

  /** How an execution stands. */
  static Ending standing(Execution execution) {
    return new Ending(
        Optional.ofNullable(execution.latestActivityTaskTimestamp()),
        Optional.ofNullable(execution.latestExecutionContext()),
        execution.openCounts());
  }

  static ExecutionDescription describe(
      ExecutionInfo info, WorkflowExecutionStarted started, Ending standing) {
    return new ExecutionDescription(
        info,
        new ExecutionConfiguration(
            started.childPolicy(),
            orNone(started.executionStartToCloseTimeout()),
            orNone(started.taskStartToCloseTimeout()),
            started.taskList(),
            started.taskPriority(),
            started.lambdaRole()),
        standing.openCounts(),
        standing.latestActivityTaskTimestamp(),
        standing.latestExecutionContext());
  }

  private static String orNone(@Nullable String timeout) {
    return timeout == null ? "NONE" : timeout;
  }
}
