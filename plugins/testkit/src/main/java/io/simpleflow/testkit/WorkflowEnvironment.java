package io.simpleflow.testkit;

import io.simpleflow.ExecutionId;
import io.simpleflow.GenericType;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.engine.json.TaskInput;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.HistorySource;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.TaskCatalog;
import io.simpleflow.spi.WorkflowDefinition;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A place to run workflows in a test: a backend with deciders and workers at work.
 *
 * <p>{@link #inMemory()} gives the local backend with its memory store and a clock of its own.
 * While a test waits there, and all that is left to happen is that a timer fires, time jumps to it:
 * a workflow that sleeps for a month is tested in milliseconds. An activity takes its real time.
 *
 * <p>A wait that takes longer than a minute fails the test. Thread-safe; close it.
 */
public final class WorkflowEnvironment implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(2);

  private final Simpleflow simpleflow;
  private final Executor executor;
  private final Executor.Run run;
  private final Optional<TimeSkipper> skipper;
  private final Optional<StandInTasks> standIns;

  private WorkflowEnvironment(
      Simpleflow simpleflow,
      RunOptions options,
      Optional<ManualTimekeeper> time,
      Optional<StandInTasks> standIns) {
    this.simpleflow = simpleflow;
    this.executor = simpleflow.executor();
    this.skipper = time.map(t -> new TimeSkipper(t, simpleflow.histories()));
    this.standIns = standIns;
    this.run = executor.run(options);
  }

  /** The local backend in memory, with time that jumps; it must be on the class path. */
  public static WorkflowEnvironment inMemory() {
    return inMemory(RunOptions.standard());
  }

  /** As {@link #inMemory()}, with other numbers of deciders, workers and cached executions. */
  public static WorkflowEnvironment inMemory(RunOptions options) {
    return inMemory(options, Simpleflow.builder().findTasks());
  }

  /** As {@link #inMemory()}, with tasks that have been found before. */
  public static WorkflowEnvironment inMemory(RunOptions options, TaskCatalog tasks) {
    ManualTimekeeper time = new ManualTimekeeper();
    StandInTasks standIns = new StandInTasks(tasks, new JsonDataConverter());
    Simpleflow simpleflow =
        Simpleflow.builder()
            .backend("local")
            .settings(Map.of("store", "memory"))
            .timekeeper(time)
            .tasks(standIns)
            .open();
    return new WorkflowEnvironment(simpleflow, options, Optional.of(time), Optional.of(standIns));
  }

  /**
   * An environment over an opened backend that lives by the real time. Closing it closes the
   * backend too.
   */
  public static WorkflowEnvironment over(Simpleflow simpleflow, RunOptions options) {
    return new WorkflowEnvironment(simpleflow, options, Optional.empty(), Optional.empty());
  }

  /** An environment over a backend that was opened with the given timekeeper. */
  public static WorkflowEnvironment over(
      Simpleflow simpleflow, RunOptions options, ManualTimekeeper time) {
    return new WorkflowEnvironment(simpleflow, options, Optional.of(time), Optional.empty());
  }

  /**
   * Lets other code run instead of an activity from now on, for one that would reach out of the
   * test, or that lives elsewhere.
   *
   * @param activityName the activity type's name, of whatever version
   * @throws IllegalStateException if this is not an environment in memory
   */
  public void replaceActivity(String activityName, StandIn standIn) {
    standIns
        .orElseThrow(
            () -> new IllegalStateException("activities are replaced in memory only: inMemory()"))
        .replace(activityName, standIn);
  }

  /** The backend in its engine. */
  public Simpleflow simpleflow() {
    return simpleflow;
  }

  /** What starts, signals, cancels and terminates executions. */
  public Executor executor() {
    return executor;
  }

  /** Where histories are read. */
  public HistorySource histories() {
    return simpleflow.histories();
  }

  /**
   * A request to start a workflow as its own options say, under a workflow id of its own if they
   * name none.
   */
  public StartRequest request(Class<? extends Workflow> workflow, @Nullable Object... arguments) {
    return request(
        workflow, TaskInput.of(simpleflow.converter(), Arrays.asList(arguments), Map.of()));
  }

  private StartRequest request(Class<? extends Workflow> workflow, TaskInput input) {
    WorkflowDefinition definition = simpleflow.tasks().workflow(workflow.getName());
    String json = input.toJson();
    definition.checkInput(json);
    DataConverter converter = simpleflow.converter();
    WorkflowOptions options =
        definition.options(input.plainArgs(converter), input.plainKwargs(converter));
    return StartRequest.of(
        options.workflowId().orElseGet(() -> definition.type().name() + "-" + UUID.randomUUID()),
        definition.type(),
        Optional.of(definition.defaults()),
        options,
        json);
  }

  /** Starts a workflow with values as arguments. */
  public ExecutionId start(Class<? extends Workflow> workflow, @Nullable Object... arguments) {
    return executor.start(request(workflow, arguments));
  }

  /** Starts a workflow with its input as JSON. */
  public ExecutionId startWithInput(Class<? extends Workflow> workflow, String input) {
    return executor.start(request(workflow, TaskInput.parse(input)));
  }

  /** Runs a workflow to its end and returns its result. */
  public <T> T run(
      Class<? extends Workflow> workflow, Class<T> resultType, @Nullable Object... arguments)
      throws InterruptedException {
    return result(start(workflow, arguments), resultType);
  }

  /** As the other, with a generic type of the result. */
  public <T> T run(
      Class<? extends Workflow> workflow, GenericType<T> resultType, @Nullable Object... arguments)
      throws InterruptedException {
    return result(start(workflow, arguments), resultType);
  }

  /**
   * Waits for an execution's result.
   *
   * @throws AssertionError if it closed in another way than with a result
   */
  @SuppressWarnings("NullAway") // null where the workflow gives null, as the caller knows
  public <T> T result(ExecutionId execution, Class<T> type) throws InterruptedException {
    return type.cast(value(execution, type));
  }

  /** As the other, with a generic type of the result. */
  @SuppressWarnings({"unchecked", "NullAway"}) // likewise
  public <T> T result(ExecutionId execution, GenericType<T> type) throws InterruptedException {
    return (T) value(execution, type.type());
  }

  private @Nullable Object value(ExecutionId execution, Type type) throws InterruptedException {
    ExecutionOutcome outcome = await(execution);
    if (outcome.status() != CloseStatus.COMPLETED) {
      throw new AssertionError(
          "execution of %s is %s: %s%n%s"
              .formatted(
                  execution.workflowId(),
                  outcome.status(),
                  outcome.reason().orElse("no reason"),
                  outcome.details().orElse("")));
    }
    return simpleflow.converter().fromJson(outcome.result().orElse(null), type);
  }

  /** Waits until an execution has closed, however it closes. */
  public ExecutionOutcome await(ExecutionId execution) throws InterruptedException {
    long deadline = deadline();
    while (true) {
      try {
        return executor.await(execution, skipper.isPresent() ? LOOK : LIMIT);
      } catch (TimeoutException open) {
        failAfter(deadline, execution);
        if (skipper.isPresent() && skipper.get().isIdle()) {
          skipper.get().skip();
        }
      }
    }
  }

  /** Waits until a history is as wanted; time jumps only if it will not be so without that. */
  public void awaitHistory(ExecutionId execution, Predicate<History> wanted)
      throws InterruptedException {
    long deadline = deadline();
    while (!isWanted(execution, wanted)) {
      failAfter(deadline, execution);
      Thread.sleep(LOOK.toMillis());
      if (skipper.isPresent() && skipper.get().isIdle() && !isWanted(execution, wanted)) {
        skipper.get().skip();
      }
    }
  }

  private boolean isWanted(ExecutionId execution, Predicate<History> wanted) {
    return wanted.test(History.of(events(execution)));
  }

  private static long deadline() {
    return System.nanoTime() + LIMIT.toNanos();
  }

  private void failAfter(long deadline, ExecutionId execution) {
    if (System.nanoTime() - deadline > 0) {
      List<HistoryEvent> events = events(execution);
      throw new AssertionError(
          "waited for %s in vain: the last event of workflow %s is %s"
              .formatted(LIMIT, execution.workflowId(), events.get(events.size() - 1)));
    }
  }

  /** Lets time pass: by moving the clock if it is the environment's own, else by waiting. */
  public void pass(Duration time) throws InterruptedException {
    if (skipper.isPresent()) {
      skipper.get().time().advance(time);
    } else {
      Thread.sleep(time.toMillis());
    }
  }

  /** All events of an execution. */
  public List<HistoryEvent> events(ExecutionId execution) {
    return histories().events(execution);
  }

  /** Stops the deciders and workers and closes the backend. */
  @Override
  public void close() {
    run.close();
    simpleflow.close();
    skipper.ifPresent(s -> s.time().close());
  }
}
