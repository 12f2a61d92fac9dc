package io.simpleflow.engine;

import io.simpleflow.ActivityOptions;
import io.simpleflow.ExecutionId;
import io.simpleflow.SimpleflowException;
import io.simpleflow.engine.worker.AbandonedExecutions;
import io.simpleflow.engine.worker.PollingRun;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ActivityAnswers;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskRegistry;
import io.simpleflow.spi.TaskService;
import io.simpleflow.spi.WorkflowDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An {@link Executor} over a task service: the service decides, loops here do the work. */
final class TaskServiceExecutor implements Executor {
  /** How long to wait before looking whether a decider gave the execution up. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private final TaskService service;
  private final HistorySource histories;
  private final TaskRegistry registry;
  private final ExecutorEnvironment environment;
  private final String domain;
  private final AbandonedExecutions abandoned = new AbandonedExecutions();
  private final Set<Run> runs = ConcurrentHashMap.newKeySet();

  TaskServiceExecutor(
      TaskService service,
      HistorySource histories,
      TaskRegistry registry,
      ExecutorEnvironment environment,
      String domain) {
    this.service = service;
    this.histories = histories;
    this.registry = registry;
    this.environment = environment;
    this.domain = domain;
  }

  @Override
  public ExecutionId start(StartRequest request) {
    makeKnown(request.workflowType());
    return service.start(request);
  }

  /** A type that is not here may still be known to the service. */
  private void makeKnown(WorkflowType type) {
    if (registry.find(type).isEmpty()) {
      registry.register(environment.tasks().workflow(type).defaults());
    }
  }

  @Override
  public void signal(ExecutionId execution, String signalName, @Nullable String input) {
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

  @Override
  public Run run(RunOptions options) {
    if (options.deciders() > 0) {
      for (WorkflowDefinition workflow : environment.tasks().workflows()) {
        registry.register(workflow.defaults());
      }
    }
    for (ActivityDefinition activity : environment.tasks().activities()) {
      registry.register(defaults(activity));
    }
    PollingRun.Work work =
        new PollingRun.Work(
            service, histories, registry, environment.tasks(), environment.converter(), domain);
    Run run = PollingRun.start(work, options, abandoned);
    runs.add(run);
    return run;
  }

  private static TaskRegistry.ActivityTypeDefaults defaults(ActivityDefinition activity) {
    ActivityOptions options = activity.options();
    return new TaskRegistry.ActivityTypeDefaults(
        activity.type(),
        options.taskList(),
        options.taskPriority().stream().mapToObj(Integer::toString).findFirst(),
        SwfSeconds.of(options.startToCloseTimeout()),
        SwfSeconds.of(options.scheduleToStartTimeout()),
        SwfSeconds.of(options.scheduleToCloseTimeout()),
        SwfSeconds.of(options.heartbeatTimeout()));
  }

  @Override
  public ExecutionOutcome await(ExecutionId execution, Duration timeout)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + timeout.toNanos();
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
      while (histories.describe(run).info().status() == ExecutionStatus.OPEN) {
        Optional<SimpleflowException> reason = abandoned.reason(run.runId());
        if (reason.isPresent()) {
          throw reason.get();
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new TimeoutException(
              "workflow %s is still open after %s".formatted(run.workflowId(), timeout));
        }
        service.awaitClose(run, Duration.ofNanos(Math.min(left, LOOK.toNanos())));
      }
    } finally {
      abandoned.leave(run.runId());
    }
    return histories.lastEvent(run);
  }

  @Override
  public void close() {
    runs.forEach(Run::close);
    runs.clear();
  }
}
