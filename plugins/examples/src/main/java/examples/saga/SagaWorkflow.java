package examples.saga;

import io.simpleflow.Saga;
import io.simpleflow.TaskException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.util.ArrayList;
import java.util.List;

/** Books all legs of a journey, or none. */
@WorkflowType(name = "saga", version = "example")
public class SagaWorkflow extends Workflow {
  /** The tickets, or what became of them. */
  public List<String> run(List<String> legs) {
    List<String> lines = new ArrayList<>();
    Saga saga = new Saga();
    try {
      for (String leg : legs) {
        String ticket = submit(Journey::book, leg).result();
        lines.add(ticket);
        saga.addCompensation(() -> lines.add(submit(Journey::giveBack, ticket).result()));
      }
    } catch (TaskException failure) {
      compensate(saga); // Also if the workflow is being cancelled: it is shielded.
    }
    System.out.println(String.join("; ", lines));
    return lines;
  }
}
