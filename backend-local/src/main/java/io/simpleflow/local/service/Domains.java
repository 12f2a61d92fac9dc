package io.simpleflow.local.service;

import io.simpleflow.StaleTaskException;
import io.simpleflow.local.service.ServiceFault.Kind;
import io.simpleflow.local.store.DomainStore;
import io.simpleflow.local.store.RegisteredDomain;
import io.simpleflow.spi.LambdaFunction;
import io.simpleflow.spi.Timekeeper;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The domains of a store, each with its workflow service: what stands behind a server. All
 * executions that were open when the store was closed, or its process died, go on at once, and task
 * tokens that were given out before are good. Thread-safe.
 *
 * <p>What SWF answers UnknownResourceFault for a domain that is not there is a {@link ServiceFault}
 * of kind UNKNOWN_RESOURCE.
 */
public final class Domains implements AutoCloseable {
  private static final int DOMAINS = 100;
  private static final int DESCRIPTION = 1_024;
  private static final int TAGS = 50;

  private final DomainStore store;
  private final Timekeeper timekeeper;
  private final Lambdas functions;
  private final Retention retention;

  /** Held while domains change, and while that is being kept. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<String, RegisteredDomain> domains = new ConcurrentHashMap<>();
  private final Map<String, WorkflowService> services = new ConcurrentHashMap<>();

  /**
   * Opens all domains of a store; whoever made the store and the timekeeper closes them, after
   * this.
   *
   * @param functions what Lambda tasks call
   */
  public Domains(DomainStore store, Timekeeper timekeeper, List<LambdaFunction> functions) {
    this.store = store;
    this.timekeeper = timekeeper;
    this.functions = new Lambdas(functions);
    this.retention = new Retention(timekeeper, domains::values, store::domain);
    store.domains().forEach(this::open);
    retention.start();
  }

  private void open(RegisteredDomain domain) {
    WorkflowService service =
        WorkflowService.goingOn(store.domain(domain.name()), timekeeper, functions);
    service.types().domainDeprecated(domain.deprecated().isPresent());
    domains.put(domain.name(), domain);
    services.put(domain.name(), service);
  }

  /**
   * Registers a domain.
   *
   * @throws ServiceFault if there is one of that name, or if there are too many, or too many tags
   * @throws IllegalArgumentException if a name or text is not one that SWF takes
   */
  public void register(RegisteredDomain domain) {
    checkName(domain.name());
    Checks.atMost("description", domain.description().orElse(null), DESCRIPTION);
    Checks.timeout("workflowExecutionRetentionPeriodInDays", domain.retentionDays());
    checkTags(domain.tags());
    lock.lock();
    try {
      if (domains.containsKey(domain.name())) {
        throw new ServiceFault(
            Kind.DOMAIN_ALREADY_EXISTS,
            "domain '%s' is registered already".formatted(domain.name()));
      } else if (domains.size() >= DOMAINS) {
        throw new ServiceFault(
            Kind.LIMIT_EXCEEDED, "there are %d domains, and no room for more".formatted(DOMAINS));
      }
      store.write(domain);
      open(domain);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Refuses a name that no domain may have.
   *
   * @throws IllegalArgumentException saying why
   */
  public static void checkName(String name) {
    Checks.identifier("domain name", name);
  }

  /** All registered domains, deprecated ones included, by name. */
  public List<RegisteredDomain> list() {
    return domains.values().stream().sorted(Comparator.comparing(RegisteredDomain::name)).toList();
  }

  /** A registered domain. */
  public Optional<RegisteredDomain> find(String name) {
    return Optional.ofNullable(domains.get(name));
  }

  private RegisteredDomain existing(String name) {
    return find(name)
        .orElseThrow(() -> new ServiceFault(Kind.UNKNOWN_RESOURCE, "Unknown domain: " + name));
  }

  /**
   * Lets a domain be used for new executions and types no longer, or again. Its types are
   * deprecated with it, and stay so.
   *
   * @throws ServiceFault if it is not there, or so already
   */
  public void deprecate(String name, boolean deprecated) {
    change(
        name,
        known -> {
          if (known.deprecated().isPresent() == deprecated) {
            throw deprecated
                ? new ServiceFault(
                    Kind.DOMAIN_DEPRECATED, "domain '%s' is deprecated already".formatted(name))
                : new ServiceFault(
                    Kind.DOMAIN_ALREADY_EXISTS, "domain '%s' is not deprecated".formatted(name));
          }
          service(name).types().domainDeprecated(deprecated);
          return known.withDeprecated(
              Optional.of(timekeeper.instant().truncatedTo(ChronoUnit.MILLIS))
                  .filter(time -> deprecated));
        });
  }

  /**
   * The resource tags of a domain.
   *
   * @throws ServiceFault if it is not there
   */
  public Map<String, String> tags(String name) {
    return existing(name).tags();
  }

  /**
   * Adds resource tags to a domain, and replaces those of the same keys.
   *
   * @throws ServiceFault if it is not there, or if it would have more than 50
   */
  public void tag(String name, Map<String, String> tags) {
    change(
        name,
        known -> {
          Map<String, String> all = new HashMap<>(known.tags());
          all.putAll(tags);
          checkTags(all);
          return known.withTags(all);
        });
  }

  private static void checkTags(Map<String, String> tags) {
    if (tags.size() > TAGS) {
      throw new ServiceFault(
          Kind.TOO_MANY_TAGS,
          "there would be %d tags; a domain may have %d".formatted(tags.size(), TAGS));
    }
  }

  /**
   * Removes resource tags from a domain, where they are there.
   *
   * @throws ServiceFault if the domain is not there
   */
  public void untag(String name, Collection<String> keys) {
    change(
        name,
        known -> {
          Map<String, String> left = new HashMap<>(known.tags());
          left.keySet().removeAll(keys);
          return known.withTags(left);
        });
  }

  private void change(String name, UnaryOperator<RegisteredDomain> change) {
    lock.lock();
    try {
      RegisteredDomain changed = change.apply(existing(name));
      store.write(changed);
      domains.put(name, changed);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The service of a registered domain.
   *
   * @throws ServiceFault if it is not there
   */
  public WorkflowService service(String name) {
    WorkflowService service = services.get(name);
    if (service == null) {
      throw new ServiceFault(Kind.UNKNOWN_RESOURCE, "Unknown domain: " + name);
    }
    return service;
  }

  /**
   * The service whose task a token is for.
   *
   * @throws StaleTaskException if it is for none of an open execution
   * @throws IllegalArgumentException if it is no token at all
   */
  public WorkflowService serviceOf(String taskToken) {
    if (TaskToken.decode(taskToken).isEmpty()) {
      throw new IllegalArgumentException("Invalid token");
    }
    return services.values().stream()
        .filter(service -> service.holds(taskToken))
        .findFirst()
        .orElseThrow(
            () -> new StaleTaskException("this task is over: its execution is closed, or unknown"));
  }

  /** Stops handing out tasks, firing timers and calling functions; executions stay open. */
  @Override
  public void close() {
    retention.close();
    services.values().forEach(WorkflowService::stop);
    functions.close();
  }
}
