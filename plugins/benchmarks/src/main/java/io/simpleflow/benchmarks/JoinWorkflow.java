package io.simpleflow.benchmarks;

import io.simpleflow.Activity;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Group;
import io.simpleflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Submits one activity that needs the results of many. */
public class JoinWorkflow extends Workflow {
  /** Counts what it gets. */
  @Activity
  public static int count(List<Integer> values) {
    return values.size();
  }

  /** Submits the many by themselves, or as a group. */
  public int run(int many, boolean grouped) {
    return submit(JoinWorkflow::count, grouped ? group(many) : each(many)).result();
  }

  private Future<List<Integer>> group(int many) {
    return submit(Group.map(NoOpWorkflow::nothing, IntStream.range(0, many).boxed().toList()));
  }

  private Future<List<Integer>> each(int many) {
    List<Future<Integer>> futures = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      futures.add(submit(NoOpWorkflow::nothing, i));
    }
    return Futures.all(futures);
  }
}
