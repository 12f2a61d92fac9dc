package io.simpleflow.engine.tasks;

import io.simpleflow.ChildTask;
import io.simpleflow.Func;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.WorkflowTarget;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.SubmittedChild;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out which workflow a submitted child is, with which options. Thread-safe. */
final class ChildResolver {
  private final WorkflowIndex workflows;
  private final Map<Class<?>, WorkflowEntry> references = new ConcurrentHashMap<>();

  ChildResolver(WorkflowIndex workflows) {
    this.workflows = workflows;
  }

  SubmittedChild resolve(ChildTask<?> child) {
    WorkflowTarget target = child.target();
    WorkflowOptions options = child.options();
    if (target instanceof WorkflowTarget.OfFunction reference) {
      return submitted(ofFunction(reference.function()), options);
    }
    if (target instanceof WorkflowTarget.OfClass workflow) {
      return submitted(workflows.ofClass(workflow.type()), options);
    }
    if (target instanceof WorkflowTarget.OfName named) {
      WorkflowType type = new WorkflowType(named.name(), named.version());
      return new SubmittedChild(
          type, workflows.lookUp(type).map(entry -> entry), options, named.resultType());
    }
    throw new IllegalStateException("a target of a new kind: " + target);
  }

  private WorkflowEntry ofFunction(Func function) {
    WorkflowEntry known = references.get(function.getClass());
    if (known == null) {
      WorkflowReference reference = WorkflowReference.of(function);
      known = workflows.ofClass(reference.type());
      if (!reference.bound()) {
        references.put(function.getClass(), known);
      }
    }
    return known;
  }

  private static SubmittedChild submitted(WorkflowEntry workflow, WorkflowOptions options) {
    return new SubmittedChild(
        workflow.type(), Optional.of(workflow), options, workflow.resultType());
  }
}
