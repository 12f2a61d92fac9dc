package io.simpleflow;

import io.simpleflow.history.History;
import io.simpleflow.spi.WorkflowHooks;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Lets the executor call what the author of a workflow has overridden. */
record OverriddenHooks(Workflow workflow) implements WorkflowHooks {
  @Override
  public OptionalInt taskPriority() {
    return workflow.taskPriority();
  }

  @Override
  public @Nullable Object state() {
    return workflow.state();
  }

  @Override
  public Optional<ContinueAsNew> nextRun() {
    return workflow.nextRun();
  }

  @Override
  public @Nullable FailureDecision onTaskFailure(TaskFailure failure) {
    return workflow.onTaskFailure(failure);
  }

  @Override
  public boolean shouldCancel(History history) {
    return workflow.shouldCancel(history);
  }

  @Override
  public void beforeReplay(History history) {
    workflow.beforeReplay(history);
  }

  @Override
  public void afterReplay(History history) {
    workflow.afterReplay(history);
  }

  @Override
  public void onCompleted(History history) {
    workflow.onCompleted(history);
  }

  @Override
  public void onFailure(History history, String reason, Optional<String> details) {
    workflow.onFailure(history, reason, details);
  }

  @Override
  public void onCanceled(History history) {
    workflow.onCanceled(history);
  }

  @Override
  public void afterClosed(History history) {
    workflow.afterClosed(history);
  }
}
