package io.simpleflow.engine.replay;

import io.simpleflow.ContinueAsNew;
import io.simpleflow.ExecutionId;
import io.simpleflow.FailureHandler;
import io.simpleflow.Future;
import io.simpleflow.Promise;
import io.simpleflow.history.ChildEvent;
import io.simpleflow.history.Decision;
import io.simpleflow.history.ExecutionEvent;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.TaskIds;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The child workflows of one execution: starts them once their arguments are there, and follows
 * them through the history's events. Not thread-safe.
 */
final class ChildTasks {
  private final ReplaySettings settings;
  private final Outbox outbox;
  private final Attempts attempts;
  private final TaskIds ids;

  ChildTasks(ReplaySettings settings, Outbox outbox, Attempts attempts, TaskIds ids) {
    this.settings = settings;
    this.outbox = outbox;
    this.attempts = attempts;
    this.ids = ids;
  }

  /** Takes what children inherit from the event that started the execution. */
  void begin(ExecutionEvent.WorkflowExecutionStarted started) {}

  /** Starts a child as soon as the futures among its arguments are finished. */
  void submit(
      SubmittedChild child,
      TaskArguments arguments,
      Optional<FailureHandler> handler,
      Promise<?> promise,
      Strand submitter) {
    throw new UnsupportedOperationException();
  }

  /** The decision by which this run goes on as a new one. */
  Decision continueAsNew(ContinueAsNew next) {
    throw new UnsupportedOperationException();
  }

  void apply(ChildEvent event) {}

  /** Whether a future is what a submit of a child has returned. */
  boolean isChild(Future<?> future) {
    return false;
  }

  /** The run of a child that has started. */
  Optional<ExecutionId> execution(Future<?> future) {
    return Optional.empty();
  }

  /** The children that run, in the order of their starts. */
  Stream<ExecutionId> started() {
    return Stream.empty();
  }

  /** Tells of every child that starts from now on. */
  void onStart(Consumer<ExecutionId> listener) {}

  /** The workflow ids of those that run. */
  Stream<String> open() {
    return Stream.empty();
  }
}
