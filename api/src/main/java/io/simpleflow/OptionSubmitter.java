package io.simpleflow;

import io.simpleflow.spi.ActivityStubs;
import io.simpleflow.spi.WorkflowRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view of a workflow whose submits have options; those of the single task stand above them. What
 * is in a canvas has them too.
 */
record OptionSubmitter(
    WorkflowRuntime runtime,
    ActivityOptions activityOptions,
    WorkflowOptions workflowOptions,
    Optional<FailureHandler> failureHandler)
    implements Submitter {

  @Override
  public <R extends @Nullable Object> Future<R> submit(Submittable<R> submittable) {
    return runtime.submit(withOptions(Given.task(submittable)));
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
    } else if (submittable instanceof LambdaTask<R>) {
      return submittable;
    }
    return inside(submittable);
  }

  @SuppressWarnings("unchecked") // What a copy makes is what the original makes.
  private <R extends @Nullable Object> Submittable<R> inside(Submittable<R> canvas) {
    if (canvas instanceof Group<?> group) {
      return (Submittable<R>)
          new Group<>(
              items(group.items()),
              group.maxParallel(),
              group.raisesOnFailure(),
              group.bubblesExceptionOnFailure());
    } else if (canvas instanceof Chain<?> chain) {
      return (Submittable<R>)
          new Chain<>(
              items(chain.items()),
              chain.sendResult(),
              chain.breakOnFailure(),
              chain.raisesOnFailure(),
              chain.bubblesExceptionOnFailure());
    }
    FunctionGroup<R> part = (FunctionGroup<R>) canvas;
    return new FunctionGroup<>(
        arguments -> {
          Object made = part.function().call(arguments);
          return made instanceof Submittable<?> item ? withOptions(item) : made;
        },
        part.arguments(),
        part.raisesOnFailure());
  }

  private List<Submittable<?>> items(List<? extends Submittable<?>> items) {
    List<Submittable<?>> copies = new ArrayList<>(items.size());
    items.forEach(item -> copies.add(withOptions(item)));
    return copies;
  }

  @Override
  public <T> T stub(Class<T> activities) {
    return failureHandler.isEmpty()
        ? runtime.stub(activities, activityOptions)
        : ActivityStubs.of(activities, activityOptions, task -> submit(task).result());
  }
}
