package io.simpleflow.engine.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What becomes of tasks: anything or, if steady, what hangs on the task and on how often it was
 * tried alone.
 */
final class SimulatedOutcomes {
  private final Random random;
  private final Map<String, Integer> attempts = new HashMap<>();
  private boolean steady;

  SimulatedOutcomes(Random random) {
    this.random = random;
  }

  void beSteady() {
    steady = true;
  }

  boolean areSteady() {
    return steady;
  }

  /**
   * How an attempt ends: 0 to 9.
   *
   * @param id which task of the execution it is an attempt at
   * @param task what is the same for all tasks that are to end alike
   */
  int next(String id, String task) {
    int attempt = attempts.merge(id, 1, Integer::sum);
    return steady ? new Random(31L * task.hashCode() + attempt).nextInt(10) : random.nextInt(10);
  }

  /** What a task results in. */
  static String result(String task) {
    return Integer.toString(task.hashCode());
  }

  <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
