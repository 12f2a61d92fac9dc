package io.simpleflow.local.service;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision.ContinueAsNewWorkflowExecution;
import io.simpleflow.history.Decision.StartChildWorkflowExecution;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an execution runs with: what was asked for, or else the defaults of its type. */
record RunSettings(
    WorkflowType workflowType,
    @Nullable String input,
    @Nullable String executionStartToCloseTimeout,
    @Nullable String taskStartToCloseTimeout,
    @Nullable ChildPolicy childPolicy,
    @Nullable String taskList,
    @Nullable String taskPriority,
    List<String> tagList,
    @Nullable String lambdaRole) {

  static RunSettings of(StartRequest request, WorkflowTypeDefaults defaults) {
    return new RunSettings(
            request.workflowType(),
            request.input(),
            request.executionStartToCloseTimeout().orElse(null),
            request.taskStartToCloseTimeout().orElse(null),
            request.childPolicy().orElse(null),
            request.taskList().orElse(null),
            request.taskPriority().orElse(null),
            request.tagList(),
            request.lambdaRole().orElse(null))
        .or(defaults);
  }

  static RunSettings of(StartChildWorkflowExecution decision, WorkflowTypeDefaults defaults) {
    return new RunSettings(
            decision.workflowType(),
            decision.input(),
            decision.executionStartToCloseTimeout(),
            decision.taskStartToCloseTimeout(),
            decision.childPolicy(),
            decision.taskList(),
            decision.taskPriority(),
            decision.tagList(),
            decision.lambdaRole())
        .or(defaults);
  }

  static RunSettings of(ContinueAsNewWorkflowExecution decision, WorkflowTypeDefaults defaults) {
    return new RunSettings(
            defaults.type(),
            decision.input(),
            decision.executionStartToCloseTimeout(),
            decision.taskStartToCloseTimeout(),
            decision.childPolicy(),
            decision.taskList(),
            decision.taskPriority(),
            decision.tagList(),
            decision.lambdaRole())
        .or(defaults);
  }

  private RunSettings or(WorkflowTypeDefaults defaults) {
    return new RunSettings(
        workflowType,
        input,
        first(executionStartToCloseTimeout, defaults.executionStartToCloseTimeout()),
        first(taskStartToCloseTimeout, defaults.taskStartToCloseTimeout()),
        first(childPolicy, defaults.childPolicy()),
        first(taskList, defaults.taskList()),
        first(taskPriority, defaults.taskPriority()),
        tagList,
        first(lambdaRole, defaults.lambdaRole()));
  }

  static <T> @Nullable T first(@Nullable T asked, Optional<T> fallback) {
    return asked == null ? fallback.orElse(null) : asked;
  }

  /** SWF's cause for refusing these settings, if one that must be there is not. */
  Optional<String> undefined() {
    if (executionStartToCloseTimeout == null) {
      return Optional.of("DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED");
    } else if (taskList == null) {
      return Optional.of("DEFAULT_TASK_LIST_UNDEFINED");
    } else if (taskStartToCloseTimeout == null) {
      return Optional.of("DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED");
    } else if (childPolicy == null) {
      return Optional.of("DEFAULT_CHILD_POLICY_UNDEFINED");
    }
    return Optional.empty();
  }

  ChildPolicy definedChildPolicy() {
    return defined(childPolicy);
  }

  String definedTaskList() {
    return defined(taskList);
  }

  private static <T> T defined(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("settings are used that should have been refused");
    }
    return value;
  }

  /**
   * The first event of an execution with these settings.
   *
   * @param continuedRunId the run that this one goes on from
   * @param parent the execution whose child this one is
   */
  WorkflowExecutionStarted started(
      Instant now,
      @Nullable String continuedRunId,
      @Nullable ExecutionId parent,
      long parentInitiatedEventId) {
    return new WorkflowExecutionStarted(
        1,
        now,
        input,
        executionStartToCloseTimeout,
        taskStartToCloseTimeout,
        definedChildPolicy(),
        definedTaskList(),
        taskPriority,
        workflowType,
        tagList,
        continuedRunId,
        parent,
        parentInitiatedEventId,
        lambdaRole);
  }
}
