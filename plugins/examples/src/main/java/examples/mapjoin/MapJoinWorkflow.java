package examples.mapjoin;

import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.util.List;

/** Counts the words of several texts at once, then adds the counts. */
@WorkflowType(name = "mapjoin", version = "example")
public class MapJoinWorkflow extends Workflow {
  /** Nothing waits here but the last line: the sum is scheduled once all counts are there. */
  public int run(List<String> texts) {
    List<Future<Integer>> counts = map(Words::count, texts);
    Future<Integer> total = submit(Words::sum, Futures.all(counts));
    System.out.printf("%d words in %d texts%n", total.result(), texts.size());
    return total.result();
  }
}
