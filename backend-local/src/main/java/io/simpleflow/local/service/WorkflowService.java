package io.simpleflow.local.service;

import io.simpleflow.ExecutionAlreadyStartedException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.local.service.ServiceFault.Kind;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.RegisteredType;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.LambdaFunction;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.ServiceTask;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import io.simpleflow.spi.TaskService;
import io.simpleflow.spi.Timekeeper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A workflow service with SWF's semantics over a store: its operations on executions and tasks,
 * with SWF's faults as exceptions. Thread-safe.
 *
 * <p>A task is handed out when its scheduling is kept by the store, and an operation returns when
 * what it changed is. Executions that an earlier process left open stay as they are, whatever
 * events they get, until they are resumed. Once the store cannot write, everything throws {@link
 * io.simpleflow.StoreException}.
 */
public final class WorkflowService implements TaskService, AutoCloseable {
  private static final int REASON = 256;
  private static final int IDENTITY = 256;

  /** How many executions of a domain may be open. */
  static final int OPEN_EXECUTIONS = 100_000;

  private final Lambdas functions;
  private final Domain domain;
  private final TypeRegistry types;
  private final Histories histories;
  private final DecisionTasks decisionTasks;
  private final ActivityTasks activityTasks;
  private final RunIds runIds = new RunIds();

  /**
   * Serves the executions of a store, for one process that runs them, too: those that an earlier
   * process left open wait until they are resumed. Whoever made the store and the timekeeper closes
   * them.
   */
  public WorkflowService(HistoryStore store, Timekeeper timekeeper) {
    this(store, timekeeper, new Lambdas(List.of()), false);
  }

  private WorkflowService(
      HistoryStore store, Timekeeper timekeeper, Lambdas functions, boolean goesOn) {
    this.functions = functions;
    this.types = new TypeRegistry(store, timekeeper);
    this.domain = new Domain(store, timekeeper, types, functions, goesOn);
    this.histories = new Histories(store, this::describeLoaded);
    this.decisionTasks = new DecisionTasks(domain);
    this.activityTasks = new ActivityTasks(domain);
  }

  /** Serves the executions of a store as a server does, whose executions all go on at once. */
  static WorkflowService goingOn(HistoryStore store, Timekeeper timekeeper, Lambdas functions) {
    WorkflowService service = new WorkflowService(store, timekeeper, functions, true);
    service.domain.goOn();
    return service;
  }

  /** Lets Lambda tasks call functions, from now on. */
  public void provide(List<LambdaFunction> more) {
    functions.add(more);
  }

  /** The registered types. */
  public TypeRegistry types() {
    return types;
  }

  /** Reads executions and their histories. */
  public Histories histories() {
    return histories;
  }

  private Optional<ExecutionDescription> describeLoaded(ExecutionId id) {
    domain.lock();
    try {
      return domain.findLoaded(id).map(Descriptions::describe);
    } finally {
      domain.unlock();
    }
  }

  /** Names the open execution of a workflow id, for callers that leave out the run id. */
  public Optional<ExecutionId> open(String workflowId) {
    domain.lock();
    try {
      return domain.openId(workflowId);
    } finally {
      domain.unlock();
    }
  }

  @Override
  public ExecutionId start(StartRequest request) {
    Checks.identifier("workflowId", request.workflowId());
    Checks.data("input", request.input());
    DecisionChecks.checkRun(
        request.executionStartToCloseTimeout().orElse(null),
        request.taskStartToCloseTimeout().orElse(null),
        request.taskList().orElse(null),
        request.taskPriority().orElse(null),
        request.tagList());
    RegisteredType<WorkflowTypeDefaults> type =
        types
            .workflows()
            .find(request.workflowType())
            .orElseThrow(
                () ->
                    new TaskNotFoundException(
                        "workflow type '%s' version '%s' is not registered"
                            .formatted(
                                request.workflowType().name(), request.workflowType().version())));
    if (type.deprecated().isPresent()) {
      throw new ServiceFault(Kind.TYPE_DEPRECATED, request.workflowType() + " is deprecated");
    }
    RunSettings settings = RunSettings.of(request, type.defaults());
    settings
        .undefined()
        .ifPresent(
            cause -> {
              throw new ServiceFault(
                  Kind.DEFAULT_UNDEFINED,
                  "workflow '%s' cannot start: %s, and the start names none"
                      .formatted(request.workflowType().name(), cause));
            });
    ExecutionId id = new ExecutionId(request.workflowId(), runIds.next());
    return domain.update(
        transaction -> {
          domain.openId(request.workflowId()).ifPresent(WorkflowService::refuse);
          if (domain.openExecutions() >= OPEN_EXECUTIONS) {
            throw new ServiceFault(
                Kind.LIMIT_EXCEEDED,
                "there are %,d open executions; end some".formatted(OPEN_EXECUTIONS));
          }
          transaction.begin(id, settings.started(transaction.now(), null, null, 0), true);
          return id;
        });
  }

