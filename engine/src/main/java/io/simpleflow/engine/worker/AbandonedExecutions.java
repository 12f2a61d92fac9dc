package io.simpleflow.engine.worker;

import io.simpleflow.SimpleflowException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The executions that a decider gave up because their code does not fit their history or blocks, by
 * run id, with the reason. Thread-safe.
 */
public final class AbandonedExecutions {
  private final Map<String, SimpleflowException> reasons = new ConcurrentHashMap<>();

  void add(String runId, SimpleflowException reason) {
    reasons.put(runId, reason);
  }

  void remove(String runId) {
    reasons.remove(runId);
  }

  /** Why a decider gave an execution up, if one did and none has gone on with it since. */
  public Optional<SimpleflowException> reason(String runId) {
    return Optional.ofNullable(reasons.get(runId));
  }
}
