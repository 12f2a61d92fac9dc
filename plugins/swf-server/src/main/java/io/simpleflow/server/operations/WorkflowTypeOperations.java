package io.simpleflow.server.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.service.TypeRegistry;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.server.protocol.Input;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Operations on workflow types. */
final class WorkflowTypeOperations extends TypeOperations<WorkflowType, WorkflowTypeDefaults> {
  static final String KIND = "WorkflowType";

  WorkflowTypeOperations(DomainLookup lookup) {
    super(lookup, KIND, "workflowType");
  }

  @Override
  WorkflowType key(String name, String version) {
    return new WorkflowType(name, version);
  }

  @Override
  String name(WorkflowTypeDefaults defaults) {
    return defaults.type().name();
  }

  @Override
  String version(WorkflowTypeDefaults defaults) {
    return defaults.type().version();
  }

  @Override
  void register(TypeRegistry types, WorkflowType type, Input input) {
    types.registerNew(
        new WorkflowTypeDefaults(
            type,
            input.optionalStructure("defaultTaskList").map(list -> list.text("name")),
            input.optional("defaultExecutionStartToCloseTimeout"),
            input.optional("defaultTaskStartToCloseTimeout"),
            input.optional("defaultChildPolicy").map(ChildPolicy::valueOf),
            input.optional("defaultTaskPriority"),
            input.optional("defaultLambdaRole")),
        input.optional("description"));
  }

  @Override
  Optional<RegisteredType<WorkflowTypeDefaults>> find(TypeRegistry types, WorkflowType type) {
    return types.registered(type);
  }

  @Override
  List<RegisteredType<WorkflowTypeDefaults>> all(TypeRegistry types) {
    return types.workflowTypes();
  }

  @Override
  void deprecate(TypeRegistry types, WorkflowType type, boolean deprecated) {
    types.deprecate(type, deprecated);
  }

  @Override
  void delete(TypeRegistry types, WorkflowType type) {
    types.delete(type);
  }

  @Override
  void configuration(JsonGenerator out, WorkflowTypeDefaults defaults) throws IOException {
    Answer.text(out, "defaultChildPolicy", defaults.childPolicy().map(ChildPolicy::name));
    Answer.text(
        out, "defaultExecutionStartToCloseTimeout", defaults.executionStartToCloseTimeout());
    Answer.text(out, "defaultLambdaRole", defaults.lambdaRole());
    Answer.taskList(out, "defaultTaskList", defaults.taskList());
    Answer.text(out, "defaultTaskPriority", defaults.taskPriority());
    Answer.text(out, "defaultTaskStartToCloseTimeout", defaults.taskStartToCloseTimeout());
  }
}
