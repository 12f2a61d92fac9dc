package io.simpleflow.benchmarks;

import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Runs more activities than one history holds, by going on as new. */
public class RelayWorkflow extends Workflow {
  /** Runs a leg of the activities left at once, and leaves the others to the next run. */
  public int run(int left, int leg, int done) {
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < Math.min(left, leg); i++) {
      futures.add(submit(NoOpWorkflow::nothing, i));
    }
    int now = Futures.wait(futures).size();
    return left == now ? done + now : continueAsNew(this::run, left - now, leg, done + now);
  }
}
