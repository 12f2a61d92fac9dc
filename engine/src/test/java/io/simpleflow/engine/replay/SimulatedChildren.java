package io.simpleflow.engine.replay;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ChildEvent;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.ExternalEvent;
import io.simpleflow.history.WorkflowType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The children of the one execution of a simulated service. */
final class SimulatedChildren {
  private static final List<String> ENDS =
      List.of(
          "COMPLETED",
          "COMPLETED",
          "COMPLETED",
          "COMPLETED",
          "COMPLETED",
          "FAILED",
          "FAILED",
          "TIMED_OUT",
          "CANCELED",
          "TERMINATED");

  private final SimulatedHistory history;

  /** The events that asked for those which have not ended, by workflow id. */
  private final Map<String, ChildEvent.StartChildWorkflowExecutionInitiated> children =
      new LinkedHashMap<>();

  private final Map<String, Long> starts = new HashMap<>();

  SimulatedChildren(SimulatedHistory history) {
    this.history = history;
  }

  int open() {
    return children.size();
  }

  void initiate(Decision.StartChildWorkflowExecution d, long completed) {
    ChildEvent.StartChildWorkflowExecutionInitiated event =
        new ChildEvent.StartChildWorkflowExecutionInitiated(
            history.id(),
            history.now(),
            d.workflowId(),
            d.workflowType(),
            null,
            d.input(),
            "60",
            "list",
            null,
            completed,
            ChildPolicy.TERMINATE,
            "60",
            d.tagList(),
            null);
    children.put(d.workflowId(), event);
    history.add(event);
  }

  /** A child starts. */
  void start(String workflowId) {
    ChildEvent.StartChildWorkflowExecutionInitiated child =
        Objects.requireNonNull(children.get(workflowId));
    starts.put(workflowId, history.id());
    history.add(
        new ChildEvent.ChildWorkflowExecutionStarted(
            history.id(),
            history.now(),
            new ExecutionId(workflowId, "run-9"),
            child.workflowType(),
            child.id()));
    history.scheduleDecision();
  }

  /** A started child ends, with its result or details. */
  void end(String workflowId, String how, @Nullable String details) {
    ExecutionId run = new ExecutionId(workflowId, "run-9");
    ChildEvent.StartChildWorkflowExecutionInitiated child =
        Objects.requireNonNull(children.remove(workflowId));
    long asked = child.id();
    long begun = Objects.requireNonNull(starts.remove(workflowId));
    WorkflowType type = child.workflowType();
    history.add(
        switch (how) {
          case "COMPLETED" ->
              new ChildEvent.ChildWorkflowExecutionCompleted(
                  history.id(), history.now(), run, type, details, asked, begun);
          case "FAILED" ->
              new ChildEvent.ChildWorkflowExecutionFailed(
                  history.id(), history.now(), run, type, "reason", details, asked, begun);
          case "TIMED_OUT" ->
              new ChildEvent.ChildWorkflowExecutionTimedOut(
                  history.id(), history.now(), run, type, "START_TO_CLOSE", asked, begun);
          case "CANCELED" ->
              new ChildEvent.ChildWorkflowExecutionCanceled(
                  history.id(), history.now(), run, type, details, asked, begun);
          default ->
              new ChildEvent.ChildWorkflowExecutionTerminated(
                  history.id(), history.now(), run, type, asked, begun);
        });
    history.scheduleDecision();
  }

  /** One of them starts, or ends somehow. */
  void change(SimulatedOutcomes outcomes) {
    String workflowId = outcomes.one(List.copyOf(children.keySet()));
    if (starts.containsKey(workflowId)) {
      String task = "child " + Objects.requireNonNull(children.get(workflowId)).input();
      end(workflowId, ENDS.get(outcomes.next(workflowId, task)), SimulatedOutcomes.result(task));
    } else {
      start(workflowId);
    }
  }

  /** The request to cancel a run of a child does not reach it. */
  void failCancel(String workflowId, String runId) {
    history.add(
        new ExternalEvent.RequestCancelExternalWorkflowExecutionFailed(
            history.id(),
            history.now(),
            workflowId,
            runId,
            "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION",
            1,
            0,
            null));
    history.scheduleDecision();
  }
}
