package io.simpleflow.engine.replay;

import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.Promise;
import io.simpleflow.ReceivedSignal;
import io.simpleflow.SerializationException;
import io.simpleflow.Signal;
import io.simpleflow.Signal.Target;
import io.simpleflow.SignalQueue;
import io.simpleflow.engine.canvas.ReceivedSignals;
import io.simpleflow.engine.json.SignalInput;
import io.simpleflow.history.Decision.SignalExternalWorkflowExecution;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExternalEvent;
import io.simpleflow.spi.TaskArguments;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one execution: sends them, passes on those that propagate, keeps those that came.
 *
 * <p>One that propagates goes to the parent, to the children that run and to those that start
 * later, but not back to its sender: parents and children form a tree, so everybody gets it once.
 *
 * <p>Not thread-safe.
 */
final class Signals {
  private final ReplaySettings settings;
  private final ExecutionId self;
  private final ChildTasks children;
  private final SentSignals sent;
  private final Dependencies dependencies;
  private final ReceivedSignals received;
  private final List<WorkflowExecutionSignaled> propagating = new ArrayList<>();
  private Optional<ExecutionId> parent = Optional.empty();
  private boolean propagatesToParent;

  Signals(
      ReplaySettings settings,
      ExecutionId self,
      Outbox outbox,
      ReplayTimers timers,
      ChildTasks children,
      Dependencies dependencies) {
    this.settings = settings;
    this.dependencies = dependencies;
    this.self = self;
    this.children = children;
    this.sent = new SentSignals(outbox, timers);
    this.received = new ReceivedSignals(settings.converter());
    children.onStart(child -> propagating.forEach(event -> passOn(event, child)));
  }

  /**
   * Takes the parent from the event that started the execution.
   *
   * @param toParent whether signals that propagate are sent on to it
   */
  void begin(WorkflowExecutionStarted started, boolean toParent) {
    parent = Optional.ofNullable(started.parentWorkflowExecution());
    propagatesToParent = toParent;
  }

  /**
   * Sends a signal once its arguments, and its target, are there.
   *
   * @throws IllegalArgumentException if there is no such target
   */
  void send(Signal signal, Promise<@Nullable Void> promise) {
    Route route = route(signal.name(), signal.target());
    TaskArguments arguments = new TaskArguments(signal.arguments(), signal.keywordArguments());
    dependencies.whenReady(
        "signal",
        signal.name(),
        arguments,
        promise,
        values -> {
          String input = input(signal, values);
          route.whenOpen(
              promise, target -> sent.ask(decision(target, signal.name(), input), promise));
        });
  }

  private static SignalExternalWorkflowExecution decision(
      Target.Execution target, String name, @Nullable String input) {
    return new SignalExternalWorkflowExecution(
        target.workflowId(), target.runId().orElse(null), name, input, null);
  }

  private String input(Signal signal, TaskArguments values) {
    String input;
    try {
      input =
          SignalInput.of(
                  settings.converter(), values.positional(), values.keywords(), signal.propagate())
              .toJson();
    } catch (SerializationException unwritable) {
      throw new SerializationException(
          "signal %s: %s".formatted(signal.name(), unwritable.getMessage()), unwritable);
    }
    if (input.length() > settings.limits().dataCharacters()) {
      throw new SerializationException(
          "the arguments of signal %s are %,d characters of JSON; at most %,d are allowed: send a reference to large data"
              .formatted(signal.name(), input.length(), settings.limits().dataCharacters()));
    }
    return input;
  }

  /** The way to who is to get a signal. */
  private interface Route {
    /** Sends as soon as there is somebody to send to, or lets the signal fail. */
    void whenOpen(Promise<?> signal, Consumer<Target.Execution> send);
  }

  private Route route(String name, Target target) {
    if (target instanceof Target.Child child) {
      return routeToChild(name, child.future());
    } else if (target instanceof Target.Parent) {
      return routeTo(openRun(parent.orElseThrow(this::hasNoParent)));
    }
    return routeTo(
        target instanceof Target.Execution execution
            ? execution
            : new Target.Execution(self.workflowId(), Optional.of(self.runId())));
  }

  private IllegalArgumentException hasNoParent() {
    return new IllegalArgumentException(
        "workflow %s has no parent to signal: it was not started as a child"
            .formatted(self.workflowId()));
  }

  /** Parents and children may go on as new runs, who are parents and children still. */
  private static Target.Execution openRun(ExecutionId execution) {
    return new Target.Execution(execution.workflowId(), Optional.empty());
  }

  private static Route routeTo(Target.Execution execution) {
    return (signal, send) -> send.accept(execution);
  }

  private Route routeToChild(String name, Future<?> future) {
    if (!children.isChild(future)) {
      throw new IllegalArgumentException(
          "a signal goes to a child by the future that submitting it returned, not by " + future);
    }
    Promise<?> child = (Promise<?>) future;
    return (signal, send) -> {
      AtomicBoolean open = new AtomicBoolean();
      child.whenStarted(
          () -> {
            open.set(true);
            Optional<ExecutionId> execution = children.execution(child);
            if (execution.isEmpty()) {
              signal.fail(SentSignals.failure(name, SentSignals.UNKNOWN_TARGET));
            } else if (!signal.isDone()) {
              send.accept(openRun(execution.get()));
            }
          });
      child.whenDone(
          () -> {
            if (!open.get()) {
              signal.fail(SentSignals.failure(name, SentSignals.UNKNOWN_TARGET));
            }
          });
    };
  }

  /** Completes the promise with the latest signal, or the next. */
  void await(String name, Type type, Promise<?> promise) {
    received.await(name, type, promise);
  }

  <T extends @Nullable Object> SignalQueue<T> queue(String name, Type type, ReplayRuntime runtime) {
    return received.queue(name, type, runtime);
  }

  Optional<ReceivedSignal> latest(String name) {
    return received.latest(name);
  }

  /** The names that somebody waits for, sorted: a part of the execution context. */
  List<String> waitedFor() {
    return received.waitedFor();
  }

  /** Whether signals have come to a queue of the code's and were not taken. */
  boolean areLeft() {
    return received.areLeft();
  }

  /** Whether nobody knows yet what becomes of a signal that the execution has sent. */
  boolean areUnderWay() {
    return sent.areUnderWay();
  }

  void apply(WorkflowExecutionSignaled event) {
    received.add(event);
    if (SignalInput.parse(event.input()).filter(SignalInput::propagate).isPresent()) {
      propagating.add(event);
      if (propagatesToParent) {
        parent.ifPresent(execution -> passOn(event, execution));
      }
      children.started().forEach(child -> passOn(event, child));
    }
  }

  /** Nobody is told if this fails: who gets the signal may have ended meanwhile. */
  private void passOn(WorkflowExecutionSignaled event, ExecutionId to) {
    ExecutionId sender = event.externalWorkflowExecution();
    if (sender == null || !sender.workflowId().equals(to.workflowId())) {
      sent.ask(decision(openRun(to), event.signalName(), event.input()), Promise.unawaitable());
    }
  }

  void apply(ExternalEvent event) {
    sent.apply(event);
  }
}
