package io.simpleflow.engine.canvas;

import io.simpleflow.BranchFailedException;
import io.simpleflow.Chain;
import io.simpleflow.ChildTask;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Future;
import io.simpleflow.Group;
import io.simpleflow.LambdaTask;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One submit of a group, chain or function with all that is inside. Not thread-safe. */
final class Expansion {
  private final Canvas.Ground ground;
  private final Promise.Waiter waiter;
  private final Agenda agenda = new Agenda();

  Expansion(Canvas.Ground ground, Promise.Waiter waiter) {
    this.ground = ground;
    this.waiter = waiter;
  }

  Agenda agenda() {
    return agenda;
  }

  Future<?> async(Callable<? extends @Nullable Object> function) {
    return ground.async(function);
  }

  static boolean isSingle(Submittable<?> item) {
    return item instanceof Task || item instanceof ChildTask || item instanceof LambdaTask;
  }

  /** Submits a single task now; of anything else, puts the beginning on the agenda. */
  Promise<?> begin(Submittable<?> item, Sent sent, int depth) {
    if (isSingle(item)) {
      return beginSingle(item, sent);
    }
    Promise<@Nullable Object> promise = new Promise<>(waiter, "the canvas");
    begin(item, sent, depth, promise);
    return promise;
  }

  private Promise<?> beginSingle(Submittable<?> task, Sent sent) {
    try {
      return (Promise<?>) ground.submit(Copies.receiving(task, sent));
    } catch (SimpleflowException refused) {
      return failed(refused);
    } catch (RuntimeException refused) {
      return failed(new BranchFailedException(refused));
    }
  }

  private Promise<?> failed(SimpleflowException failure) {
    Promise<@Nullable Object> promise = new Promise<>(waiter);
    promise.fail(failure);
    return promise;
  }

  void begin(Submittable<?> canvas, Sent sent, int depth, Promise<@Nullable Object> promise) {
    if (depth > Canvas.DEEPEST) {
      promise.fail(
          new SimpleflowException(
              "groups, chains and functions lie more than %,d deep inside each other: does a function of the canvas return itself?"
                  .formatted(Canvas.DEEPEST)));
    } else if (canvas instanceof Group<?> group) {
      new ItemsRun(this, Rules.of(group, sent), depth, promise).begin();
    } else if (canvas instanceof Chain<?> chain) {
      new ItemsRun(this, Rules.of(chain, sent), depth, promise).begin();
    } else {
      new FunctionRun(this, (FunctionGroup<?>) canvas, sent, depth, promise).begin();
    }
  }
}
