package io.simpleflow.spi;

import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.history.ChildPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Starts, signals, cancels and terminates executions, and runs them. Thread-safe.
 *
 * <p>Two ways to have one: implement this interface whole, or implement {@link TaskService} and let
 * the engine drive it.
 */
public interface Executor extends AutoCloseable {
  /**
   * Starts an execution.
   *
   * @return its ids
   * @throws IllegalArgumentException if the service does not allow a value, such as a long input
   * @throws io.simpleflow.ExecutionAlreadyStartedException if one with this workflow id is open
   * @throws io.simpleflow.TaskNotFoundException if the service must know the type and does not
   */
  ExecutionId start(StartRequest request);

  /**
   * Sends a signal to an open execution. Over a network it may arrive twice: where the answer is
   * lost, the call is made again, and a signal has no id by which a service could tell. An
   * execution that must not heed it twice finds an id of the sender's in its input.
   *
   * @throws IllegalArgumentException if the service does not allow a value, such as a long input
   * @throws io.simpleflow.ExecutionNotFoundException if it is not there or closed
   */
  void signal(ExecutionId execution, String signalName, @Nullable String input);

  /**
   * Asks an open execution to cancel itself.
   *
   * @throws io.simpleflow.ExecutionNotFoundException if it is not there or closed
   */
  void requestCancel(ExecutionId execution);

  /**
   * Ends an open execution at once.
   *
   * @param childPolicy what becomes of its open children, instead of its own policy
   * @throws io.simpleflow.ExecutionNotFoundException if it is not there or closed
   */
  void terminate(
      ExecutionId execution,
      @Nullable String reason,
      @Nullable String details,
      Optional<ChildPolicy> childPolicy);

  /**
   * Lets executions go on that an earlier process left open: the one given, or all. Where
   * executions go on by themselves this only names them.
   *
   * @return the open executions that now go on
   * @throws io.simpleflow.ExecutionNotFoundException if the one given is not there or closed
   */
  List<ExecutionId> resume(Optional<ExecutionId> execution);

  /**
   * Runs deciders and workers until the result is closed. Executors that run an execution within
   * {@link #start} have nothing to do here.
   *
   * @throws io.simpleflow.ConfigurationException if the options make no sense for this backend
   */
  Run run(RunOptions options);

  /**
   * Waits until an execution has closed; one that continued as new is followed to its last run.
   *
   * @return how it closed
   * @throws TimeoutException if it is open after {@code timeout}
   * @throws io.simpleflow.NonDeterminismException if a decider of this executor gave the execution
   *     up because its code does not fit its history
   * @throws io.simpleflow.WorkflowBlockedException if a decider of this executor gave it up because
   *     its code blocked
   * @throws io.simpleflow.ExecutionNotFoundException if it is not there
   */
  ExecutionOutcome await(ExecutionId execution, Duration timeout)
      throws InterruptedException, TimeoutException;

  /**
   * Answers activity tasks from outside the worker that took them, by their tokens; see {@link
   * io.simpleflow.ActivityContext#completeLater}.
   *
   * @throws io.simpleflow.ConfigurationException if this backend's activities cannot end later
   */
  default ActivityAnswers answers() {
    throw new ConfigurationException(
        "activities of this backend end where they run; none can be answered from elsewhere");
  }

  /**
   * Takes one activity task from the task list of the options, runs it with heartbeats, and answers
   * it; returns when that is done. Interrupting this thread is a stop as {@link Run#close} is: the
   * activity may finish within the grace of the options.
   *
   * @param options names exactly one task list; the numbers of deciders and workers do not count
   * @param wait how long to wait for a task at most
   * @return whether there was one
   * @throws io.simpleflow.ServiceException if the service cannot be reached within the wait, or the
   *     task stays open
   * @throws io.simpleflow.StaleTaskException if the task was over before its activity was
   * @throws ConfigurationException if this backend has no task lists, or not one is named
   */
  default boolean runOneActivity(RunOptions options, Duration wait) throws InterruptedException {
    throw new ConfigurationException("activities of this backend are not taken from task lists");
  }

  /**
   * Runs an activity task that was taken elsewhere, with heartbeats, and answers it; returns when
   * that is done. Interrupting this thread is a stop, as for {@link #runOneActivity}.
   *
   * @throws io.simpleflow.ServiceException if the task stays open
   * @throws io.simpleflow.StaleTaskException if the task was over before its activity was
   * @throws ConfigurationException if this backend has no task lists
   */
  default void runActivity(ActivityTask task, RunOptions options) throws InterruptedException {
    throw new ConfigurationException("activities of this backend are not taken from task lists");
  }

  /** Closes what is still running; see {@link Run#close}. */
  @Override
  void close();

  /** Deciders and workers at work. Thread-safe. */
  interface Run extends AutoCloseable {
    /**
     * Stops polling at once, lets what is running finish within the grace of the {@link
     * RunOptions}, then interrupts it. A task that did not finish stays open and runs again.
     */
    @Override
    void close();
  }
}
