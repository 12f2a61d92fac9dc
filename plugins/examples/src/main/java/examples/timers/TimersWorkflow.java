package examples.timers;

import io.simpleflow.Future;
import io.simpleflow.TaskTimedOutException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for an answer, but not for ever; a reminder is due unless the answer comes before it. */
@WorkflowType(name = "timers", version = "example")
public class TimersWorkflow extends Workflow {
  /** The history shows the timers by their names, with their notes. */
  public String run(int seconds) {
    Future<@Nullable Void> reminder =
        timer("reminder", Duration.ofSeconds(1), "answer within " + seconds + " seconds");
    Future<@Nullable Void> deadline = timer("deadline", Duration.ofDays(1), null);
    String outcome;
    try {
      outcome = waitSignal("answer", String.class).orTimeout(Duration.ofSeconds(seconds)).result();
    } catch (TaskTimedOutException late) {
      outcome = reminder.isDone() ? "no answer in spite of a reminder" : "no answer";
    }
    cancelTimer("deadline");
    outcome += deadline.isCancelled() ? ", deadline lifted" : "";
    System.out.println(outcome);
    return outcome;
  }
}
