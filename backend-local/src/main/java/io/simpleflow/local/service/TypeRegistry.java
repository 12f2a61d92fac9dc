package io.simpleflow.local.service;

import io.simpleflow.ConfigurationException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.store.Changes;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.spi.TaskRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The registered workflow and activity types of a store. Thread-safe. */
public final class TypeRegistry implements TaskRegistry {
  private static final int VERSION = 64;

  private final HistoryStore store;
  private final InstantSource clock;
  private final Kind<WorkflowType, WorkflowTypeDefaults> workflows =
      new Kind<>(Changes::ofWorkflowType, WorkflowTypeDefaults::type);
  private final Kind<ActivityType, ActivityTypeDefaults> activities =
      new Kind<>(Changes::ofActivityType, ActivityTypeDefaults::type);

  /** Reads the types that the store has. */
  public TypeRegistry(HistoryStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    store.workflowTypes().forEach(workflows::put);
    store.activityTypes().forEach(activities::put);
  }

  @Override
  public void register(WorkflowTypeDefaults type) {
    check(type.type().name(), type.type().version());
    Checks.executionTimeout(type.executionStartToCloseTimeout().orElse(null));
    Checks.timeout("taskStartToCloseTimeout", type.taskStartToCloseTimeout().orElse(null));
    type.taskList().ifPresent(list -> Checks.identifier("taskList", list));
    workflows.register(type);
  }

  @Override
  public void register(ActivityTypeDefaults type) {
    check(type.type().name(), type.type().version());
    Checks.timeout("startToCloseTimeout", type.startToCloseTimeout().orElse(null));
    Checks.timeout("scheduleToStartTimeout", type.scheduleToStartTimeout().orElse(null));
    Checks.timeout("scheduleToCloseTimeout", type.scheduleToCloseTimeout().orElse(null));
    Checks.timeout("heartbeatTimeout", type.heartbeatTimeout().orElse(null));
    Checks.priority(type.taskPriority().orElse(null));
    type.taskList().ifPresent(list -> Checks.identifier("taskList", list));
    activities.register(type);
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

  /** All registered workflow types, deprecated ones included. */
  public List<RegisteredType<WorkflowTypeDefaults>> workflowTypes() {
    return List.copyOf(workflows.types.values());
  }

  /** All registered activity types, deprecated ones included. */
  public List<RegisteredType<ActivityTypeDefaults>> activityTypes() {
    return List.copyOf(activities.types.values());
  }

  /**
   * Lets a workflow type be used for new executions no longer, or again.
   *
   * @throws TaskNotFoundException if it is not registered
   */
  public void deprecate(WorkflowType type, boolean deprecated) {
    workflows.deprecate(type, deprecated);
  }

  /**
   * Lets an activity type be used for new tasks no longer, or again.
   *
   * @throws TaskNotFoundException if it is not registered
   */
  public void deprecate(ActivityType type, boolean deprecated) {
    activities.deprecate(type, deprecated);
  }

  /** The types of one kind. */
  private final class Kind<K, D> {
    private final Function<RegisteredType<D>, Changes> change;
    private final Function<D, K> key;
    private final Map<K, RegisteredType<D>> types = new ConcurrentHashMap<>();

    Kind(Function<RegisteredType<D>, Changes> change, Function<D, K> key) {
      this.change = change;
      this.key = key;
    }

    void put(RegisteredType<D> type) {
      types.put(key.apply(type.defaults()), type);
    }

    Optional<RegisteredType<D>> find(K type) {
      return Optional.ofNullable(types.get(type));
    }

    void register(D defaults) {
      K type = key.apply(defaults);
      RegisteredType<D> fresh =
          new RegisteredType<>(
              defaults, clock.instant().truncatedTo(ChronoUnit.MILLIS), Optional.empty());
      @Nullable RegisteredType<D> known = types.putIfAbsent(type, fresh);
      if (known == null) {
        store.write(change.apply(fresh)).await();
      } else if (known.deprecated().isPresent()) {
        throw new ConfigurationException(type + " is deprecated");
      }
    }

    void deprecate(K type, boolean deprecated) {
      Optional<Instant> when =
          deprecated
              ? Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS))
              : Optional.empty();
      RegisteredType<D> changed =
          types.computeIfPresent(
              type,
              (unused, known) -> new RegisteredType<>(known.defaults(), known.created(), when));
      if (changed == null) {
        throw new TaskNotFoundException(type + " is not registered");
      }
      store.write(change.apply(changed)).await();
    }
  }
}
