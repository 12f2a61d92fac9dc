package io.simpleflow.engine.worker;

import io.simpleflow.SimpleflowException;
import io.simpleflow.StoreException;
import io.simpleflow.engine.replay.ReplayedExecution;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executions that a decider gave up because their code does not fit their history or blocks, by
 * run id, with the reason. What nobody who waits for an execution would say is logged. Thread-safe.
 */
public final class AbandonedExecutions {
  private static final Logger LOGGER = LoggerFactory.getLogger(AbandonedExecutions.class);

  private final Map<String, SimpleflowException> reasons = new ConcurrentHashMap<>();
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();
  private final Map<String, ReplayedExecution> closed = new ConcurrentHashMap<>();
  private final AtomicBoolean storeBroken = new AtomicBoolean();

  void add(String runId, SimpleflowException reason) {
    reasons.put(runId, reason);
    if (!awaited.contains(runId)) {
      LOGGER.error("{}", reason.getMessage()); // Nobody else would say it.
    }
    LOGGER.debug("where it was", reason);
  }

  /** Remembers what was closed, in case its code does not let go of its thread. */
  void closed(String runId, ReplayedExecution execution) {
    if (execution.holdsThread()) {
      closed.put(runId, execution);
    }
  }

  /** Whether code of this execution still holds a thread: run again, it would take another. */
  boolean holdsThread(String runId) {
    ReplayedExecution execution = closed.get(runId);
    if (execution != null && !execution.holdsThread()) {
      closed.remove(runId);
    }
    return closed.containsKey(runId);
  }

  /**
   * Gives all of them up, because what keeps them is broken; said once, by however many noticed.
   */
  void addAll(StoreException reason) {
    if (storeBroken.compareAndSet(false, true) && awaited.isEmpty()) {
      LOGGER.error("{}", reason.getMessage());
    }
    LOGGER.debug("where it was", reason);
  }

  void remove(String runId) {
    reasons.remove(runId);
  }

  /** Says that somebody waits for an execution, and will tell its user why it was given up. */
  public void await(String runId) {
    awaited.add(runId);
  }

  /** Says that nobody waits for it any more. */
  public void leave(String runId) {
    awaited.remove(runId);
  }

  /** Why a decider gave an execution up, if one did and none has gone on with it since. */
  public Optional<SimpleflowException> reason(String runId) {
    return Optional.ofNullable(reasons.get(runId));
  }
}
