package io.simpleflow.swf;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionConfiguration;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.OpenCounts;
import io.simpleflow.history.WorkflowType;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.model.DescribeWorkflowExecutionResponse;
import software.amazon.awssdk.services.swf.model.WorkflowExecution;
import software.amazon.awssdk.services.swf.model.WorkflowExecutionConfiguration;
import software.amazon.awssdk.services.swf.model.WorkflowExecutionInfo;
import software.amazon.awssdk.services.swf.model.WorkflowExecutionOpenCounts;

/** Translates the SDK's descriptions of executions into ours. */
final class Records {
  private Records() {}

  static ExecutionId execution(WorkflowExecution execution) {
    return new ExecutionId(execution.workflowId(), execution.runId());
  }

  static WorkflowType type(software.amazon.awssdk.services.swf.model.WorkflowType type) {
    return new WorkflowType(type.name(), type.version());
  }

  static ActivityType type(software.amazon.awssdk.services.swf.model.ActivityType type) {
    return new ActivityType(type.name(), type.version());
  }

  static ExecutionInfo info(WorkflowExecutionInfo info) {
    return new ExecutionInfo(
        execution(info.execution()),
        type(info.workflowType()),
        ExecutionStatus.valueOf(info.executionStatusAsString()),
        Optional.ofNullable(info.closeStatusAsString()).map(CloseStatus::valueOf),
        info.startTimestamp(),
        Optional.ofNullable(info.closeTimestamp()),
        Optional.ofNullable(info.parent()).map(Records::execution),
        info.tagList().stream().filter(Objects::nonNull).toList(),
        Boolean.TRUE.equals(info.cancelRequested()));
  }

  static ExecutionDescription description(DescribeWorkflowExecutionResponse description) {
    return new ExecutionDescription(
        info(description.executionInfo()),
        configuration(description.executionConfiguration()),
        counts(description.openCounts()),
        Optional.ofNullable(description.latestActivityTaskTimestamp()),
        Optional.ofNullable(description.latestExecutionContext()));
  }

  private static ExecutionConfiguration configuration(WorkflowExecutionConfiguration settings) {
    return new ExecutionConfiguration(
        ChildPolicy.valueOf(settings.childPolicyAsString()),
        settings.executionStartToCloseTimeout(),
        settings.taskStartToCloseTimeout(),
        settings.taskList().name(),
        settings.taskPriority(),
        settings.lambdaRole());
  }

  private static OpenCounts counts(WorkflowExecutionOpenCounts counts) {
    return new OpenCounts(
        count(counts.openActivityTasks()),
        count(counts.openDecisionTasks()),
        count(counts.openTimers()),
        count(counts.openChildWorkflowExecutions()),
        count(counts.openLambdaFunctions()));
  }

  private static int count(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
