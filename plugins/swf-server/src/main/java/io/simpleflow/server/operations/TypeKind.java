package io.simpleflow.server.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.service.TypeRegistry;
import io.simpleflow.local.service.TypeTable;
import io.simpleflow.server.protocol.Fault;
import io.simpleflow.server.protocol.Input;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of types: what differs between workflow types and activity types.
 *
 * @param <K> name and version
 * @param <D> what is registered
 * @param name the kind as SWF names it
 * @param member the member that holds a type's name and version
 * @param table where types of the kind are registered
 * @param key makes a key of name and version
 * @param defaults reads what is to be registered
 * @param type the key of what is registered, as name and version
 * @param configuration writes the defaults
 */
record TypeKind<K, D>(
    String name,
    String member,
    Function<TypeRegistry, TypeTable<K, D>> table,
    BiFunction<String, String, K> key,
    BiFunction<K, Input, D> defaults,
    Function<D, NameAndVersion> type,
    Configuration<D> configuration) {

  /** The kind of workflow types. */
  static final TypeKind<WorkflowType, WorkflowTypeDefaults> WORKFLOW =
      new TypeKind<>(
          "WorkflowType",
          "workflowType",
          TypeRegistry::workflows,
          WorkflowType::new,
          TypeKind::workflow,
          defaults -> new NameAndVersion(defaults.type().name(), defaults.type().version()),
          TypeKind::write);

  /** The kind of activity types. */
  static final TypeKind<ActivityType, ActivityTypeDefaults> ACTIVITY =
      new TypeKind<>(
          "ActivityType",
          "activityType",
          TypeRegistry::activities,
          ActivityType::new,
          TypeKind::activity,
          defaults -> new NameAndVersion(defaults.type().name(), defaults.type().version()),
          TypeKind::write);

  /** What types of every kind are known by. */
  record NameAndVersion(String name, String version) {
    static NameAndVersion of(Input type) {
      return new NameAndVersion(type.text("name"), type.text("version"));
    }
  }

  /** Writes the members of a type's configuration. */
  @FunctionalInterface
  interface Configuration<D> {
    void write(JsonGenerator out, D defaults) throws IOException;
  }

  /** A type, in SWF's words. */
  String describe(NameAndVersion type) {
    return "%s=[name=%s, version=%s]".formatted(name, type.name(), type.version());
  }

  /** That a type is not registered, in SWF's words. */
  Fault unknown(NameAndVersion type) {
    return Fault.unknown("Unknown type: " + describe(type));
  }

  private static WorkflowTypeDefaults workflow(WorkflowType type, Input input) {
    return new WorkflowTypeDefaults(
        type,
        taskList(input),
        input.optional("defaultExecutionStartToCloseTimeout"),
        input.optional("defaultTaskStartToCloseTimeout"),
        input.optional("defaultChildPolicy").map(ChildPolicy::valueOf),
        input.optional("defaultTaskPriority"),
        input.optional("defaultLambdaRole"));
  }

  private static ActivityTypeDefaults activity(ActivityType type, Input input) {
    return new ActivityTypeDefaults(
        type,
        taskList(input),
        input.optional("defaultTaskPriority"),
        input.optional("defaultTaskStartToCloseTimeout"),
        input.optional("defaultTaskScheduleToStartTimeout"),
        input.optional("defaultTaskScheduleToCloseTimeout"),
        input.optional("defaultTaskHeartbeatTimeout"));
  }

  private static Optional<String> taskList(Input input) {
    return input.optionalStructure("defaultTaskList").map(list -> list.text("name"));
  }

  private static void write(JsonGenerator out, WorkflowTypeDefaults defaults) throws IOException {
    Answer.text(out, "defaultChildPolicy", defaults.childPolicy().map(ChildPolicy::name));
    Answer.text(
        out, "defaultExecutionStartToCloseTimeout", defaults.executionStartToCloseTimeout());
    Answer.text(out, "defaultLambdaRole", defaults.lambdaRole());
    Answer.taskList(out, "defaultTaskList", defaults.taskList());
    Answer.text(out, "defaultTaskPriority", defaults.taskPriority());
    Answer.text(out, "defaultTaskStartToCloseTimeout", defaults.taskStartToCloseTimeout());
  }

  private static void write(JsonGenerator out, ActivityTypeDefaults defaults) throws IOException {
    Answer.text(out, "defaultTaskHeartbeatTimeout", defaults.heartbeatTimeout());
    Answer.taskList(out, "defaultTaskList", defaults.taskList());
    Answer.text(out, "defaultTaskPriority", defaults.taskPriority());
    Answer.text(out, "defaultTaskScheduleToCloseTimeout", defaults.scheduleToCloseTimeout());
    Answer.text(out, "defaultTaskScheduleToStartTimeout", defaults.scheduleToStartTimeout());
    Answer.text(out, "defaultTaskStartToCloseTimeout", defaults.startToCloseTimeout());
  }
}
