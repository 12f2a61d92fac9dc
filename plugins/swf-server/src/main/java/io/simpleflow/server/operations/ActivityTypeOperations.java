package io.simpleflow.server.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import io.simpleflow.history.ActivityType;
import io.simpleflow.local.service.TypeRegistry;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.server.protocol.Input;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Operations on activity types. */
final class ActivityTypeOperations extends TypeOperations<ActivityType, ActivityTypeDefaults> {
  ActivityTypeOperations(DomainLookup lookup) {
    super(lookup, "ActivityType", "activityType");
  }

  @Override
  ActivityType key(String name, String version) {
    return new ActivityType(name, version);
  }

  @Override
  String name(ActivityTypeDefaults defaults) {
    return defaults.type().name();
  }

  @Override
  String version(ActivityTypeDefaults defaults) {
    return defaults.type().version();
  }

  @Override
  void register(TypeRegistry types, ActivityType type, Input input) {
    types.registerNew(
        new ActivityTypeDefaults(
            type,
            input.optionalStructure("defaultTaskList").map(list -> list.text("name")),
            input.optional("defaultTaskPriority"),
            input.optional("defaultTaskStartToCloseTimeout"),
            input.optional("defaultTaskScheduleToStartTimeout"),
            input.optional("defaultTaskScheduleToCloseTimeout"),
            input.optional("defaultTaskHeartbeatTimeout")),
        input.optional("description"));
  }

  @Override
  Optional<RegisteredType<ActivityTypeDefaults>> find(TypeRegistry types, ActivityType type) {
    return types.registered(type);
  }

  @Override
  List<RegisteredType<ActivityTypeDefaults>> all(TypeRegistry types) {
    return types.activityTypes();
  }

  @Override
  void deprecate(TypeRegistry types, ActivityType type, boolean deprecated) {
    types.deprecate(type, deprecated);
  }

  @Override
  void delete(TypeRegistry types, ActivityType type) {
    types.delete(type);
  }

  @Override
  void configuration(JsonGenerator out, ActivityTypeDefaults defaults) throws IOException {
    Answer.text(out, "defaultTaskHeartbeatTimeout", defaults.heartbeatTimeout());
    Answer.taskList(out, "defaultTaskList", defaults.taskList());
    Answer.text(out, "defaultTaskPriority", defaults.taskPriority());
    Answer.text(out, "defaultTaskScheduleToCloseTimeout", defaults.scheduleToCloseTimeout());
    Answer.text(out, "defaultTaskScheduleToStartTimeout", defaults.scheduleToStartTimeout());
    Answer.text(out, "defaultTaskStartToCloseTimeout", defaults.startToCloseTimeout());
  }
}
