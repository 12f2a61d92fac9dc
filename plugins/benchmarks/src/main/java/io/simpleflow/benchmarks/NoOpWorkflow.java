package io.simpleflow.benchmarks;

import io.simpleflow.Activity;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Runs activities that do nothing, so that what is left to measure is Simpleflow. */
public class NoOpWorkflow extends Workflow {
  /** An activity that is waited for takes six events; one execution may have 25,000. */
  static final int MOST_ACTIVITIES = 4_000;

  /** Gives back what it gets. */
  @Activity
  public static int nothing(int x) {
    return x;
  }

  /**
   * Runs activities one after another, or submits all before it waits for the first.
   *
   * @return how many ran
   */
  public int run(int activities, boolean parallel) {
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < activities; i++) {
      Future<Integer> future = submit(NoOpWorkflow::nothing, i);
      futures.add(future);
      if (!parallel) {
        future.result();
      }
    }
    return Futures.wait(futures).size();
  }
}