  private static void refuse(ExecutionId open) {
    throw new ExecutionAlreadyStartedException(
        "workflow '%s' is open already, with run id '%s'; await, resume or terminate it"
            .formatted(open.workflowId(), open.runId()));
  }

  @Override
  public void signal(ExecutionId execution, String signalName, @Nullable String input) {
    signal(execution.workflowId(), execution.runId(), signalName, input);
  }

  /**
   * Signals an execution.
   *
   * @param runId null for the one of the workflow id that is open
   */
  public void signal(
      String workflowId, @Nullable String runId, String signalName, @Nullable String input) {
    Checks.name("signalName", signalName);
    Checks.data("input", input);
    domain.update(
        transaction -> {
          Execution open = find(workflowId, runId);
          transaction.append(
              open,
              new WorkflowExecutionSignaled(
                  open.nextEventId(), transaction.now(), signalName, input, null, 0));
          transaction.scheduleDecision(open);
          return open;
        });
  }

  @Override
  public void requestCancel(ExecutionId execution) {
    requestCancel(execution.workflowId(), execution.runId());
  }

  /**
   * Asks an execution to cancel itself.
   *
   * @param runId null for the one of the workflow id that is open
   */
  public void requestCancel(String workflowId, @Nullable String runId) {
    domain.update(
        transaction -> {
          Execution open = find(workflowId, runId);
          transaction.append(
              open,
              new WorkflowExecutionCancelRequested(
                  open.nextEventId(), transaction.now(), null, 0, null));
          transaction.scheduleDecision(open);
          return open;
        });
  }

  @Override
  public void terminate(
      ExecutionId execution,
      @Nullable String reason,
      @Nullable String details,
      Optional<ChildPolicy> childPolicy) {
    terminate(execution.workflowId(), execution.runId(), reason, details, childPolicy);
  }

  /**
   * Ends an execution.
   *
   * @param runId null for the one of the workflow id that is open
   * @param childPolicy what becomes of its open children; empty for what it was started with
   */
  public void terminate(
      String workflowId,
      @Nullable String runId,
      @Nullable String reason,
      @Nullable String details,
      Optional<ChildPolicy> childPolicy) {
    Checks.atMost("reason", reason, REASON);
    Checks.data("details", details);
    domain.update(
        transaction -> {
          Execution open = find(workflowId, runId);
          domain
              .closer()
              .terminate(
                  transaction,
                  open,
                  reason,
                  details,
                  childPolicy.orElse(null),
                  "OPERATOR_INITIATED");
          return open;
        });
  }

  private Execution find(String workflowId, @Nullable String runId) {
    return runId == null
        ? domain
            .findOpen(workflowId)
            .orElseThrow(
                () ->
                    new ExecutionNotFoundException(
                        "there is no open execution of workflow '%s'".formatted(workflowId)))
        : find(new ExecutionId(workflowId, runId));
  }

  private Execution find(ExecutionId id) {
    return domain
        .findOpen(id)
        .orElseThrow(
            () ->
                new ExecutionNotFoundException(
                    "there is no open execution of workflow '%s' with run id '%s'"
                        .formatted(id.workflowId(), id.runId())));
  }

  /** Resumes executions; with one go its open children, which it may wait for. */
  @Override
  public List<ExecutionId> resume(Optional<ExecutionId> execution) {
    return domain.update(
        transaction -> {
          List<ExecutionId> resumed = new ArrayList<>();
          Deque<Execution> next = new ArrayDeque<>();
          if (execution.isPresent()) {
            next.add(find(execution.get()));
            resumed.add(execution.get());
          } else {
            domain.dormant().forEach(id -> next.add(find(id)));
          }
          while (!next.isEmpty()) {
            Execution open = next.remove();
            if (!open.active) {
              domain.agenda().resume(transaction, open);
              if (!resumed.contains(open.id())) {
                resumed.add(open.id());
              }
              next.addAll(domain.closer().openChildren(open));
            }
          }
          return resumed;
        });
  }

  @Override
  public Optional<DecisionTask> pollForDecisionTask(
      Optional<String> taskList, String identity, Duration wait) throws InterruptedException {
    Checks.atMost("identity", identity, IDENTITY);
    return decisionTasks.polls().await(taskList, identity, wait);
  }

  /**
   * As {@link #pollForDecisionTask}, without a thread that waits. The answer completes on a thread
   * of the service's: what takes long must be done elsewhere. Cancelling it withdraws the poll; a
   * task that was about to be answered goes back to its list.
   */
  public CompletableFuture<Optional<DecisionTask>> decisionTask(
      Optional<String> taskList, String identity, Duration wait) {
    Checks.atMost("identity", identity, IDENTITY);
    return decisionTasks.polls().ask(taskList, identity, wait);
  }

