package examples.canvas;

import io.simpleflow.Chain;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Group;
import io.simpleflow.Task;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.util.List;

/** Makes an album of a folder's pictures. */
@WorkflowType(name = "canvas", version = "example")
public class CanvasWorkflow extends Workflow {
  /** Each step gets the result of the one before it as its last argument. */
  public String run(String folder) {
    Chain<Object> steps =
        Chain.<Object>of(
                Task.of(Pictures::find, folder),
                FunctionGroup.of(this::shrinkAll), // Called once the pictures are known.
                Task.of(Pictures::bind, "Album of " + folder))
            .withSendResult(true);
    String album = String.valueOf(submit(steps).result().get(2));
    System.out.println(album);
    return album;
  }

  /** Two at a time; what cannot be shrunk is left out: its result is null. */
  private Group<String> shrinkAll(List<String> pictures) {
    return Group.map(Pictures::shrink, pictures)
        .withMaxParallel(2)
        .withBubblesExceptionOnFailure(false);
  }
}
