package io.simpleflow.inline;

import io.simpleflow.history.ActivityType;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.TaskRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The types made known in this process. Nothing here needs them; whoever asks gets them back. */
final class InlineRegistry implements TaskRegistry {
  private final Map<WorkflowType, WorkflowTypeDefaults> workflows = new ConcurrentHashMap<>();
  private final Map<ActivityType, ActivityTypeDefaults> activities = new ConcurrentHashMap<>();

  @Override
  public void register(WorkflowTypeDefaults type) {
    workflows.putIfAbsent(type.type(), type);
  }

  @Override
  public void register(ActivityTypeDefaults type) {
    activities.putIfAbsent(type.type(), type);
  }

  @Override
  public Optional<WorkflowTypeDefaults> find(WorkflowType type) {
    return Optional.ofNullable(workflows.get(type));
  }

  @Override
  public Optional<ActivityTypeDefaults> find(ActivityType type) {
    return Optional.ofNullable(activities.get(type));
  }
}
