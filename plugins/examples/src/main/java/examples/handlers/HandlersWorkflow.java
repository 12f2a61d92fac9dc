package examples.handlers;

import io.simpleflow.FailureDecision;
import io.simpleflow.Future;
import io.simpleflow.TaskFailure;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.History;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends parcels, and knows what to do when a carrier does not. */
@WorkflowType(name = "handlers", version = "example")
public class HandlersWorkflow extends Workflow {
  /** How the parcels went. */
  public String run(int kilos) {
    Future<String> parcel = submit(Parcels::send, "cheap", kilos);
    Future<String> letter =
        onFailure(failure -> FailureDecision.ignore("letter left out"))
            .submit(Parcels::send, "cheap", 1);
    String outcome = parcel.result() + "; " + letter.result();
    System.out.println(outcome);
    return outcome;
  }

  /** Asked about every failure of an activity or child that is not handled at its submit. */
  @Override
  protected @Nullable FailureDecision onTaskFailure(TaskFailure failure) {
    if (failure.reason().contains("on strike")) {
      return FailureDecision.retryLater(Duration.ofSeconds(1)).withArguments("dear", 20);
    } else if (failure.reason().contains("too heavy")) {
      throw fail("nobody carries that", failure.id());
    }
    return FailureDecision.standard();
  }

  /** Hooks look at the history; here is a place for metrics and messages. */
  @Override
  protected void onCompleted(History history) {
    System.err.printf("completed after %d events%n", history.lastEventId());
  }
}
