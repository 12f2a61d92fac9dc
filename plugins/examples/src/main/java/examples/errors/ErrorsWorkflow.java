package examples.errors;

import io.simpleflow.Future;
import io.simpleflow.TaskFailedException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;

/** Books a trip, and undoes what was done if a part of it fails; try {@code Atlantis}. */
@WorkflowType(name = "errors", version = "example")
public class ErrorsWorkflow extends Workflow {
  /**
   * If the flight fails, so does the invoice, without ever running: it has the same exception.
   * Uncaught, that exception would fail the workflow.
   */
  public String run(String city) {
    Future<String> hotel = submit(Trip::bookHotel, city);
    Future<String> flight = submit(Trip::bookFlight, city);
    Future<String> invoice = submit(Trip::invoice, hotel, flight);
    String outcome;
    try {
      outcome = invoice.result();
    } catch (TaskFailedException failure) {
      outcome = "no trip, because " + failure.getMessage();
      if (hotel.exception().isEmpty()) {
        outcome += "; " + submit(Trip::cancel, hotel).result();
      }
    }
    System.out.println(outcome);
    return outcome;
  }
}
