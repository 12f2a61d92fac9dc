package io.simpleflow.engine.canvas;

import io.simpleflow.BranchFailedException;
import io.simpleflow.Chain;
import io.simpleflow.ChildTask;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Group;
import io.simpleflow.LambdaTask;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
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

  Promise.Waiter waiter() {
    return waiter;
  }

  /** Runs code of the author's as soon as it may run. */
  void run(Runnable code) {
    ground.run(code);
  }

  /** Submits a single task now; of anything else, puts the beginning on the agenda. */
  Promise<?> begin(Submittable<?> item, Sent sent, int depth) {
    if (isSingle(item)) {
      return beginSingle(item, sent);
    } else if (depth > Canvas.DEEPEST) {
      return failed(
          new SimpleflowException(
              "groups, chains and functions lie more than %,d deep inside each other: does a function of the canvas return itself?"
                  .formatted(Canvas.DEEPEST)));
    } else if (item instanceof Group<?> group) {
      return new ItemsRun(this, Rules.of(group, sent), depth).begin();
    } else if (item instanceof Chain<?> chain) {
      return new ItemsRun(this, Rules.of(chain, sent), depth).begin();
    }
    return new FunctionRun(this, (FunctionGroup<?>) item, sent, depth).begin();
  }

  static boolean isSingle(Submittable<?> item) {
    return item instanceof Task || item instanceof ChildTask || item instanceof LambdaTask;
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
}
