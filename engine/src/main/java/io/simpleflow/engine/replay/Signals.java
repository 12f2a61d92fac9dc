package io.simpleflow.engine.replay;

import io.simpleflow.Promise;
import io.simpleflow.ReceivedSignal;
import io.simpleflow.Signal;
import io.simpleflow.SignalQueue;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.history.ExternalEvent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one execution: sends them, passes on those that propagate, keeps those that came.
 * Not thread-safe.
 */
final class Signals {
  private final ReplaySettings settings;
  private final Outbox outbox;
  private final ChildTasks children;

  Signals(ReplaySettings settings, Outbox outbox, ChildTasks children) {
    this.settings = settings;
    this.outbox = outbox;
    this.children = children;
  }

  /** Takes the parent and the execution's own id from the event that started it. */
  void begin(ExecutionEvent.WorkflowExecutionStarted started) {}

  /** Sends a signal once its arguments, and its target, are there. */
  void send(Signal signal, Promise<@Nullable Void> promise) {
    throw new UnsupportedOperationException();
  }

  /** Completes the promise with the latest signal, or the next. */
  <T extends @Nullable Object> void await(String name, Type type, Promise<T> promise) {
    throw new UnsupportedOperationException();
  }

  <T extends @Nullable Object> SignalQueue<T> queue(String name, Type type, ReplayRuntime runtime) {
    throw new UnsupportedOperationException();
  }

  Optional<ReceivedSignal> latest(String name) {
    throw new UnsupportedOperationException();
  }

  /** The names that somebody waits for, sorted: a part of the execution context. */
  List<String> waitedFor() {
    return List.of();
  }

  void apply(ExecutionEvent.WorkflowExecutionSignaled event) {}

  void apply(ExternalEvent event) {}
}
