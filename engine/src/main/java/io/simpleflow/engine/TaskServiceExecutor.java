package io.simpleflow.engine;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ServiceException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.engine.worker.AbandonedExecutions;
import io.simpleflow.engine.worker.Identity;
import io.simpleflow.engine.worker.OneActivity;
import io.simpleflow.engine.worker.PollingRun;
import io.simpleflow.engine.worker.ServiceCalls;
import io.simpleflow.engine.worker.TypeDefaults;
import io.simpleflow.engine.worker.Work;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ActivityAnswers;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.TaskService;
import io.simpleflow.spi.WorkflowDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An {@link Executor} over a task service: the service decides, loops here do the work. */
final class TaskServiceExecutor implements Executor {
  /** How long to wait before looking whether it has closed, or a decider gave it up: growing. */
  private static final Duration FIRST_LOOK = Duration.ofMillis(200);

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

  /** How long a watcher bears nothing but failures. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final TaskService service;
  private final HistorySource histories;
  private final TaskRegistry registry;
  private final ExecutorEnvironment environment;
  private final String domain;
  private final Map<String, String> variables;
  private final ServiceCalls calls = new ServiceCalls();
  private final AbandonedExecutions abandoned = new AbandonedExecutions();
  private final Set<Run> runs = ConcurrentHashMap.newKeySet();

  TaskServiceExecutor(
      TaskService service,
      HistorySource histories,
      TaskRegistry registry,
      ExecutorEnvironment environment,
      String domain,
      Map<String, String> variables) {
    this.service = service;
    this.histories = histories;
    this.registry = registry;
    this.environment = environment;
    this.domain = domain;
    this.variables = variables;
  }

  @Override
  public ExecutionId start(StartRequest request) {
    checkLength("input", request.input(), service.limits().dataCharacters());
    makeKnown(request.workflowType());
    return service.start(request);
  }

  /** A type that is not here may still be known to the service. */
  private void makeKnown(WorkflowType type) {
    if (registry.find(type).isEmpty()) {
      registry.register(environment.tasks().workflow(type).defaults());
    }
  }

  /** Said here, as services answer with a piece of what they refuse. */
  private static void checkLength(String what, @Nullable String text, int most) {
    if (text != null && text.length() > most) {
      throw new IllegalArgumentException(
          "%s of %,d characters, where at most %,d are allowed: pass a reference to large data"
              .formatted(what, text.length(), most));
    }
  }

  @Override
  public void signal(ExecutionId execution, String signalName, @Nullable String input) {
    checkLength("signal input", input, service.limits().dataCharacters());
    service.signal(execution, signalName, input);
  }

  @Override
  public void requestCancel(ExecutionId execution) {
    service.requestCancel(execution);
  }

  @Override
  public void terminate(
      ExecutionId execution,
      @Nullable String reason,
      @Nullable String details,
      Optional<ChildPolicy> childPolicy) {
    checkLength("reason", reason, service.limits().reasonCharacters());
    checkLength("details", details, service.limits().dataCharacters());
    service.terminate(execution, reason, details, childPolicy);
  }

  @Override
  public List<ExecutionId> resume(Optional<ExecutionId> execution) {
    return service.resume(execution);
  }

  @Override
  public ActivityAnswers answers() {
    return service;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The types found are made known first. A service that cannot be reached is tried again for as
   * long as the grace of the options.
   *
   * @throws io.simpleflow.ServiceException if it cannot be reached after that
   */
  @Override
  public Run run(RunOptions options) {
    Work work = work();
    makeKnown(options);
    Run run = PollingRun.start(work, options, abandoned);
    runs.add(run);
    return () -> {
      run.close();
      runs.remove(run);
    };
  }

  private Work work() {
    return new Work(
        service,
        histories,
        registry,
        environment.tasks(),
        environment.converter(),
        domain,
        Identity.ofThisProcess(variables));
  }

  private void makeKnown(RunOptions options) {
    List<Runnable> registrations = new ArrayList<>();
    if (options.deciders() > 0) {
      for (WorkflowDefinition workflow : environment.tasks().workflows()) {
        registrations.add(() -> registry.register(workflow.defaults()));
      }
    }
    for (ActivityDefinition activity : environment.tasks().activities()) {
      registrations.add(() -> registry.register(TypeDefaults.of(activity)));
    }
    try {
      for (Runnable registration : registrations) {
        calls.tell(options.grace(), registration);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ServiceException("stopped before all types were registered", stopped);
    } catch (ServiceException away) {
      throw new ServiceException(
          "given up after %d s: %s".formatted(options.grace().toSeconds(), away.getMessage()),
          away);
    }
  }

  @Override
  public boolean runOneActivity(RunOptions options, Duration wait) throws InterruptedException {
    if (options.taskLists().size() != 1) {
      throw new ConfigurationException(
          "one activity is taken from one task list, not from %d: name it"
              .formatted(options.taskLists().size()));
    }
    String taskList = options.taskLists().iterator().next();
    return runOne(OneActivity.from(taskList, work(), options, wait));
  }

  @Override
  public void runActivity(ActivityTask task, RunOptions options) throws InterruptedException {
    runOne(OneActivity.of(task, work(), options));
  }

  private boolean runOne(OneActivity one) throws InterruptedException {
    runs.add(one);
    try {
      return one.run();
    } finally {
      runs.remove(one);
    }
  }

  @Override
  public ExecutionOutcome await(ExecutionId execution, Duration timeout)
      throws InterruptedException, TimeoutException {
    long deadline = ServiceCalls.deadline(timeout);
    ExecutionId run = execution;
    while (true) {
      HistoryEvent last = awaitClose(run, deadline, timeout);
      if (!(last instanceof ExecutionEvent.WorkflowExecutionContinuedAsNew continued)) {
        return Outcomes.of(run, last);
      }
      run = new ExecutionId(run.workflowId(), continued.newExecutionRunId());
    }
  }

  /** Waits for the last event of one run. */
  private HistoryEvent awaitClose(ExecutionId run, long deadline, Duration timeout)
      throws InterruptedException, TimeoutException {
    abandoned.await(run.runId());
    try {
      Duration pause = FIRST_LOOK;
      while (true) {
        // SWF lets a whole account describe six executions a second, but read sixty histories.
        HistoryEvent last = calls.ask(patience(deadline), () -> histories.lastEvent(run));
        if (Outcomes.isClose(last)) {
          return last;
        }
        Optional<SimpleflowException> reason = abandoned.reason(run.runId());
        if (reason.isPresent()) {
          throw reason.get();
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new TimeoutException(
              "workflow %s is still open after %s".formatted(run.workflowId(), timeout));
        }
        awaitClose(run, Duration.ofNanos(Math.min(left, pause.toNanos())));
        pause = longer(pause);
      }
    } finally {
      abandoned.leave(run.runId());
    }
  }

  private static Duration patience(long deadline) {
    return Duration.ofNanos(Math.min(deadline - System.nanoTime(), PATIENCE.toNanos()));
  }

  private void awaitClose(ExecutionId run, Duration wait) throws InterruptedException {
    try {
      service.awaitClose(run, wait);
    } catch (ServiceException away) {
      TimeUnit.NANOSECONDS.sleep(wait.toNanos()); // The next look tells if it stays away.
    }
  }

  private static Duration longer(Duration pause) {
    Duration next = pause.multipliedBy(5).dividedBy(4);
    return next.compareTo(LONGEST_LOOK) < 0 ? next : LONGEST_LOOK;
  }

  @Override
  public void close() {
    List.copyOf(runs).forEach(Run::close);
    runs.clear();
  }
}
