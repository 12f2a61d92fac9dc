package io.simpleflow.engine.replay;

import io.simpleflow.Promise;
import io.simpleflow.TaskFailedException;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.SignalExternalWorkflowExecution;
import io.simpleflow.history.ExternalEvent;
import io.simpleflow.history.ExternalEvent.ExternalWorkflowExecutionSignaled;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionFailed;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionInitiated;
import io.simpleflow.spi.SwfSeconds;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The signals that one execution sends, each once: only one that the service refuses because they
 * come too fast is sent again, after a pause. Not thread-safe.
 */
final class SentSignals {
  /** The service's cause where nobody is there to get a signal. */
  static final String UNKNOWN_TARGET = "UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION";

  private static final String TOO_FAST = "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED";

  private final Outbox outbox;
  private final ReplayTimers timers;

  /** Those that the history does not have yet, in the order of asking. */
  private final Deque<Sent> asked = new ArrayDeque<>();

  /** By the event that says they are on their way. */
  private final Map<Long, Sent> underWay = new HashMap<>();

  private int pauses;

  /** One signal; compared by identity, for several may be equal. */
  private static final class Sent {
    private final SignalExternalWorkflowExecution decision;
    private final Promise<@Nullable Void> delivered;
    private final Refusals refusals = new Refusals();

    Sent(SignalExternalWorkflowExecution decision, Promise<@Nullable Void> delivered) {
      this.decision = decision;
      this.delivered = delivered;
    }
  }

  SentSignals(Outbox outbox, ReplayTimers timers) {
    this.outbox = outbox;
    this.timers = timers;
  }

  /** Whether the service has yet to say of one whether it was delivered. */
  boolean areUnderWay() {
    return !underWay.isEmpty();
  }

  /** Sends a signal; the promise is completed when it is delivered. */
  void ask(SignalExternalWorkflowExecution decision, Promise<@Nullable Void> delivered) {
    Sent signal = new Sent(decision, delivered);
    ask(signal);
    delivered.onCancelRequest(
        () -> {
          if (asked.contains(signal) && outbox.withdraw(decision)) {
            asked.remove(signal);
            delivered.cancel();
          }
        });
  }

  private void ask(Sent signal) {
    asked.add(signal);
    outbox.add(signal.decision);
  }

  void apply(ExternalEvent event) {
    if (event instanceof SignalExternalWorkflowExecutionInitiated e) {
      Sent signal =
          takeAsked(
              decision ->
                  decision.workflowId().equals(e.workflowId())
                      && decision.signalName().equals(e.signalName())
                      && Objects.equals(decision.input(), e.input()));
      if (signal != null) {
        underWay.put(e.id(), signal);
      }
    } else if (event instanceof ExternalWorkflowExecutionSignaled e) {
      Sent signal = underWay.remove(e.initiatedEventId());
      if (signal != null) {
        signal.delivered.complete(null);
      }
    } else if (event instanceof SignalExternalWorkflowExecutionFailed e) {
      Sent signal =
          e.initiatedEventId() == 0
              ? takeAsked(decision -> decision.workflowId().equals(e.workflowId()))
              : underWay.remove(e.initiatedEventId());
      if (signal != null) {
        failed(signal, e.cause());
      }
    }
  }

  private @Nullable Sent takeAsked(Predicate<SignalExternalWorkflowExecution> wanted) {
    for (Iterator<Sent> each = asked.iterator(); each.hasNext(); ) {
      Sent signal = each.next();
      if (wanted.test(signal.decision)) {
        each.remove();
        return signal;
      }
    }
    return null;
  }

  private void failed(Sent signal, String cause) {
    if (!cause.equals(TOO_FAST)) {
      signal.delivered.fail(failure(signal.decision.signalName(), cause));
      return;
    }
    timers.start(
        new Decision.StartTimer(
            "_simpleflow_refused_signal_" + ++pauses, null, SwfSeconds.of(signal.refusals.next())),
        () -> {
          if (!signal.delivered.isDone()) {
            ask(signal);
          }
        },
        signal.delivered::fail);
  }

  static TaskFailedException failure(String name, String cause) {
    return new TaskFailedException("signal-" + name, cause, Optional.empty(), Optional.empty());
  }
}
