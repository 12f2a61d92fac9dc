package io.simpleflow.swf;

import io.simpleflow.ConfigurationException;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.TaskRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.ActivityTypeConfiguration;
import software.amazon.awssdk.services.swf.model.DescribeActivityTypeResponse;
import software.amazon.awssdk.services.swf.model.DescribeWorkflowTypeResponse;
import software.amazon.awssdk.services.swf.model.DomainAlreadyExistsException;
import software.amazon.awssdk.services.swf.model.RegisterActivityTypeRequest;
import software.amazon.awssdk.services.swf.model.RegisterWorkflowTypeRequest;
import software.amazon.awssdk.services.swf.model.RegistrationStatus;
import software.amazon.awssdk.services.swf.model.TaskList;
import software.amazon.awssdk.services.swf.model.TypeAlreadyExistsException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;
import software.amazon.awssdk.services.swf.model.WorkflowTypeConfiguration;

/**
 * Registers types that SWF does not know yet, and the domain if it is missing. What is known is
 * listed once. Calls come one after the other, and wait longer when SWF throttles them.
 * Thread-safe.
 */
final class SwfTaskRegistry implements TaskRegistry {
  private static final Logger LOGGER = LoggerFactory.getLogger(SwfTaskRegistry.class);

  private static final String TASK_LIST = "default";
  private static final String TIMEOUT = "300";

  /** SWF's longest: a year. An execution is not ended by a limit that nobody chose. */
  private static final String EXECUTION_TIMEOUT = "31536000";

  /** The original's: how long closed executions are kept. */
  private static final String RETENTION_DAYS = "30";

  /** How long a workflow type that was found is taken to be there. */
  private static final Duration MEMORY = Duration.ofMinutes(1);

  private record Found(WorkflowTypeDefaults defaults, long nanoTime) {}

  private final SwfService service;
  private final Map<WorkflowType, Found> found = new ConcurrentHashMap<>();
  private @Nullable Set<WorkflowType> workflows;
  private @Nullable Set<ActivityType> activities;

  SwfTaskRegistry(SwfService service) {
    this.service = service;
  }

  @Override
  public synchronized void register(WorkflowTypeDefaults type) {
    if (workflows == null) {
      workflows = known("ListWorkflowTypes", this::workflowTypes);
    }
    if (workflows.remove(type.type())) {
      return;
    }
    RegisterWorkflowTypeRequest request =
        RegisterWorkflowTypeRequest.builder()
            .domain(service.domain())
            .name(type.type().name())
            .version(type.type().version())
            .defaultTaskList(list -> list.name(type.taskList().orElse(TASK_LIST)))
            .defaultExecutionStartToCloseTimeout(
                type.executionStartToCloseTimeout().orElse(EXECUTION_TIMEOUT))
            .defaultTaskStartToCloseTimeout(type.taskStartToCloseTimeout().orElse(TIMEOUT))
            .defaultChildPolicy(type.childPolicy().orElse(ChildPolicy.TERMINATE).name())
            .defaultTaskPriority(type.taskPriority().orElse(null))
            .defaultLambdaRole(type.lambdaRole().orElse(null))
            .build();
    register(
        "RegisterWorkflowType",
        swf -> swf.registerWorkflowType(request),
        () -> checkNotDeprecated(type.type()));
  }

  @Override
  public synchronized void register(ActivityTypeDefaults type) {
    if (activities == null) {
      activities = known("ListActivityTypes", this::activityTypes);
    }
    if (activities.remove(type.type())) {
      return;
    }
    RegisterActivityTypeRequest request =
        RegisterActivityTypeRequest.builder()
            .domain(service.domain())
            .name(type.type().name())
            .version(type.type().version())
            .defaultTaskList(list -> list.name(type.taskList().orElse(TASK_LIST)))
            .defaultTaskPriority(type.taskPriority().orElse(null))
            .defaultTaskStartToCloseTimeout(type.startToCloseTimeout().orElse(TIMEOUT))
            .defaultTaskScheduleToStartTimeout(type.scheduleToStartTimeout().orElse(TIMEOUT))
            .defaultTaskScheduleToCloseTimeout(type.scheduleToCloseTimeout().orElse(TIMEOUT))
            .defaultTaskHeartbeatTimeout(type.heartbeatTimeout().orElse(TIMEOUT))
            .build();
    register(
        "RegisterActivityType",
        swf -> swf.registerActivityType(request),
        () -> checkNotDeprecated(type.type()));
  }

  private Stream<WorkflowType> workflowTypes(SwfClient swf) {
    return swf
        .listWorkflowTypesPaginator(
            list -> list.domain(service.domain()).registrationStatus(RegistrationStatus.REGISTERED))
        .stream()
        .flatMap(page -> page.typeInfos().stream())
        .map(info -> Records.type(info.workflowType()));
  }

  private Stream<ActivityType> activityTypes(SwfClient swf) {
    return swf
        .listActivityTypesPaginator(
            list -> list.domain(service.domain()).registrationStatus(RegistrationStatus.REGISTERED))
        .stream()
        .flatMap(page -> page.typeInfos().stream())
        .map(info -> Records.type(info.activityType()));
  }

  private <T> Set<T> known(String operation, Function<SwfClient, Stream<T>> list) {
    return inDomain(
        operation, swf -> list.apply(swf).collect(Collectors.toCollection(HashSet::new)));
  }

