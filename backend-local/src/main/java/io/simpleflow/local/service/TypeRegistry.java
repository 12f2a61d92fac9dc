package io.simpleflow.local.service;

import io.simpleflow.ConfigurationException;
import io.simpleflow.TaskNotFoundException;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The registered workflow and activity types of a domain. Thread-safe. */
public final class TypeRegistry implements TaskRegistry {
  private static final int VERSION = 64;
  private static final int DESCRIPTION = 1_024;

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
            PutWorkflowType::new,
            DeleteWorkflowType::new);
    this.activities =
        new TypeTable<>(
            store,
            clock,
            ActivityTypeDefaults::type,
            PutActivityType::new,
            DeleteActivityType::new);
    store.workflowTypes().forEach(workflows::put);
    store.activityTypes().forEach(activities::put);
  }

  @Override
  public void register(WorkflowTypeDefaults type) {
    check(type);
    register(workflows, type.type(), type, Optional.empty());
  }

  @Override
  public void register(ActivityTypeDefaults type) {
    check(type);
    register(activities, type.type(), type, Optional.empty());
  }

  private <K, D> void register(
      TypeTable<K, D> table, K type, D defaults, Optional<String> description) {
    Optional<RegisteredType<D>> known = table.find(type);
    if (known.isEmpty()) {
      checkDomain();
      known = table.putIfAbsent(defaults, description);
    }
    if (known.isPresent() && known.get().deprecated().isPresent()) {
      throw new ConfigurationException(type + " is deprecated");
    }
  }

  /**
   * Registers a workflow type that is new.
   *
   * @param description at most 1,024 characters
   * @throws ServiceFault if it is registered already, or if the domain is deprecated
   */
  public void registerNew(WorkflowTypeDefaults type, Optional<String> description) {
    check(type);
    registerNew(workflows, type, description);
  }

  /**
   * Registers an activity type that is new.
   *
   * @param description at most 1,024 characters
   * @throws ServiceFault if it is registered already, or if the domain is deprecated
   */
  public void registerNew(ActivityTypeDefaults type, Optional<String> description) {
    check(type);
    registerNew(activities, type, description);
  }

  private <K, D> void registerNew(TypeTable<K, D> table, D defaults, Optional<String> description) {
    Checks.atMost("description", description.orElse(null), DESCRIPTION);
    checkDomain();
    if (table.putIfAbsent(defaults, description).isPresent()) {
      throw new ServiceFault(
          Kind.TYPE_ALREADY_EXISTS, table.key(defaults) + " is registered already");
    }
  }

  private void checkDomain() {
    if (domainDeprecated) {
      throw new ServiceFault(
          Kind.DOMAIN_DEPRECATED, "the domain is deprecated and takes no new types");
    }
  }

  private static void check(WorkflowTypeDefaults type) {
    check(type.type().name(), type.type().version());
    Checks.executionTimeout(type.executionStartToCloseTimeout().orElse(null));
    Checks.timeout("taskStartToCloseTimeout", type.taskStartToCloseTimeout().orElse(null));
    Checks.priority(type.taskPriority().orElse(null));
    type.taskList().ifPresent(list -> Checks.identifier("taskList", list));
  }

  private static void check(ActivityTypeDefaults type) {
    check(type.type().name(), type.type().version());
    Checks.timeout("startToCloseTimeout", type.startToCloseTimeout().orElse(null));
    Checks.timeout("scheduleToStartTimeout", type.scheduleToStartTimeout().orElse(null));
    Checks.timeout("scheduleToCloseTimeout", type.scheduleToCloseTimeout().orElse(null));
    Checks.timeout("heartbeatTimeout", type.heartbeatTimeout().orElse(null));
    Checks.priority(type.taskPriority().orElse(null));
    type.taskList().ifPresent(list -> Checks.identifier("taskList", list));
  }

  private static void check(String name, String version) {
    Checks.identifier("name", name);
    Checks.identifier("version", version);
    Checks.atMost("version", version, VERSION);
  }

  @Override
  public Optional<WorkflowTypeDefaults> find(WorkflowType type) {
    return workflows.find(type).map(RegisteredType::defaults);
  }

  @Override
  public Optional<ActivityTypeDefaults> find(ActivityType type) {
    return activities.find(type).map(RegisteredType::defaults);
  }

  /** A workflow type with what is known about its registration, if it is registered. */
  public Optional<RegisteredType<WorkflowTypeDefaults>> registered(WorkflowType type) {
    return workflows.find(type);
  }

  /** An activity type with what is known about its registration, if it is registered. */
  public Optional<RegisteredType<ActivityTypeDefaults>> registered(ActivityType type) {
    return activities.find(type);
  }

  /** All registered workflow types, deprecated ones included, by name and version. */
  public List<RegisteredType<WorkflowTypeDefaults>> workflowTypes() {
    return workflows.all(
        Comparator.comparing((RegisteredType<WorkflowTypeDefaults> t) -> t.defaults().type().name())
            .thenComparing(t -> t.defaults().type().version()));
  }

  /** All registered activity types, deprecated ones included, by name and version. */
  public List<RegisteredType<ActivityTypeDefaults>> activityTypes() {
    return activities.all(
        Comparator.comparing((RegisteredType<ActivityTypeDefaults> t) -> t.defaults().type().name())
            .thenComparing(t -> t.defaults().type().version()));
  }

  /**
   * Lets a workflow type be used for new executions no longer, or again.
   *
   * @throws TaskNotFoundException if it is not registered
   * @throws ServiceFault if it is so already
   */
  public void deprecate(WorkflowType type, boolean deprecated) {
    workflows.deprecate(type, deprecated);
  }

  /**
   * Lets an activity type be used for new tasks no longer, or again.
   *
   * @throws TaskNotFoundException if it is not registered
   * @throws ServiceFault if it is so already
   */
  public void deprecate(ActivityType type, boolean deprecated) {
    activities.deprecate(type, deprecated);
  }

  /**
   * Forgets a workflow type; its executions go on.
   *
   * @throws TaskNotFoundException if it is not registered
   * @throws ServiceFault if it is not deprecated
   */
  public void delete(WorkflowType type) {
    workflows.delete(type);
  }

  /**
   * Forgets an activity type; its tasks go on.
   *
   * @throws TaskNotFoundException if it is not registered
   * @throws ServiceFault if it is not deprecated
   */
  public void delete(ActivityType type) {
    activities.delete(type);
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
