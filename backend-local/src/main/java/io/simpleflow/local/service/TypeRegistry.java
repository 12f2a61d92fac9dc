package io.simpleflow.local.service;

import io.simpleflow.history.ActivityType;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.service.ServiceFault.Kind;
import io.simpleflow.local.store.Changes.DeleteActivityType;
import io.simpleflow.local.store.Changes.DeleteWorkflowType;
import io.simpleflow.local.store.Changes.PutActivityType;
import io.simpleflow.local.store.Changes.PutWorkflowType;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.spi.TaskRegistry;
import java.time.InstantSource;
import java.util.Optional;

/** The registered workflow and activity types of a domain. Thread-safe. */
public final class TypeRegistry implements TaskRegistry {
  private static final int VERSION = 64;

  private final TypeTable<WorkflowType, WorkflowTypeDefaults> workflows;
  private final TypeTable<ActivityType, ActivityTypeDefaults> activities;
  private volatile boolean domainDeprecated;

  /** Reads the types that the store has. */
  public TypeRegistry(HistoryStore store, InstantSource clock) {
    this.workflows =
        new TypeTable<>(
            store,
            clock,
            WorkflowTypeDefaults::type,
            this::check,
            PutWorkflowType::new,
            DeleteWorkflowType::new);
    this.activities =
        new TypeTable<>(
            store,
            clock,
            ActivityTypeDefaults::type,
            this::check,
            PutActivityType::new,
            DeleteActivityType::new);
    store.workflowTypes().forEach(workflows::put);
    store.activityTypes().forEach(activities::put);
  }

  /** The workflow types. */
  public TypeTable<WorkflowType, WorkflowTypeDefaults> workflows() {
    return workflows;
  }

  /** The activity types. */
  public TypeTable<ActivityType, ActivityTypeDefaults> activities() {
    return activities;
  }

  @Override
  public void register(WorkflowTypeDefaults type) {
    workflows.register(type);
  }

  @Override
  public void register(ActivityTypeDefaults type) {
    activities.register(type);
  }

  @Override
  public Optional<WorkflowTypeDefaults> find(WorkflowType type) {
    return workflows.find(type).map(RegisteredType::defaults);
  }

  @Override
  public Optional<ActivityTypeDefaults> find(ActivityType type) {
    return activities.find(type).map(RegisteredType::defaults);
  }

  private void check(WorkflowTypeDefaults type) {
    check(type.type().name(), type.type().version());
    Checks.executionTimeout(type.executionStartToCloseTimeout().orElse(null));
    Checks.timeout("taskStartToCloseTimeout", type.taskStartToCloseTimeout().orElse(null));
    Checks.priority(type.taskPriority().orElse(null));
    type.taskList().ifPresent(list -> Checks.identifier("taskList", list));
  }

  private void check(ActivityTypeDefaults type) {
    check(type.type().name(), type.type().version());
    Checks.timeout("startToCloseTimeout", type.startToCloseTimeout().orElse(null));
    Checks.timeout("scheduleToStartTimeout", type.scheduleToStartTimeout().orElse(null));
    Checks.timeout("scheduleToCloseTimeout", type.scheduleToCloseTimeout().orElse(null));
    Checks.timeout("heartbeatTimeout", type.heartbeatTimeout().orElse(null));
    Checks.priority(type.taskPriority().orElse(null));
    type.taskList().ifPresent(list -> Checks.identifier("taskList", list));
  }

  private void check(String name, String version) {
    Checks.identifier("name", name);
    Checks.identifier("version", version);
    Checks.atMost("version", version, VERSION);
    if (domainDeprecated) {
      throw new ServiceFault(
          Kind.DOMAIN_DEPRECATED, "the domain is deprecated and takes no new types");
    }
  }

  /** Notes whether the domain is deprecated; all types of one that is are so too. */
  void domainDeprecated(boolean deprecated) {
    domainDeprecated = deprecated;
    if (deprecated) {
      workflows.deprecateAll();
      activities.deprecateAll();
    }
  }
}