  /** Calls an operation, again once the domain is registered if it was missing. */
  private <T> T inDomain(String operation, Function<SwfClient, T> call) {
    return service.call(
        operation,
        swf -> {
          try {
            return call.apply(swf);
          } catch (UnknownResourceException missing) {
            if (!SwfFaults.isAboutTheDomain(missing)) {
              throw missing;
            }
            registerDomain();
            return call.apply(swf);
          }
        });
  }

  private void registerDomain() {
    service.call(
        "RegisterDomain",
        swf -> {
          try {
            swf.registerDomain(
                domain ->
                    domain
                        .name(service.domain())
                        .workflowExecutionRetentionPeriodInDays(RETENTION_DAYS));
            LOGGER.info(
                "registered domain {}, which keeps closed executions for {} days",
                service.domain(),
                RETENTION_DAYS);
          } catch (DomainAlreadyExistsException another) {
            LOGGER.debug("another process was quicker to register domain {}", service.domain());
          }
          return true;
        });
  }

  /** Registers a type; one that is there already is looked at by {@code ifThere}. */
  private void register(String operation, Consumer<SwfClient> call, Runnable ifThere) {
    inDomain(
        operation,
        swf -> {
          try {
            call.accept(swf);
          } catch (TypeAlreadyExistsException there) {
            ifThere.run();
          }
          return true;
        });
  }

  private void checkNotDeprecated(WorkflowType type) {
    describe(type)
        .filter(known -> known.typeInfo().status() == RegistrationStatus.DEPRECATED)
        .ifPresent(
            known -> {
              throw deprecated("workflow", type.name(), type.version());
            });
  }

  private void checkNotDeprecated(ActivityType type) {
    describe(type)
        .filter(known -> known.typeInfo().status() == RegistrationStatus.DEPRECATED)
        .ifPresent(
            known -> {
              throw deprecated("activity", type.name(), type.version());
            });
  }

  private ConfigurationException deprecated(String kind, String name, String version) {
    return new ConfigurationException(
        ("%1$s type '%2$s' of version '%3$s' is deprecated in domain '%4$s': use another version, or"
                + " 'aws swf undeprecate-%1$s-type --domain %4$s"
                + " --%1$s-type name=%2$s,version=%3$s'")
            .formatted(kind, name, version, service.domain()));
  }

  /** Remembered for a while, because every start asks and SWF lets few describe. */
  @Override
  public Optional<WorkflowTypeDefaults> find(WorkflowType type) {
    Found before = found.get(type);
    if (before != null && System.nanoTime() - before.nanoTime() < MEMORY.toNanos()) {
      return Optional.of(before.defaults());
    }
    Optional<WorkflowTypeDefaults> defaults = defaults(type);
    defaults.ifPresent(now -> found.put(type, new Found(now, System.nanoTime())));
    return defaults;
  }

  private Optional<WorkflowTypeDefaults> defaults(WorkflowType type) {
    return describe(type)
        .map(
            description -> {
              WorkflowTypeConfiguration defaults = description.configuration();
              return new WorkflowTypeDefaults(
                  type,
                  taskList(defaults.defaultTaskList()),
                  Optional.ofNullable(defaults.defaultExecutionStartToCloseTimeout()),
                  Optional.ofNullable(defaults.defaultTaskStartToCloseTimeout()),
                  Optional.ofNullable(defaults.defaultChildPolicyAsString())
                      .map(ChildPolicy::valueOf),
                  Optional.ofNullable(defaults.defaultTaskPriority()),
                  Optional.ofNullable(defaults.defaultLambdaRole()));
            });
  }

  @Override
  public Optional<ActivityTypeDefaults> find(ActivityType type) {
    return describe(type)
        .map(
            description -> {
              ActivityTypeConfiguration defaults = description.configuration();
              return new ActivityTypeDefaults(
                  type,
                  taskList(defaults.defaultTaskList()),
                  Optional.ofNullable(defaults.defaultTaskPriority()),
                  Optional.ofNullable(defaults.defaultTaskStartToCloseTimeout()),
                  Optional.ofNullable(defaults.defaultTaskScheduleToStartTimeout()),
                  Optional.ofNullable(defaults.defaultTaskScheduleToCloseTimeout()),
                  Optional.ofNullable(defaults.defaultTaskHeartbeatTimeout()));
            });
  }

  private static Optional<String> taskList(@Nullable TaskList list) {
    return Optional.ofNullable(list).map(TaskList::name);
  }

  private Optional<DescribeWorkflowTypeResponse> describe(WorkflowType type) {
    return ifThere(
        "DescribeWorkflowType",
        swf ->
            swf.describeWorkflowType(
                request ->
                    request
                        .domain(service.domain())
                        .workflowType(key -> key.name(type.name()).version(type.version()))));
  }

  private Optional<DescribeActivityTypeResponse> describe(ActivityType type) {
    return ifThere(
        "DescribeActivityType",
        swf ->
            swf.describeActivityType(
                request ->
                    request
                        .domain(service.domain())
                        .activityType(key -> key.name(type.name()).version(type.version()))));
  }

  /** Empty if the type is not there; without its domain, nothing is. */
  private <T> Optional<T> ifThere(String operation, Function<SwfClient, T> describe) {
    return service.call(
        operation,
        swf -> {
          try {
            return Optional.of(describe.apply(swf));
          } catch (UnknownResourceException notThere) {
            if (SwfFaults.isAboutTheDomain(notThere)) {
              throw notThere; // Mistyped, perhaps: whoever only starts must not register it.
            }
            return Optional.empty();
          }
        });
  }
}
