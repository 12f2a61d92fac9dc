package io.simpleflow.swf;

import io.simpleflow.ExecutionAlreadyStartedException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.StaleTaskException;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskService;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.swf.SwfClient;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;
import software.amazon.awssdk.services.swf.model.StartWorkflowExecutionRequest;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;
import software.amazon.awssdk.services.swf.model.WorkflowExecutionAlreadyStartedException;

/** SWF's operations on executions and tasks. Thread-safe. */
final class SwfTaskService implements TaskService {
  /** A heartbeat that does not get through must not keep those of others back. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final SwfService service;
  private final HistorySource histories;
  private final DecisionTasks decisionTasks;

  SwfTaskService(SwfService service, HistorySource histories) {
    this.service = service;
    this.histories = histories;
    this.decisionTasks = new DecisionTasks(service, histories);
  }

  @Override
  public ExecutionId start(StartRequest request) {
    StartWorkflowExecutionRequest wire = wire(request);
    return service.call(
        "StartWorkflowExecution",
        swf -> {
          try {
            return new ExecutionId(request.workflowId(), swf.startWorkflowExecution(wire).runId());
          } catch (WorkflowExecutionAlreadyStartedException open) {
            return startedBefore(request, open)
                .orElseThrow(
                    () ->
                        new ExecutionAlreadyStartedException(
                            "an execution with workflow id '%s' is open in domain '%s'"
                                .formatted(request.workflowId(), service.domain()),
                            open));
          }
        });
  }

  private StartWorkflowExecutionRequest wire(StartRequest request) {
    StartWorkflowExecutionRequest.Builder wire =
        StartWorkflowExecutionRequest.builder()
            .domain(service.domain())
            .workflowId(request.workflowId())
            .workflowType(
                type ->
                    type.name(request.workflowType().name())
                        .version(request.workflowType().version()))
            .input(request.input());
    request.taskList().ifPresent(name -> wire.taskList(list -> list.name(name)));
    request.taskPriority().ifPresent(wire::taskPriority);
    request.executionStartToCloseTimeout().ifPresent(wire::executionStartToCloseTimeout);
    request.taskStartToCloseTimeout().ifPresent(wire::taskStartToCloseTimeout);
    request.childPolicy().map(ChildPolicy::name).ifPresent(wire::childPolicy);
    request.lambdaRole().ifPresent(wire::lambdaRole);
    if (!request.tagList().isEmpty()) {
      wire.tagList(request.tagList());
    }
    return wire.build();
  }

  /** The open execution, if it is the one asked for: the answer to an attempt may get lost. */
  private Optional<ExecutionId> startedBefore(
      StartRequest request, WorkflowExecutionAlreadyStartedException open) {
    if (open.numAttempts() == null || open.numAttempts() < 2) {
      return Optional.empty();
    }
    return histories
        .latest(Optional.of(request.workflowId()))
        .filter(
            latest ->
                histories.events(latest, 0, 1).get(0) instanceof WorkflowExecutionStarted started
                    && started.workflowType().equals(request.workflowType())
                    && started.tagList().equals(request.tagList())
                    && Objects.equals(started.input(), request.input()));
  }

  @Override
  public void signal(ExecutionId execution, String signalName, @Nullable String input) {
    tellOpen(
        "SignalWorkflowExecution",
        execution,
        swf ->
            swf.signalWorkflowExecution(
                signal ->
                    signal
                        .domain(service.domain())
                        .workflowId(execution.workflowId())
                        .runId(execution.runId())
                        .signalName(signalName)
                        .input(input)));
  }

  @Override
  public void requestCancel(ExecutionId execution) {
    tellOpen(
        "RequestCancelWorkflowExecution",
        execution,
        swf ->
            swf.requestCancelWorkflowExecution(
                request ->
                    request
                        .domain(service.domain())
                        .workflowId(execution.workflowId())
                        .runId(execution.runId())));
  }

  @Override
  public void terminate(
      ExecutionId execution,
      @Nullable String reason,
      @Nullable String details,
      Optional<ChildPolicy> childPolicy) {
    tellOpen(
        "TerminateWorkflowExecution",
        execution,
        swf ->
            swf.terminateWorkflowExecution(
                request ->
                    request
                        .domain(service.domain())
                        .workflowId(execution.workflowId())
                        .runId(execution.runId())
                        .reason(reason)
                        .details(details)
                        .childPolicy(childPolicy.map(ChildPolicy::name).orElse(null))));
  }

