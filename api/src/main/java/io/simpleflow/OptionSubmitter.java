package io.simpleflow;

import io.simpleflow.spi.WorkflowRuntime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A view of a workflow whose submits have options; those of the single task stand above them. */
record OptionSubmitter(
    WorkflowRuntime runtime,
    ActivityOptions activityOptions,
    WorkflowOptions workflowOptions,
    Optional<FailureHandler> failureHandler)
    implements Submitter {

  @Override
  public <R extends @Nullable Object> Future<R> submit(Submittable<R> submittable) {
    return runtime.submit(withOptions(submittable));
  }

  private <R extends @Nullable Object> Submittable<R> withOptions(Submittable<R> submittable) {
    if (submittable instanceof Task<R> task) {
      return new Task<>(
          task.target(),
          task.arguments(),
          task.keywordArguments(),
          activityOptions.overriddenBy(task.options()),
          task.failureHandler().or(() -> failureHandler));
    } else if (submittable instanceof ChildTask<R> child) {
      return new ChildTask<>(
          child.target(),
          child.arguments(),
          child.keywordArguments(),
          workflowOptions.overriddenBy(child.options()),
          child.failureHandler().or(() -> failureHandler));
    } else if (submittable instanceof LambdaTask<R> lambda && lambda.failureHandler().isEmpty()) {
      return failureHandler.map(lambda::onFailure).orElse(lambda);
    }
    return submittable;
  }

  @Override
  public <T> T stub(Class<T> activities) {
    return runtime.stub(activities, activityOptions);
  }
}
