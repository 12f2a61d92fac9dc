package io.simpleflow.spi;

import io.simpleflow.ContinueAsNew;
import io.simpleflow.FailureDecision;
import io.simpleflow.TaskFailure;
import io.simpleflow.history.History;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the author of a workflow may have overridden, as the executor calls it; {@link
 * io.simpleflow.Workflow} says when each is called. Used on the thread that has the execution.
 */
public interface WorkflowHooks {
  /** See {@code Workflow.taskPriority}. */
  OptionalInt taskPriority();

  /** See {@code Workflow.state}. */
  @Nullable Object state();

  /** See {@code Workflow.nextRun}. */
  Optional<ContinueAsNew> nextRun();

  /** See {@code Workflow.onTaskFailure}. */
  @Nullable FailureDecision onTaskFailure(TaskFailure failure);

  /** See {@code Workflow.shouldCancel}. */
  boolean shouldCancel(History history);

  /** See {@code Workflow.beforeReplay}. */
  void beforeReplay(History history);

  /** See {@code Workflow.afterReplay}. */
  void afterReplay(History history);

  /** See {@code Workflow.onCompleted}. */
  void onCompleted(History history);

  /** See {@code Workflow.onFailure}. */
  void onFailure(History history, String reason, Optional<String> details);

  /** See {@code Workflow.onCanceled}. */
  void onCanceled(History history);

  /** See {@code Workflow.afterClosed}. */
  void afterClosed(History history);
}
