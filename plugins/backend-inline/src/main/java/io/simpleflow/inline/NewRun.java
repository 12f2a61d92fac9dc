package io.simpleflow.inline;

import io.simpleflow.ExecutionId;
import io.simpleflow.RunContext;
import io.simpleflow.spi.StartRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to begin.
 *
 * @param request what it is started with
 * @param runId its run id
 * @param continuedRunId the run that it goes on from
 * @param parent who starts it as a child
 */
record NewRun(
    StartRequest request, String runId, Optional<String> continuedRunId, Optional<Parent> parent) {

  /**
   * Who starts a run as a child.
   *
   * @param execution the parent
   * @param initiatedEventId the event of the parent that asks for the child
   * @param signals the parent's
   */
  record Parent(ExecutionId execution, long initiatedEventId, InlineSignals signals) {}

  /** A run that somebody starts. */
  static NewRun of(StartRequest request, @Nullable Parent parent) {
    return new NewRun(request, randomId(), Optional.empty(), Optional.ofNullable(parent));
  }

  /** The run that takes over from this one. */
  NewRun continuedWith(StartRequest next) {
    return new NewRun(next, randomId(), Optional.of(runId), parent);
  }

  private static String randomId() {
    return UUID.randomUUID().toString();
  }

  ExecutionId execution() {
    return new ExecutionId(request.workflowId(), runId);
  }

  /** What the workflow's code may know of it. */
  RunContext context() {
    return new RunContext(
        request.workflowType().name(),
        request.workflowType().version(),
        InlineBackend.DOMAIN,
        execution(),
        request.tagList(),
        continuedRunId,
        parentExecution());
  }

  Optional<ExecutionId> parentExecution() {
    return parent.map(Parent::execution);
  }
}
