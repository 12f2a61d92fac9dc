package io.simpleflow.engine.worker;

import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.ServiceTask;
import io.simpleflow.spi.TaskService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What one worker's thread does with a task. Where the service hands out what an answer has brought
 * about to who answers, that is the next activity; if there is none to run, the decision that has
 * become due, unless as many are being made as may be at once.
 *
 * @param runner runs activities
 * @param decider makes decisions
 * @param work what the tasks belong to
 * @param activityList the list that the worker polls; empty for every list
 * @param decisionLists the lists whose decisions are made in this process
 */
record Worker(
    ActivityRunner runner,
    Decider decider,
    Work work,
    Optional<String> activityList,
    List<Optional<String>> decisionLists) {

  /**
   * Does a task on this thread, and returns the next one, if it has taken one.
   *
   * @param stopping whether nothing more is to be taken
   */
  Optional<ServiceTask> handle(ServiceTask task, BooleanSupplier stopping) {
    return task instanceof ActivityTask activity
        ? runner.handle(activity, () -> take(stopping, decisionLists))
        : decider.handle((DecisionTask) task, () -> take(stopping, List.of()));
  }

  private Optional<ServiceTask> take(BooleanSupplier stopping, List<Optional<String>> decisions) {
    if (stopping.getAsBoolean()) {
      return Optional.empty();
    }
    try {
      TaskService service = work.service();
      Optional<ActivityTask> activity =
          service.pollForActivityTask(activityList, work.identity(), Duration.ZERO);
      if (activity.isPresent()) {
        return Optional.of(activity.get());
      }
      return takeDecision(service, decisions);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<ServiceTask> takeDecision(TaskService service, List<Optional<String>> lists)
      throws InterruptedException {
    for (Optional<String> list : lists) {
      if (!decider.tryTurn()) {
        return Optional.empty();
      }
      boolean taken = false;
      try {
        Optional<DecisionTask> decision =
            service.pollForDecisionTask(list, work.identity(), Duration.ZERO);
        taken = decision.isPresent();
        if (taken) {
          return Optional.of(decision.get());
        }
      } finally {
        if (!taken) {
          decider.pass();
        }
      }
    }
    return Optional.empty();
  }
}
