package io.simpleflow.engine.replay;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.Decision;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExternalEvent;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionInitiated;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The signals from and to the one execution of a simulated service. */
final class SimulatedSignals {
  private final SimulatedHistory history;
  private final Map<Long, SignalExternalWorkflowExecutionInitiated> signals = new LinkedHashMap<>();

  SimulatedSignals(SimulatedHistory history) {
    this.history = history;
  }

  int underWay() {
    return signals.size();
  }

  void send(Decision.SignalExternalWorkflowExecution d, long completed) {
    signals.put(history.id(), initiate(d, completed));
  }

  SignalExternalWorkflowExecutionInitiated initiate(
      Decision.SignalExternalWorkflowExecution d, long completed) {
    SignalExternalWorkflowExecutionInitiated event =
        new SignalExternalWorkflowExecutionInitiated(
            history.id(),
            history.now(),
            d.workflowId(),
            d.runId(),
            d.signalName(),
            d.input(),
            completed,
            null);
    history.add(event);
    return event;
  }

  /** A signal comes. */
  void come(String name, @Nullable String input, @Nullable ExecutionId sender) {
    history.add(
        new ExecutionEvent.WorkflowExecutionSignaled(
            history.id(), history.now(), name, input, sender, sender == null ? 0 : 7));
    history.scheduleDecision();
  }

  void fail(String workflowId, @Nullable String runId, String cause, long initiated) {
    history.add(
        new ExternalEvent.SignalExternalWorkflowExecutionFailed(
            history.id(), history.now(), workflowId, runId, cause, initiated, 0, null));
  }

  /** The first signal on its way is delivered, or not for this cause; returns it. */
  SignalExternalWorkflowExecutionInitiated end(@Nullable String cause) {
    SignalExternalWorkflowExecutionInitiated signal =
        Objects.requireNonNull(signals.remove(signals.keySet().iterator().next()));
    if (cause != null) {
      fail(signal.workflowId(), signal.runId(), cause, signal.id());
    } else {
      history.add(
          new ExternalEvent.ExternalWorkflowExecutionSignaled(
              history.id(),
              history.now(),
              new ExecutionId(signal.workflowId(), "run-7"),
              signal.id()));
    }
    history.scheduleDecision();
    return signal;
  }

  /** The first signal on its way is delivered; one to the execution itself then comes. */
  void deliver() {
    SignalExternalWorkflowExecutionInitiated signal = end(null);
    if (signal.workflowId().equals(SimulatedService.EXECUTION.workflowId())) {
      come(signal.signalName(), signal.input(), SimulatedService.EXECUTION);
    }
  }
}
