package examples.markers;

import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.time.Duration;
import java.util.Map;

/** Notes in its history how far it is; {@code simpleflow history} shows the notes. */
@WorkflowType(name = "markers", version = "example")
@SuppressWarnings("FutureReturnValueIgnored") // What recordMarker returns is finished.
public class MarkersWorkflow extends Workflow {
  /** The same marker with the same details is written once, however often the code is replayed. */
  public String run(int parts) {
    for (int part = 1; part <= parts; part++) {
      recordMarker("part", part);
      recordMarker("result", Map.of("part", part, "square", part * part));
      sleep(Duration.ofSeconds(1));
    }
    int last = markerValue("part", Integer.class).orElse(0);
    String outcome = "part %d, %d markers".formatted(last, markers().size());
    System.out.println(outcome);
    return outcome;
  }
}
