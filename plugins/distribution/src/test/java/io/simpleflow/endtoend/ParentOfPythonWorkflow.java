package io.simpleflow.endtoend;

import io.simpleflow.ChildTask;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.Signal;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowType;
import java.util.Map;

/** Starts a workflow that is Python's as its child, and signals it. */
@WorkflowType(name = "parent-of-python", version = "1", taskList = "java-decisions")
public class ParentOfPythonWorkflow extends Workflow {
  /** What the child gives back. */
  public Map<String, Object> run(String version) {
    Future<Map<String, Object>> child =
        submit(
            ChildTask.named("parent", version, new GenericType<Map<String, Object>>() {})
                .with(WorkflowOptions.none().withTaskList("python-decisions")));
    signal(Signal.named("go", 1e-05).toChild(child)).result();
    return child.result();
  }
}
