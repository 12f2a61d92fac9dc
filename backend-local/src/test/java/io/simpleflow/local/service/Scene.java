package io.simpleflow.local.service;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.ContinueAsNewWorkflowExecution;
import io.simpleflow.history.Decision.ScheduleActivityTask;
import io.simpleflow.history.Decision.StartChildWorkflowExecution;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service with a clock that is moved by hand, a workflow type and an activity type. */
final class Scene implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-01T12:00:00.123Z");
  static final WorkflowType WORKFLOW = new WorkflowType("workflow", "1");
  static final WorkflowType BARE_WORKFLOW = new WorkflowType("bare workflow", "1");
  static final ActivityType ACTIVITY = new ActivityType("activity", "1");
  static final ActivityType BARE_ACTIVITY = new ActivityType("bare activity", "1");

  final SteppedTimekeeper clock;
  final WorkflowService service;

  Scene() {
    this(new MemoryStore(), new SteppedTimekeeper(START));
  }

  Scene(HistoryStore store, SteppedTimekeeper clock) {
    this(new WorkflowService(store, clock), clock);
  }

  Scene(WorkflowService service, SteppedTimekeeper clock) {
    this.clock = clock;
    this.service = service;
    Optional<String> none = Optional.empty();
    service
        .types()
        .register(
            new WorkflowTypeDefaults(
                WORKFLOW,
                Optional.of("deciders"),
                Optional.of("3600"),
                Optional.of("60"),
                Optional.of(ChildPolicy.TERMINATE),
                none,
                none));
    service
        .types()
        .register(
            new WorkflowTypeDefaults(
                BARE_WORKFLOW, none, none, none, Optional.empty(), none, none));
    service
        .types()
        .register(
            new ActivityTypeDefaults(
                ACTIVITY,
                Optional.of("workers"),
                none,
                Optional.of("100"),
                Optional.of("200"),
                Optional.of("250"),
                Optional.of("30")));
    service
        .types()
        .register(new ActivityTypeDefaults(BARE_ACTIVITY, none, none, none, none, none, none));
  }

  ExecutionId start(String workflowId) {
    return service.start(StartRequest.of(workflowId, WORKFLOW, "input"));
  }

  /** Starts an execution that may take so many seconds. */
  ExecutionId startWithin(String workflowId, String seconds) {
    Optional<String> none = Optional.empty();
    return service.start(
        new StartRequest(
            workflowId,
            WORKFLOW,
            "input",
            none,
            none,
            Optional.of(seconds),
            none,
            Optional.empty(),
            List.of(),
            none));
  }

  /** Takes the next decision task. */
  DecisionTask decisionTask() throws InterruptedException {
    return pollDecision().orElseThrow();
  }

  Optional<DecisionTask> pollDecision() throws InterruptedException {
    return service.pollForDecisionTask(Optional.empty(), "decider", Duration.ZERO);
  }

  void answer(DecisionTask task, Decision... decisions) {
    service.respondDecisionTaskCompleted(task.taskToken(), List.of(decisions), null);
  }

  /** Takes the next decision task and answers it. */
  void decide(Decision... decisions) throws InterruptedException {
    answer(decisionTask(), decisions);
  }

  /** Has an execution decide that has nothing to decide on. */
  void decideOnSignal(ExecutionId execution, Decision... decisions) throws InterruptedException {
    service.signal(execution, "decide", null);
    decide(decisions);
  }

  /** Has an execution decide more than goes into one answer. */
  void decideInHundreds(ExecutionId execution, List<? extends Decision> decisions)
      throws InterruptedException {
    for (int from = 0; from < decisions.size(); from += 100) {
      if (from > 0) {
        service.signal(execution, "decide", null);
      }
      DecisionTask task = decisionTask();
      while (!task.execution().equals(execution)) {
        task = decisionTask();
      }
      List<? extends Decision> next =
          decisions.subList(from, Math.min(from + 100, decisions.size()));
      answer(task, next.toArray(Decision[]::new));
    }
  }

  /** Takes the next activity task. */
  ActivityTask activityTask() throws InterruptedException {
    return pollActivity().orElseThrow();
  }

  Optional<ActivityTask> pollActivity() throws InterruptedException {
    return service.pollForActivityTask(Optional.empty(), "worker", Duration.ZERO);
  }

  void advance(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  List<HistoryEvent> events(ExecutionId execution) {
    return service.histories().events(execution);
  }

  /** SWF's names of an execution's events from an id on, in order. */
  List<String> names(ExecutionId execution, int fromId) {
    return events(execution).stream()
        .skip(fromId - 1L)
        .map(event -> event.type().wireName())
        .toList();
  }

  /** The last event of a kind. */
  <E extends HistoryEvent> E last(ExecutionId execution, Class<E> type) {
    List<E> all = events(execution).stream().filter(type::isInstance).map(type::cast).toList();
    return all.get(all.size() - 1);
  }

  static ScheduleActivityTask schedule(String activityId) {
    return schedule(ACTIVITY, activityId);
  }

  static ScheduleActivityTask schedule(ActivityType type, String activityId) {
    return new ScheduleActivityTask(
        type, activityId, null, "input", null, null, null, null, null, null);
  }

  static StartChildWorkflowExecution child(String workflowId) {
    return child(WORKFLOW, workflowId);
  }

  static StartChildWorkflowExecution child(WorkflowType type, String workflowId) {
    return new StartChildWorkflowExecution(
        type, workflowId, "control", "child input", null, null, null, null, null, List.of(), null);
  }

  static ContinueAsNewWorkflowExecution continueAsNew(@Nullable String version) {
    return new ContinueAsNewWorkflowExecution(
        "next input", null, null, null, null, null, List.of("tag"), version, null);
  }

  @Override
  public void close() {
    service.close();
  }
}
