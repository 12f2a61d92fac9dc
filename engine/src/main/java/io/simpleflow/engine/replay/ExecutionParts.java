package io.simpleflow.engine.replay;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.canvas.Scope;
import io.simpleflow.spi.TaskIds;

/** What one execution in memory is made of. */
record ExecutionParts(
    ReplaySettings settings,
    Outbox outbox,
    ReplayTimers timers,
    Strands strands,
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
    ChildTasks children = new ChildTasks(settings, execution, outbox, timers, attempts, ids);
    return new ExecutionParts(
        settings,
        outbox,
        timers,
        strands,
        Scope.root(strands),
        attempts,
        new ActivityTasks(settings, outbox, attempts, ids),
        children,
        new LambdaTasks(settings, outbox, attempts, ids),
        new Signals(settings, execution, outbox, timers, children),
        new AuthorMarkers(settings, outbox),
        new RecordedMarkers(settings.converter()));
  }
}
