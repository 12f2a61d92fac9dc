package io.simpleflow.engine.canvas;

import io.simpleflow.ActivityOptions;
import io.simpleflow.Chain;
import io.simpleflow.ChildTask;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Group;
import io.simpleflow.LambdaTask;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.WorkflowOptions;
import java.util.Optional;

/** Changed copies of items: what is submitted may be used again, and stays as it is. */
@SuppressWarnings("NullAway") // It does not see in class files that a record's list may hold nulls.
final class Copies {
  private Copies() {}

  /**
   * An item whose failures are, or are not, raised at once, if that is given. What an inner group,
   * chain or function says itself goes before it. (A Lambda function has no such option.)
   */
  static Submittable<?> raising(Submittable<?> item, Optional<Boolean> given) {
    if (given.isEmpty()) {
      return item;
    } else if (item instanceof Task<?> task) {
      return task.with(ActivityOptions.none().withRaisesOnFailure(given.get()));
    } else if (item instanceof ChildTask<?> child) {
      return child.with(WorkflowOptions.none().withRaisesOnFailure(given.get()));
    } else if (item instanceof FunctionGroup<?> part) {
      return new FunctionGroup<>(
          part.function(), part.arguments(), part.raisesOnFailure().or(() -> given));
    } else if (item instanceof Group<?> group) {
      return new Group<>(
          group.items(),
          group.maxParallel(),
          group.raisesOnFailure().or(() -> given),
          group.bubblesExceptionOnFailure());
    } else if (item instanceof Chain<?> chain) {
      return new Chain<>(
          chain.items(),
          chain.sendResult(),
          chain.breakOnFailure(),
          chain.raisesOnFailure().or(() -> given),
          chain.bubblesExceptionOnFailure());
    }
    return item;
  }

  /** A single task with the result of the task before it as one more argument. */
  static Submittable<?> receiving(Submittable<?> task, Sent sent) {
    if (sent.values().isEmpty()) {
      return task;
    } else if (task instanceof Task<?> activity) {
      return new Task<>(
          activity.target(),
          sent.after(activity.arguments()),
          activity.keywordArguments(),
          activity.options(),
          activity.failureHandler());
    } else if (task instanceof ChildTask<?> child) {
      return new ChildTask<>(
          child.target(),
          sent.after(child.arguments()),
          child.keywordArguments(),
          child.options(),
          child.failureHandler());
    } else if (task instanceof LambdaTask<?> call) {
      return receiving(call, sent);
    }
    throw new IllegalArgumentException("not a single task: " + task);
  }

  private static LambdaTask<?> receiving(LambdaTask<?> call, Sent sent) {
    if (call.payload() != null) {
      throw new TaskArgumentException(
          ("Lambda function %s has a payload of its own and cannot get the result before it as"
                  + " well: leave one of the two out")
              .formatted(call.function()));
    }
    return new LambdaTask<>(
        call.function(),
        call.resultType(),
        sent.values().get(0),
        call.startToCloseTimeout(),
        call.retry(),
        call.failureHandler());
  }
}
