package io.simpleflow.engine.worker;

import io.simpleflow.SimpleflowException;
import io.simpleflow.StoreException;
import io.simpleflow.engine.replay.ReplayedExecution;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executions that a decider gave up because their code does not fit their history or blocks, by
 * run id, with the reason. What nobody who waits for an execution would say is logged: once,
 * however often the service hands the decision out. Thread-safe.
 */
public final class AbandonedExecutions {
  private static final Logger LOGGER = LoggerFactory.getLogger(AbandonedExecutions.class);

  /** Those of others' executions come without end; the oldest are forgotten. */
  private static final int MOST_REASONS = 10_000;

  private final Map<String, SimpleflowException> reasons = new LinkedHashMap<>();
  private final Set<String> told = new HashSet<>();
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();
  private final Map<String, ReplayedExecution> closed = new ConcurrentHashMap<>();
  private final AtomicBoolean storeBroken = new AtomicBoolean();

  void add(String runId, SimpleflowException reason) {
    boolean isNew;
    synchronized (reasons) {
      reasons.put(runId, reason);
      if (reasons.size() > MOST_REASONS) {
        remove(reasons.keySet().iterator().next());
      }
      if (told.size() >= MOST_REASONS) {
        told.clear(); // Of one execution whose reason changes every time, nothing is taken out.
      }
      isNew = !awaited.contains(runId) && told.add(String.valueOf(reason.getMessage()));
    }
    if (isNew) {
      LOGGER.error("{}", reason.getMessage()); // Nobody else would say it.
    }
    LOGGER.debug("where it was", reason);
  }

  /** Remembers what was closed, in case its code does not let go of its thread. */
  void closed(String runId, ReplayedExecution execution) {
    // Another decider may have gone on with one of before, which then never comes here again.
    closed.values().removeIf(before -> !before.holdsThread());
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
    synchronized (reasons) {
      SimpleflowException reason = reasons.remove(runId);
      if (reason != null) {
        told.remove(String.valueOf(reason.getMessage()));
      }
    }
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
    synchronized (reasons) {
      return Optional.ofNullable(reasons.get(runId));
    }
  }
}
