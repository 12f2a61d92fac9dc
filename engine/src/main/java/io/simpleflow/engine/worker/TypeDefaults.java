package io.simpleflow.engine.worker;

import io.simpleflow.ActivityOptions;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.time.Duration;
import java.util.Optional;

/** What types are registered with. */
public final class TypeDefaults {
  private TypeDefaults() {}

  /** The defaults of an activity that is here: as annotated. */
  public static ActivityTypeDefaults of(ActivityDefinition activity) {
    ActivityOptions options = activity.options();
    return new ActivityTypeDefaults(
        activity.type(),
        options.taskList(),
        options.taskPriority().stream().mapToObj(Integer::toString).findFirst(),
        SwfSeconds.of(options.startToCloseTimeout()),
        SwfSeconds.of(options.scheduleToStartTimeout()),
        SwfSeconds.of(options.scheduleToCloseTimeout()),
        SwfSeconds.of(options.heartbeatTimeout()));
  }

  /** None, for an activity that lives elsewhere: whoever schedules it says all there is to say. */
  static ActivityTypeDefaults none(ActivityType type) {
    Optional<String> none = Optional.empty();
    return new ActivityTypeDefaults(type, none, none, none, none, none, none);
  }

  /** What an annotated workflow has that says nothing, for one that lives elsewhere. */
  static WorkflowTypeDefaults standard(WorkflowType type) {
    return new WorkflowTypeDefaults(
        type,
        Optional.of("default"),
        Optional.of(SwfSeconds.of(Duration.ofDays(365))),
        Optional.of(SwfSeconds.of(Duration.ofSeconds(60))),
        Optional.of(ChildPolicy.TERMINATE),
        Optional.empty(),
        Optional.empty());
  }
}
