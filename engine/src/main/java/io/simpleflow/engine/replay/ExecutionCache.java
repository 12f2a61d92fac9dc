package io.simpleflow.engine.replay;

import io.simpleflow.spi.DecisionTask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The executions that stay in memory between two decisions; the ones idle longest leave first.
 *
 * <p>An execution is taken out while a decision is made, so that nobody else touches it.
 * Thread-safe.
 */
public final class ExecutionCache implements AutoCloseable {
  private final int capacity;
  private final Map<String, ReplayedExecution> byRunId = new LinkedHashMap<>();
  private boolean closed;

  /** A cache for so many executions. */
  public ExecutionCache(int capacity) {
    this.capacity = capacity;
  }

  /** Takes out the execution of a task, if the task continues it exactly. */
  public Optional<ReplayedExecution> take(DecisionTask task) {
    ReplayedExecution execution;
    synchronized (byRunId) {
      execution = byRunId.remove(task.execution().runId());
    }
    if (execution != null && !continues(execution, task)) {
      execution.close(); // Another decider went on with it, or its last answer was lost.
      return Optional.empty();
    }
    return Optional.ofNullable(execution);
  }

  private static boolean continues(ReplayedExecution execution, DecisionTask task) {
    return execution.lastDecidedEventId() == task.previousStartedEventId()
        && execution.lastEventId() >= task.events().get(0).id() - 1;
  }

  /** Puts an execution back, to be taken out at its next decision. */
  public void put(String runId, ReplayedExecution execution) {
    ReplayedExecution evicted = null;
    synchronized (byRunId) {
      if (closed || capacity == 0) {
        evicted = execution;
      } else {
        evicted = byRunId.put(runId, execution); // From a decider whose task has timed out.
        if (byRunId.size() > capacity) {
          evicted = byRunId.remove(byRunId.keySet().iterator().next());
        }
      }
    }
    if (evicted != null) {
      evicted.close();
    }
  }

  /** Lets an execution leave memory that was put back, unless somebody has taken it since. */
  public void remove(String runId, ReplayedExecution execution) {
    boolean removed;
    synchronized (byRunId) {
      removed = byRunId.remove(runId, execution);
    }
    if (removed) {
      execution.close();
    }
  }

  /** Lets all of them leave memory, now and later. */
  @Override
  public void close() {
    synchronized (byRunId) {
      closed = true;
      byRunId.values().forEach(ReplayedExecution::close);
      byRunId.clear();
    }
  }
}