  /** Calls an operation on an execution that must be open. */
  private void tellOpen(String operation, ExecutionId execution, Function<SwfClient, Object> call) {
    service.call(
        operation,
        swf -> {
          try {
            return call.apply(swf);
          } catch (UnknownResourceException unknown) {
            if (SwfFaults.isAboutTheDomain(unknown)) {
              throw unknown;
            }
            throw new ExecutionNotFoundException(
                "domain '%s' has no open execution of workflow id '%s' with run id '%s'"
                    .formatted(service.domain(), execution.workflowId(), execution.runId()),
                unknown);
          }
        });
  }

  /** Only names them: SWF lets executions go on by itself. */
  @Override
  public List<ExecutionId> resume(Optional<ExecutionId> execution) {
    if (execution.isPresent()) {
      ExecutionId id = execution.get();
      if (histories.describe(id).info().status() == ExecutionStatus.CLOSED) {
        throw new ExecutionNotFoundException(
            "the execution %s %s is closed".formatted(id.workflowId(), id.runId()));
      }
      return List.of(id);
    }
    return histories.list(ExecutionFilter.all().withStatus(ExecutionStatus.OPEN)).stream()
        .map(ExecutionInfo::execution)
        .toList();
  }

  @Override
  public Optional<DecisionTask> pollForDecisionTask(
      Optional<String> taskList, String identity, Duration wait) throws InterruptedException {
    return decisionTasks.poll(named(taskList), identity, wait);
  }

  @Override
  public void respondDecisionTaskCompleted(
      String taskToken, List<Decision> decisions, @Nullable String executionContext) {
    answer(
        "RespondDecisionTaskCompleted",
        swf ->
            swf.respondDecisionTaskCompleted(
                answer ->
                    answer
                        .taskToken(taskToken)
                        .decisions(decisions.stream().map(SwfJson::decision).toList())
                        .executionContext(executionContext)));
  }

  @Override
  public Optional<ActivityTask> pollForActivityTask(
      Optional<String> taskList, String identity, Duration wait) throws InterruptedException {
    String list = named(taskList);
    return service
        .poll(
            "PollForActivityTask",
            wait,
            (swf, settings) ->
                swf.pollForActivityTask(
                    poll ->
                        poll.domain(service.domain())
                            .taskList(named -> named.name(list))
                            .identity(identity)
                            .overrideConfiguration(settings)))
        .filter(task -> task.taskToken() != null && !task.taskToken().isEmpty())
        .map(SwfTaskService::task);
  }

  private static String named(Optional<String> taskList) {
    return taskList.orElseThrow(
        () -> new IllegalArgumentException("SWF cannot poll every task list: name one"));
  }

  private static ActivityTask task(PollForActivityTaskResponse task) {
    return new ActivityTask(
        task.taskToken(),
        Records.execution(task.workflowExecution()),
        task.activityId(),
        Records.type(task.activityType()),
        task.startedEventId(),
        task.input(),
        null,
        null);
  }

  @Override
  public void respondActivityTaskCompleted(String taskToken, @Nullable String result) {
    answer(
        "RespondActivityTaskCompleted",
        swf ->
            swf.respondActivityTaskCompleted(answer -> answer.taskToken(taskToken).result(result)));
  }

  @Override
  public void respondActivityTaskFailed(
      String taskToken, @Nullable String reason, @Nullable String details) {
    answer(
        "RespondActivityTaskFailed",
        swf ->
            swf.respondActivityTaskFailed(
                answer -> answer.taskToken(taskToken).reason(reason).details(details)));
  }

  @Override
  public void respondActivityTaskCanceled(String taskToken, @Nullable String details) {
    answer(
        "RespondActivityTaskCanceled",
        swf ->
            swf.respondActivityTaskCanceled(
                answer -> answer.taskToken(taskToken).details(details)));
  }

  @Override
  public boolean recordActivityTaskHeartbeat(String taskToken, @Nullable String details) {
    return answer(
        "RecordActivityTaskHeartbeat",
        swf ->
            Boolean.TRUE.equals(
                swf.recordActivityTaskHeartbeat(
                        beat ->
                            beat.taskToken(taskToken)
                                .details(details)
                                .overrideConfiguration(
                                    settings -> settings.apiCallTimeout(HEARTBEAT)))
                    .cancelRequested()));
  }

  /** Calls an operation on a task token. */
  private <T> T answer(String operation, Function<SwfClient, T> answer) {
    return service.call(
        operation,
        swf -> {
          try {
            return answer.apply(swf);
          } catch (UnknownResourceException stale) {
            throw new StaleTaskException(
                "this task is over: it timed out, was answered before, or its execution is closed",
                stale);
          }
        });
  }

  /** Just waits: SWF does not tell when an execution closes. */
  @Override
  public void awaitClose(ExecutionId execution, Duration wait) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(wait.toNanos());
  }

  @Override
  public ServiceLimits limits() {
    return ServiceLimits.swf();
  }
}
