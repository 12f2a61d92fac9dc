package io.simpleflow.endtoend;

import io.simpleflow.ActivityOptions;
import io.simpleflow.GenericType;
import io.simpleflow.Param;
import io.simpleflow.Task;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import java.util.List;

/** Has one activity run by Python, as a child of a Python workflow or by itself. */
@WorkflowType(name = "polyglot", version = "1", taskList = "java-decisions")
public class PolyglotWorkflow extends Workflow {
  /** Passes the values on and gives back what comes back. */
  public List<Object> run(
      List<Object> values, @Param(value = "python", defaultValue = "\"same\"") String activity) {
    return with(ActivityOptions.none().withTaskList("python"))
        .submit(
            Task.named("python." + activity, "default", new GenericType<List<Object>>() {}, values))
        .result();
  }
}
