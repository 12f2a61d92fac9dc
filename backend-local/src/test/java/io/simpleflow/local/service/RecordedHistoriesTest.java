package io.simpleflow.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCompleted;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionInitiated;
import io.simpleflow.history.Decision;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskCompleted;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCanceled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.history.TimerEvent.TimerCanceled;
import io.simpleflow.history.TimerEvent.TimerStarted;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskRegistry.ActivityTypeDefaults;
import io.simpleflow.spi.TaskRegistry.WorkflowTypeDefaults;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does to the service what was done to SWF, and compares what each recorded. */
class RecordedHistoriesTest {
  private final Map<Long, String> tokens = new HashMap<>();
  private final List<DecisionTask> others = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cancel_requested",
        "child_workflow",
        "timer_and_cancel",
        "unrequested_signal",
        "with_replays",
        "workflow_execution_basic"
      })
  void recordsWhatSwfRecorded(String name) throws Exception {
    List<HistoryEvent> recorded = read(name);
    SteppedTimekeeper clock = new SteppedTimekeeper(recorded.get(0).timestamp());
    try (WorkflowService service = new WorkflowService(new MemoryStore(), clock)) {
      registerTypes(service, recorded);
      ExecutionId execution = start(service, recorded);
      for (HistoryEvent event : recorded) {
        // SWF takes some milliseconds to fire a timer of no seconds; so does this clock.
        if (event.timestamp().isAfter(clock.instant())) {
          clock.jump(event.timestamp());
        }
        repeat(service, execution, recorded, event);
      }

      List<HistoryEvent> ours = new ArrayList<>(service.histories().events(execution));

      assertThat(ours)
          .usingRecursiveComparison()
          .withStrictTypeChecking()
          .ignoringFieldsMatchingRegexes(".*runId", ".*scheduleToStartTimeout")
          .ignoringFields(
              name.equals("child_workflow") ? new String[] {"timestamp"} : new String[0])
          .isEqualTo(recorded);
    }
  }

  private static List<HistoryEvent> read(String name) throws IOException {
    try (InputStream json =
        RecordedHistoriesTest.class.getResourceAsStream("/histories/" + name + ".json")) {
      return HistoryJson.readHistory(Objects.requireNonNull(json));
    }
  }

  private static void registerTypes(WorkflowService service, List<HistoryEvent> recorded) {
    Optional<String> none = Optional.empty();
    for (HistoryEvent event : recorded) {
      if (event instanceof WorkflowExecutionStarted e) {
        service
            .types()
            .register(
                new WorkflowTypeDefaults(
                    e.workflowType(), none, none, none, Optional.empty(), none, none));
      } else if (event instanceof StartChildWorkflowExecutionInitiated e) {
        service
            .types()
            .register(
                new WorkflowTypeDefaults(
                    e.workflowType(), none, none, none, Optional.empty(), none, none));
      } else if (event instanceof ActivityTaskScheduled e) {
        service
            .types()
            .register(
                new ActivityTypeDefaults(e.activityType(), none, none, none, none, none, none));
      }
    }
  }

  private static ExecutionId start(WorkflowService service, List<HistoryEvent> recorded) {
    WorkflowExecutionStarted e = (WorkflowExecutionStarted) recorded.get(0);
    return service.start(
        new StartRequest(
            "test-simpleflow-workflow",
            e.workflowType(),
            e.input(),
            Optional.of(e.taskList()),
            Optional.ofNullable(e.taskPriority()),
            Optional.ofNullable(e.executionStartToCloseTimeout()),
            Optional.ofNullable(e.taskStartToCloseTimeout()),
            Optional.of(e.childPolicy()),
            e.tagList(),
            Optional.ofNullable(e.lambdaRole())));
  }

  /** Does what led to an event, if that did not happen inside SWF. */
  private void repeat(
      WorkflowService service,
      ExecutionId execution,
      List<HistoryEvent> recorded,
      HistoryEvent event)
      throws InterruptedException {
    if (event instanceof DecisionTaskStarted e) {
      DecisionTask task = decisionTask(service, execution, Objects.requireNonNull(e.identity()));
      tokens.put(e.id(), task.taskToken());
    } else if (event instanceof DecisionTaskCompleted e) {
      service.respondDecisionTaskCompleted(
          token(e.startedEventId()), decisions(recorded, e.id()), e.executionContext());
    } else if (event instanceof ActivityTaskStarted e) {
      ActivityTask task =
          service
              .pollForActivityTask(
                  Optional.empty(), Objects.requireNonNull(e.identity()), Duration.ZERO)
              .orElseThrow();
      tokens.put(e.id(), task.taskToken());
    } else if (event instanceof ActivityTaskCompleted e) {
      service.respondActivityTaskCompleted(token(e.startedEventId()), e.result());
    } else if (event instanceof WorkflowExecutionSignaled e) {
      service.signal(execution, e.signalName(), e.input());
    } else if (event instanceof WorkflowExecutionCancelRequested) {
      service.requestCancel(execution);
    } else if (event instanceof ChildWorkflowExecutionCompleted e) {
      DecisionTask task = decisionTask(service, e.workflowExecution().workflowId());
      service.respondDecisionTaskCompleted(
          task.taskToken(), List.of(new Decision.CompleteWorkflowExecution(e.result())), null);
    }
  }

  private DecisionTask decisionTask(WorkflowService service, ExecutionId execution, String identity)
      throws InterruptedException {
    while (true) {
      DecisionTask task =
          service.pollForDecisionTask(Optional.empty(), identity, Duration.ZERO).orElseThrow();
      if (task.execution().equals(execution)) {
        return task;
      }
      others.add(task);
    }
  }

  private DecisionTask decisionTask(WorkflowService service, String workflowId)
      throws InterruptedException {
    for (DecisionTask task : others) {
      if (task.execution().workflowId().equals(workflowId)) {
        return task;
      }
    }
    return decisionTask(service, service.open(workflowId).orElseThrow(), "child");
  }

  private String token(long startedEventId) {
    return Objects.requireNonNull(tokens.get(startedEventId));
  }

  /** What the decider must have answered. */
  private static List<Decision> decisions(List<HistoryEvent> recorded, long completedEventId) {
    List<Decision> decisions = new ArrayList<>();
    for (HistoryEvent event : recorded) {
      if (event instanceof ActivityTaskScheduled e
          && e.decisionTaskCompletedEventId() == completedEventId) {
        decisions.add(
            new Decision.ScheduleActivityTask(
                e.activityType(),
                e.activityId(),
                e.control(),
                e.input(),
                e.scheduleToCloseTimeout(),
                e.taskList(),
                e.taskPriority(),
                e.scheduleToStartTimeout(),
                e.startToCloseTimeout(),
                e.heartbeatTimeout()));
      } else if (event instanceof MarkerRecorded e
          && e.decisionTaskCompletedEventId() == completedEventId) {
        decisions.add(new Decision.RecordMarker(e.markerName(), e.details()));
      } else if (event instanceof TimerStarted e
          && e.decisionTaskCompletedEventId() == completedEventId) {
        decisions.add(new Decision.StartTimer(e.timerId(), e.control(), e.startToFireTimeout()));
      } else if (event instanceof TimerCanceled e
          && e.decisionTaskCompletedEventId() == completedEventId) {
        decisions.add(new Decision.CancelTimer(e.timerId()));
      } else if (event instanceof StartChildWorkflowExecutionInitiated e
          && e.decisionTaskCompletedEventId() == completedEventId) {
        decisions.add(
            new Decision.StartChildWorkflowExecution(
                e.workflowType(),
                e.workflowId(),
                e.control(),
                e.input(),
                e.executionStartToCloseTimeout(),
                e.taskList(),
                e.taskPriority(),
                e.taskStartToCloseTimeout(),
                e.childPolicy(),
                e.tagList(),
                e.lambdaRole()));
      } else if (event instanceof WorkflowExecutionCompleted e
          && e.decisionTaskCompletedEventId() == completedEventId) {
        decisions.add(new Decision.CompleteWorkflowExecution(e.result()));
      } else if (event instanceof WorkflowExecutionCanceled e
          && e.decisionTaskCompletedEventId() == completedEventId) {
        decisions.add(new Decision.CancelWorkflowExecution(e.details()));
      }
    }
    return decisions;
  }
}
