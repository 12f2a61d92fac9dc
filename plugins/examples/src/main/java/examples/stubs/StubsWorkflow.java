package examples.stubs;

import io.simpleflow.Future;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;

/** Greets somebody by activities that it knows by their interface. */
@WorkflowType(name = "stubs", version = "example")
public class StubsWorkflow extends Workflow {
  /** A plain call of the stub waits for the result; submitting its method does not. */
  public String run(String name) {
    Greetings greetings = stub(Greetings.class);
    Future<String> goodbye = submit(greetings::goodbye, name);
    String dialogue = greetings.hello(name) + " " + goodbye.result();
    System.out.println(dialogue);
    return dialogue;
  }
}
