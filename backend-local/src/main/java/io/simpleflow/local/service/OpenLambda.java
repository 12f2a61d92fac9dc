package io.simpleflow.local.service;

import io.simpleflow.history.LambdaEvent.LambdaFunctionScheduled;
import io.simpleflow.history.LambdaEvent.LambdaFunctionStarted;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A Lambda task that is scheduled or started. Guarded by the domain's lock. */
final class OpenLambda {
  final Execution execution;
  final LambdaFunctionScheduled scheduled;
  @Nullable LambdaFunctionStarted started;

  /** The call of the function; null while it is not to be called, or could not be. */
  @Nullable Future<?> call;

  Deadlines.@Nullable Deadline deadline;

  OpenLambda(Execution execution, LambdaFunctionScheduled scheduled) {
    this.execution = execution;
    this.scheduled = scheduled;
  }

  /** The id of the event that tells of the start; 0 before. */
  long startedEventId() {
    return started == null ? 0 : started.id();
  }
}
