package io.simpleflow.inline;

import io.simpleflow.ExecutionId;
import io.simpleflow.Signal;
import io.simpleflow.Signal.Target;
import io.simpleflow.engine.canvas.ReceivedSignals;
import io.simpleflow.engine.json.SignalInput;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExternalEvent.ExternalWorkflowExecutionSignaled;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionInitiated;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.TaskArguments;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one execution. Those that it sends reach itself and its parent, which waits for it
 * on the same thread; children have ended when somebody could signal them. Not thread-safe.
 */
final class InlineSignals {
  private final DataConverter converter;
  private final InlineHistory history;
  private final boolean propagatesToParent;
  private final ReceivedSignals received;

  InlineSignals(DataConverter converter, InlineHistory history, boolean propagatesToParent) {
    this.converter = converter;
    this.history = history;
    this.propagatesToParent = propagatesToParent;
    this.received = new ReceivedSignals(converter);
  }

  ReceivedSignals received() {
    return received;
  }

  /**
   * Who gets a signal.
   *
   * @throws IllegalArgumentException if there is no parent
   * @throws UnsupportedOperationException if it cannot be reached
   */
  InlineSignals receiver(Signal signal) {
    Target target = signal.target();
    if (target instanceof Target.Parent) {
      return parent()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "workflow %s has no parent to signal: it was not started as a child"
                          .formatted(history.execution().workflowId())));
    } else if (target instanceof Target.Self || isSelf(target)) {
      return this;
    }
    throw new UnsupportedOperationException(
        "signal %s: the inline backend signals a workflow itself and its parent, nobody else is open; run the workflow with --backend local"
            .formatted(signal.name()));
  }

  private boolean isSelf(Target target) {
    ExecutionId self = history.execution();
    return target instanceof Target.Execution other
        && other.workflowId().equals(self.workflowId())
        && other.runId().map(self.runId()::equals).orElse(true);
  }

  private Optional<InlineSignals> parent() {
    return history.run().parent().map(NewRun.Parent::signals);
  }

  /** Sends a signal, which arrives before this returns. */
  void send(Signal signal, TaskArguments values, InlineSignals receiver) {
    String input =
        SignalInput.of(converter, values.positional(), values.keywords(), signal.propagate())
            .toJson();
    send(signal.name(), input, receiver);
    history.waited();
  }

  private void send(String name, @Nullable String input, InlineSignals receiver) {
    long decision = history.decision();
    ExecutionId to = receiver.history.execution();
    long initiated =
        history.append(
            (id, time) ->
                new SignalExternalWorkflowExecutionInitiated(
                    id, time, to.workflowId(), to.runId(), name, input, decision, null));
    receiver.receive(name, input, history.execution(), initiated);
    history.append((id, time) -> new ExternalWorkflowExecutionSignaled(id, time, to, initiated));
  }

  private void receive(
      String name, @Nullable String input, ExecutionId sender, long initiatedEventId) {
    long event =
        history.append(
            (id, time) ->
                new WorkflowExecutionSignaled(id, time, name, input, sender, initiatedEventId));
    history.waited();
    if (SignalInput.parse(input).map(SignalInput::propagate).orElse(false) && propagatesToParent) {
      parent().ifPresent(parent -> send(name, input, parent));
    }
    received.add((WorkflowExecutionSignaled) history.folded().event(event));
  }
}
