package io.simpleflow.engine.replay;

import io.simpleflow.LambdaTask;
import io.simpleflow.Promise;
import io.simpleflow.history.LambdaEvent;
import io.simpleflow.spi.TaskIds;
import java.util.stream.Stream;

/** The calls of Lambda functions of one execution. Not thread-safe. */
final class LambdaTasks {
  private final ReplaySettings settings;
  private final Outbox outbox;
  private final Attempts attempts;
  private final TaskIds ids;

  LambdaTasks(ReplaySettings settings, Outbox outbox, Attempts attempts, TaskIds ids) {
    this.settings = settings;
    this.outbox = outbox;
    this.attempts = attempts;
    this.ids = ids;
  }

  /** Calls a function as soon as its payload is there. */
  void submit(LambdaTask<?> task, Promise<?> promise, Strand submitter) {
    throw new UnsupportedOperationException();
  }

  void apply(LambdaEvent event) {}

  /** The ids of those under way. */
  Stream<String> open() {
    return Stream.empty();
  }
}
