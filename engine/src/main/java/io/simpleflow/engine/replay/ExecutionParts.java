package io.simpleflow.engine.replay;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.canvas.Scope;
import io.simpleflow.history.Decision;
import io.simpleflow.spi.TaskIds;
import java.util.List;
import java.util.stream.Stream;

/** What one execution in memory is made of. */
record ExecutionParts(
    ReplaySettings settings,
    Outbox outbox,
    ReplayTimers timers,
    Strands strands,
    Dependencies dependencies,
    Scope rootScope,
    Attempts attempts,
    ActivityTasks activities,
    ChildTasks children,
    LambdaTasks lambdas,
    Signals signals,
    AuthorMarkers authorMarkers,
    RecordedMarkers recordedMarkers) {

  static ExecutionParts of(ReplaySettings settings, ExecutionId execution) {
    Outbox outbox = new Outbox(settings.limits());
    ReplayTimers timers = new ReplayTimers(outbox);
    Strands strands = new Strands(settings.threads(), execution);
    Attempts attempts = new Attempts(outbox, timers, strands, execution.runId());
    TaskIds ids = new TaskIds();
    Dependencies dependencies = new Dependencies();
    ChildTasks children =
        new ChildTasks(settings, execution, outbox, timers, attempts, ids, dependencies);
    return new ExecutionParts(
        settings,
        outbox,
        timers,
        strands,
        dependencies,
        Scope.root(strands),
        attempts,
        new ActivityTasks(settings, outbox, attempts, ids, dependencies),
        children,
        new LambdaTasks(settings, outbox, attempts, ids, dependencies),
        new Signals(settings, execution, outbox, timers, children, dependencies),
        new AuthorMarkers(settings, outbox),
        new RecordedMarkers(settings.converter()));
  }

  /**
   * The tasks that nobody has waited for, for people.
   *
   * @param dropped what was asked for and is not sent because the execution closes
   */
  List<String> unawaited(List<Decision> dropped) {
    return Stream.of(
            dropped.stream()
                .filter(asked -> !(asked instanceof Decision.CancelTimer)) // Given up.
                .map(Command::of)
                .map(Command::subject),
            activities.open().map("activity "::concat),
            children.open().map("child "::concat),
            lambdas.open().map("Lambda function "::concat),
            dependencies.waiting().map(task -> task + " (waits for arguments)"))
        .flatMap(tasks -> tasks)
        .distinct()
        .toList();
  }
}
