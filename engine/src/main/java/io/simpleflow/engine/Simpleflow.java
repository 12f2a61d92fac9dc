package io.simpleflow.engine;

import io.simpleflow.ChildTask;
import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.GenericType;
import io.simpleflow.Signal;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.engine.json.ExecutionContext;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.engine.json.SignalInput;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.engine.tasks.ClassPathTasks;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ActivityInterceptor;
import io.simpleflow.spi.Backend;
import io.simpleflow.spi.BackendProvider;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.LambdaFunction;
import io.simpleflow.spi.ObjectFactory;
import io.simpleflow.spi.Settings;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.TaskIds;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.TaskService;
import io.simpleflow.spi.Timekeeper;
import io.simpleflow.spi.WorkflowDefinition;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An opened backend with the tasks found on the class path: what a program, or the command line,
 * works with.
 *
 * <pre>{@code
 * try (Simpleflow simpleflow = Simpleflow.builder().backend("local").open();
 *     Executor.Run run = simpleflow.executor().run(RunOptions.standard())) {
 *   WorkflowDefinition basic = simpleflow.tasks().workflow("basic");
 *   ExecutionId id =
 *       simpleflow.executor().start(StartRequest.of("my-id", basic.type(), "{\"args\":[1]}"));
 *   ExecutionOutcome outcome = simpleflow.executor().await(id, Duration.ofMinutes(1));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Simpleflow implements ExecutorEnvironment, AutoCloseable {
  private final Backend backend;
  private final Timekeeper timekeeper;
  private final DataConverter converter;
  private final Supplier<TaskCatalog> scan;
  private final Plugins plugins;
  private final Map<String, String> environment;
  private @Nullable TaskCatalog tasks;
  private @Nullable Executor executor;

  private Simpleflow(
      Backend backend,
      Timekeeper timekeeper,
      DataConverter converter,
      Supplier<TaskCatalog> scan,
      Plugins plugins,
      Map<String, String> environment) {
    this.backend = backend;
    this.timekeeper = timekeeper;
    this.converter = converter;
    this.scan = scan;
    this.plugins = plugins;
    this.environment = environment;
  }

  /** What to open and how; the defaults are the local backend, writable, on this class path. */
  public static Builder builder() {
    return new Builder();
  }

  /** The backend. */
  public Backend backend() {
    return backend;
  }

  /** Where histories are read. */
  public HistorySource histories() {
    return backend.histories();
  }

  /** What starts and runs executions; made at the first call and closed with this. */
  public synchronized Executor executor() {
    if (executor == null) {
      executor = backend.executor(this);
    }
    return executor;
  }

  /**
   * Starts a workflow by itself, described as a child would be:
   *
   * <pre>{@code
   * ExecutionId id = simpleflow.start(ChildTask.of(Shipping.class, order));
   * }</pre>
   *
   * <p>Its own options hold where the description has none; without a workflow id in either, one is
   * made. What is for children alone, such as {@code retry}, is left out.
   *
   * @throws io.simpleflow.TaskNotFoundException if it is not a workflow
   * @throws io.simpleflow.TaskArgumentException if the arguments do not fit it
   * @throws io.simpleflow.SerializationException if an argument cannot be written as JSON
   * @throws io.simpleflow.ExecutionAlreadyStartedException if the workflow id is in use
   */
  public ExecutionId start(ChildTask<?> workflow) {
    SubmittedChild child = tasks().resolve(workflow);
    TaskInput input = TaskInput.of(converter, workflow.arguments(), workflow.keywordArguments());
    String json = input.toJson();
    child.definition().ifPresent(code -> code.checkInput(json));
    WorkflowOptions options =
        child.options(input.plainArgs(converter), input.plainKwargs(converter));
    WorkflowType type = child.type();
    String id =
        options
            .workflowId()
            .orElseGet(
                () ->
                    TaskIds.limited(type.name() + "-" + type.version() + "-" + UUID.randomUUID()));
    return executor()
        .start(
            StartRequest.of(
                id, type, child.definition().map(WorkflowDefinition::defaults), options, json));
  }

  /**
   * Sends a signal to an open execution, from outside of all workflows.
   *
   * @param signal made with one of the {@code to} methods that name an execution
   * @throws IllegalArgumentException if it does not name an execution
   * @throws io.simpleflow.SerializationException if an argument cannot be written as JSON
   * @throws io.simpleflow.ExecutionNotFoundException if the execution is not there or closed
   */
  public void signal(Signal signal) {
    if (!(signal.target() instanceof Signal.Target.Execution target)) {
      throw new IllegalArgumentException(
          "signal %s names no execution to send it to: write signal.to(…)"
              .formatted(signal.name()));
    }
    SignalInput input =
        SignalInput.of(
            converter, signal.arguments(), signal.keywordArguments(), signal.propagate());
    ExecutionId execution =
        target
            .runId()
            .map(runId -> new ExecutionId(target.workflowId(), runId))
            .orElseGet(() -> latest(target.workflowId()));
    executor().signal(execution, signal.name(), input.toJson());
  }

  /**
   * What the code of an execution, open or closed, last said of its state.
   *
   * @return empty if it has said nothing, or is of a library that says nothing in this form
   * @throws io.simpleflow.ExecutionNotFoundException if it is not there
   * @throws io.simpleflow.SerializationException if it is of another type
   */
  public <T> Optional<T> state(ExecutionId execution, Class<T> type) {
    return state(execution, (Type) type);
  }

  /** As {@link #state(ExecutionId, Class)}, with a generic type. */
  public <T> Optional<T> state(ExecutionId execution, GenericType<T> type) {
    return state(execution, type.type());
  }

  /** As {@link #state(ExecutionId, Class)}, of the last execution of a workflow id. */
  public <T> Optional<T> state(String workflowId, Class<T> type) {
    return state(latest(workflowId), type);
  }

  /** As {@link #state(String, Class)}, with a generic type. */
  public <T> Optional<T> state(String workflowId, GenericType<T> type) {
    return state(latest(workflowId), type);
  }

  private ExecutionId latest(String workflowId) {
    return histories()
        .latest(Optional.of(workflowId))
        .orElseThrow(
            () -> new ExecutionNotFoundException("no execution of workflow id " + workflowId));
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the converter reads what the type says
  private <T> Optional<T> state(ExecutionId execution, Type type) {
    return histories()
        .describe(execution)
        .latestExecutionContext()
        .flatMap(context -> ExecutionContext.parse(context).state())
        .map(json -> (T) converter.fromJson(json, type));
  }

  @Override
  public synchronized TaskCatalog tasks() {
    if (tasks == null) {
      tasks = scan.get();
    }
    return tasks;
  }

  @Override
  public DataConverter converter() {
    return converter;
  }

  @Override
  public List<LambdaFunction> lambdaFunctions() {
    return plugins.lambdaFunctions().stream().map(Plugins.Found::plugin).toList();
  }

  @Override
  public Executor drive(TaskService service, HistorySource histories, TaskRegistry registry) {
    return new TaskServiceExecutor(
        service, histories, registry, this, backend.domain(), environment);
  }

  /** Stops what runs, then closes the backend. */
  @Override
  public void close() {
    synchronized (this) {
      if (executor != null) {
        executor.close();
        executor = null;
      }
    }
    backend.close();
    timekeeper.close();
  }

  /** Collects what to open. Not thread-safe. */
  public static final class Builder {
    private String backend = "local";
    private @Nullable BackendProvider provider;
    private BackendProvider.Access access = BackendProvider.Access.WRITE;
    private final Map<String, String> settings = new HashMap<>();
    private Map<String, String> environment = System.getenv();
    private ClassLoader classLoader = defaultLoader();
    private @Nullable Timekeeper timekeeper;
    private @Nullable TaskCatalog tasks;
    private @Nullable DataConverter converter;
    private @Nullable ObjectFactory objectFactory;
    private final List<ActivityInterceptor> interceptors = new ArrayList<>();

    private Builder() {}

    private static ClassLoader defaultLoader() {
      ClassLoader context = Thread.currentThread().getContextClassLoader();
      return context == null ? Simpleflow.class.getClassLoader() : context;
    }

    /** Chooses a backend among those found on the class path. */
    public Builder backend(String name) {
      backend = name;
      return this;
    }

    /** Takes this provider instead of looking for one. */
    public Builder provider(BackendProvider value) {
      provider = value;
      return this;
    }

    /** What to open the backend for. */
    public Builder access(BackendProvider.Access value) {
      access = value;
      return this;
    }

    /** Values for the backend's settings; they win over the environment. */
    public Builder settings(Map<String, String> values) {
      settings.putAll(values);
      return this;
    }

    /** The environment variables to go by, instead of the process's own. */
    public Builder environment(Map<String, String> values) {
      environment = Map.copyOf(values);
      return this;
    }

    /** Where plugins and tasks are looked for, instead of the thread's class path. */
    public Builder classLoader(ClassLoader loader) {
      classLoader = loader;
      return this;
    }

    /** The clock to live by; closed with what is opened. */
    public Builder timekeeper(Timekeeper value) {
      timekeeper = value;
      return this;
    }

    /**
     * Takes these tasks instead of looking for some. They run with the converter, the factory and
     * the interceptors that they were found with.
     */
    public Builder tasks(TaskCatalog value) {
      tasks = value;
      return this;
    }

    /** Takes this converter instead of looking for one. */
    public Builder converter(DataConverter value) {
      converter = value;
      return this;
    }

    /** Takes the instances of activity classes from here instead of looking for a factory. */
    public Builder objectFactory(ObjectFactory value) {
      objectFactory = value;
      return this;
    }

    /** Adds an interceptor to those that are found; it runs within them. */
    public Builder interceptor(ActivityInterceptor value) {
      interceptors.add(value);
      return this;
    }

    /**
     * Opens the backend.
     *
     * @throws ConfigurationException if there is no such backend, or a setting is wrong, or a
     *     factory or an interceptor is given beside tasks that were found without
     * @throws io.simpleflow.StoreException if its histories cannot be used
     */
    public Simpleflow open() {
      checkTasksTakeAll();
      Plugins plugins = new Plugins(classLoader);
      BackendProvider chosen = provider == null ? plugins.backend(backend) : provider;
      Settings resolved = Settings.resolve(chosen, settings, environment);
      DataConverter values = values(plugins);
      Timekeeper clock = timekeeper == null ? new SystemTimekeeper() : timekeeper;
      return new Simpleflow(
          chosen.open(resolved, access, clock),
          clock,
          values,
          scan(plugins, values),
          plugins,
          environment);
    }

    private void checkTasksTakeAll() {
      if (tasks != null && (objectFactory != null || !interceptors.isEmpty())) {
        throw new ConfigurationException(
            "tasks(…) gives tasks that were found without the %s given beside: give it to the"
                    .formatted(objectFactory != null ? "object factory" : "interceptor")
                + " builder that looks for them, before its findTasks()");
      }
    }

    /**
     * Looks for the tasks that {@link #open} would find, for those who give them to {@link #tasks}
     * of several.
     *
     * @throws ConfigurationException if two tasks have one name and version
     */
    public TaskCatalog findTasks() {
      Plugins plugins = new Plugins(classLoader);
      return scan(plugins, values(plugins)).get();
    }

    private DataConverter values(Plugins plugins) {
      return converter == null
          ? plugins.converter().map(Plugins.Found::plugin).orElseGet(JsonDataConverter::new)
          : converter;
    }

    private Supplier<TaskCatalog> scan(Plugins plugins, DataConverter values) {
      if (tasks != null) {
        TaskCatalog given = tasks;
        return () -> given;
      }
      Optional<ObjectFactory> factory =
          Optional.ofNullable(objectFactory)
              .or(() -> plugins.objectFactory().map(Plugins.Found::plugin));
      List<ActivityInterceptor> around = new ArrayList<>();
      plugins.interceptors().forEach(found -> around.add(found.plugin()));
      around.addAll(interceptors);
      ClassLoader loader = classLoader;
      Map<String, String> variables = environment;
      return () -> ClassPathTasks.scan(loader, values, factory, around, variables);
    }
  }
}
