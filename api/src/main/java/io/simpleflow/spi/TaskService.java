package io.simpleflow.spi;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The port of a service that works as Amazon SWF does: it keeps histories, hands out decision tasks
 * and activity tasks, and applies decisions. The engine's deciders and workers do the rest.
 * Thread-safe.
 *
 * <p>All operations follow SWF's rules. The answers to a task throw {@link
 * io.simpleflow.StaleTaskException} where SWF answers UnknownResourceFault.
 */
public interface TaskService extends ActivityAnswers {
  /** Starts an execution; see {@link Executor#start}. */
  ExecutionId start(StartRequest request);

  /** Signals an open execution; see {@link Executor#signal}. */
  void signal(ExecutionId execution, String signalName, @Nullable String input);

  /** Asks an open execution to cancel itself; see {@link Executor#requestCancel}. */
  void requestCancel(ExecutionId execution);

  /** Ends an open execution; see {@link Executor#terminate}. */
  void terminate(
      ExecutionId execution,
      @Nullable String reason,
      @Nullable String details,
      Optional<ChildPolicy> childPolicy);

  /** Lets open executions of an earlier process go on; see {@link Executor#resume}. */
  List<ExecutionId> resume(Optional<ExecutionId> execution);

  /**
   * Waits for a decision task.
   *
   * @param taskList the list to poll, or empty for every list; see {@link
   *     ServiceLimits#pollsEveryTaskList}
   * @param identity who polls, at most 256 characters, for the history
   * @param wait how long to wait at most
   * @return the task, or empty if there was none
   */
  Optional<DecisionTask> pollForDecisionTask(
      Optional<String> taskList, String identity, Duration wait) throws InterruptedException;

  /**
   * Answers a decision task. A closing decision must be the last of the list.
   *
   * @param executionContext what to keep for readers, or null to keep what there is
   * @throws IllegalArgumentException if a decision breaks one of the service's limits; nothing is
   *     applied then
   */
  void respondDecisionTaskCompleted(
      String taskToken, List<Decision> decisions, @Nullable String executionContext);

  /** Waits for an activity task; arguments as for {@link #pollForDecisionTask}. */
  Optional<ActivityTask> pollForActivityTask(
      Optional<String> taskList, String identity, Duration wait) throws InterruptedException;

  /**
   * Answers a task and takes what there is to do then. A service in the same process gives the
   * caller what the answer has brought about before anybody who waits for a task, so that one
   * thread goes on where two would have to hand over to each other. Such a service may return
   * before the answer is kept, but not with an activity task that rests on something that is not.
   * This method only answers.
   *
   * @param answer calls an operation of this service that answers a task
   * @param take polls this service without waiting
   * @return what was taken; empty if there was nothing, or this service does not do that
   */
  default Optional<ServiceTask> answer(Runnable answer, Supplier<Optional<ServiceTask>> take) {
    answer.run();
    return Optional.empty();
  }

  /**
   * Returns when the execution may have closed, at the latest after {@code wait}.
   *
   * @throws io.simpleflow.ExecutionNotFoundException if it is not there
   */
  void awaitClose(ExecutionId execution, Duration wait) throws InterruptedException;

  /** What this service allows. */
  ServiceLimits limits();
}