  /** Puts a decision task that nobody got back into its list, unless it is over. */
  public void takeBack(DecisionTask task) {
    decisionTasks.polls().takeBack(task);
  }

  @Override
  public void respondDecisionTaskCompleted(
      String taskToken, List<Decision> decisions, @Nullable String executionContext) {
    decisionTasks.complete(taskToken, decisions, executionContext, null, null);
  }

  /**
   * As {@link #respondDecisionTaskCompleted(String, List, String)}, naming a task list for the
   * decision tasks to come.
   *
   * @param taskList the list, or null for that of before
   * @param taskListScheduleToStartTimeout after how many seconds a decision task that nobody takes
   *     from that list goes back to the list of before; null for never
   */
  public void respondDecisionTaskCompleted(
      String taskToken,
      List<Decision> decisions,
      @Nullable String executionContext,
      @Nullable String taskList,
      @Nullable String taskListScheduleToStartTimeout) {
    decisionTasks.complete(
        taskToken, decisions, executionContext, taskList, taskListScheduleToStartTimeout);
  }

  @Override
  public Optional<ActivityTask> pollForActivityTask(
      Optional<String> taskList, String identity, Duration wait) throws InterruptedException {
    Checks.atMost("identity", identity, IDENTITY);
    return activityTasks.polls().await(taskList, identity, wait);
  }

  /** As {@link #pollForActivityTask}, without a thread that waits; see {@link #decisionTask}. */
  public CompletableFuture<Optional<ActivityTask>> activityTask(
      Optional<String> taskList, String identity, Duration wait) {
    Checks.atMost("identity", identity, IDENTITY);
    return activityTasks.polls().ask(taskList, identity, wait);
  }

  /** Puts an activity task that nobody got back into its list, unless it is over. */
  public void takeBack(ActivityTask task) {
    activityTasks.polls().takeBack(task);
  }

  /** Whether a task token is one of an execution that is open here; the task may be over. */
  boolean holds(String taskToken) {
    return TaskToken.decode(taskToken).map(domain::holds).orElse(false);
  }

  @Override
  public void respondActivityTaskCompleted(String taskToken, @Nullable String result) {
    activityTasks.complete(taskToken, result);
  }

  @Override
  public void respondActivityTaskFailed(
      String taskToken, @Nullable String reason, @Nullable String details) {
    activityTasks.fail(taskToken, reason, details);
  }

  @Override
  public void respondActivityTaskCanceled(String taskToken, @Nullable String details) {
    activityTasks.cancel(taskToken, details);
  }

  @Override
  public boolean recordActivityTaskHeartbeat(String taskToken, @Nullable String details) {
    return activityTasks.heartbeat(taskToken, details);
  }

  /** How many decision tasks wait in a task list. */
  public int countPendingDecisionTasks(String taskList) {
    domain.lock();
    try {
      return domain.agenda().decisions().size(taskList);
    } finally {
      domain.unlock();
    }
  }

  /** How many activity tasks wait in a task list. */
  public int countPendingActivityTasks(String taskList) {
    domain.lock();
    try {
      return domain.agenda().activities().size(taskList);
    } finally {
      domain.unlock();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>An activity task that is taken rests on nothing that is not kept; the answer itself is kept
   * soon, and is lost with the caller if this process dies before. So is a decision task that is
   * taken: what it leads to is kept after what it rests on, or not at all.
   */
  @Override
  public Optional<ServiceTask> answer(Runnable answer, Supplier<Optional<ServiceTask>> take) {
    domain.lock();
    try {
      answer.run();
      domain.awaitNothingSoFar();
      Optional<ServiceTask> task = take.get();
      if (task.orElse(null) instanceof DecisionTask) {
        domain.awaitNothingSoFar();
      }
      return task;
    } finally {
      domain.unlock();
    }
  }

  @Override
  public void awaitClose(ExecutionId execution, Duration wait) throws InterruptedException {
    Optional<CompletableFuture<@Nullable Void>> closing = domain.closing(execution);
    if (closing.isEmpty()) {
      histories.describe(execution);
      return;
    }
    try {
      closing.get().get(TimeUnit.NANOSECONDS.convert(wait), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // Open still; the caller looks for itself.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ServiceLimits limits() {
    return domain.limits();
  }

  /** Stops handing out tasks, firing timers and calling functions; executions stay open. */
  @Override
  public void close() {
    stop();
    functions.close();
  }

  /**
   * Does as {@link #close}, but for calling functions. Comes first: that a call is interrupted by
   * closing must not be recorded as its failure.
   */
  void stop() {
    domain.close();
  }
}
