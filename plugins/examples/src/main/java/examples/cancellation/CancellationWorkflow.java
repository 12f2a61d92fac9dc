package examples.cancellation;

import io.simpleflow.CancellationScope;
import io.simpleflow.Future;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders a film in two qualities, and has time for the better one only while a timer runs. Try
 * {@code simpleflow cancel} on it while it works: the same clean-up runs, and the execution ends as
 * cancelled.
 */
@WorkflowType(name = "cancellation", version = "example")
public class CancellationWorkflow extends Workflow {
  /** What was rendered. */
  public String run(int secondsForTheBest) {
    Future<String> good = submit(Render::film, "good", 1);
    CancellationScope luxury = newScope();
    List<Future<String>> best = new ArrayList<>();
    luxury.run(() -> best.add(submit(Render::film, "best", 3_000)));
    try {
      Future<@Nullable Void> patience = timer(Duration.ofSeconds(secondsForTheBest));
      patience.result();
      luxury.cancel(); // Asks the worker to stop.
      luxury.await(); // It has stopped when this returns.
      String outcome = best.get(0).isCancelled() ? good.result() : best.get(0).result();
      System.out.println(outcome);
      return outcome;
    } catch (TaskCanceledException cancelled) {
      // Nothing more could be submitted now, but in here it can.
      shielded(() -> System.out.println(submit(Render::deleteScraps).result()));
      throw cancelled;
    }
  }
}
