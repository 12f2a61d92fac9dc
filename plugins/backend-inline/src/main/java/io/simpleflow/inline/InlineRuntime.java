package io.simpleflow.inline;

import io.simpleflow.ActivityOptions;
import io.simpleflow.CancellationScope;
import io.simpleflow.ContinueAsNew;
import io.simpleflow.Func;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.Marker;
import io.simpleflow.NonDeterminismException;
import io.simpleflow.Promise;
import io.simpleflow.ReceivedSignal;
import io.simpleflow.RunContext;
import io.simpleflow.Signal;
import io.simpleflow.SignalQueue;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
import io.simpleflow.history.MarkerEvent.MarkerRecorded;
import io.simpleflow.history.TimerState;
import io.simpleflow.spi.ActivityStubs;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.TaskIds;
import io.simpleflow.spi.WorkflowRuntime;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What a workflow calls: every submit runs its task before it returns. As the code is never run
 * again, nothing has to be looked up in the history; it is written all the same. Not thread-safe.
 */
final class InlineRuntime implements WorkflowRuntime {
  private final ExecutorEnvironment environment;
  private final RunContext context;
  private final InlineHistory history;
  private final InlineActivities activities;
  private final InlineTimers timers;
  private final TaskIds ids = new TaskIds();
  private final Map<String, Promise<?>> idempotent = new HashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Random random = new Random();
  private int sideEffects;

  InlineRuntime(
      ExecutorEnvironment environment,
      RunContext context,
      InlineHistory history,
      InlineActivities activities,
      InlineTimers timers) {
    this.environment = environment;
    this.context = context;
    this.history = history;
    this.activities = activities;
    this.timers = timers;
  }

  /** A task whose arguments hold an unfinished future, which only a timer can be, runs after it. */
  @Override
  public <R extends @Nullable Object> Future<R> submit(Submittable<R> submittable) {
    if (submittable instanceof Task<R> task) {
      return submit(task);
    }
    throw unsupported("children, Lambda functions, groups and chains");
  }

  private <R extends @Nullable Object> Future<R> submit(Task<R> task) {
    if (task.failureHandler().isPresent()) {
      throw unsupported("handlers of failures");
    }
    SubmittedActivity activity = environment.tasks().resolve(task);
    TaskArguments arguments = TaskArguments.of(task);
    Promise<R> promise = new Promise<>(timers);
    Future<?> inputs = Futures.<@Nullable Object>all(arguments.futures());
    if (inputs.isDone()) {
      run(activity, arguments, inputs, promise);
    } else {
      ((Promise<?>) inputs)
          .whenDone(
              () -> {
                try {
                  run(activity, arguments, inputs, promise);
                } catch (SimpleflowException refused) {
                  promise.fail(refused);
                }
              });
    }
    return promise;
  }

  private <R extends @Nullable Object> void run(
      SubmittedActivity activity, TaskArguments arguments, Future<?> inputs, Promise<R> promise) {
    if (promise.isDone() || inputs.exception().isPresent()) {
      inputs.exception().ifPresent(promise::fail);
      return;
    }
    TaskArguments values = arguments.resolved();
    activity.check().check(values.positional(), List.copyOf(values.keywords().keySet()));
    String input =
        converter().toJson(Map.of("args", values.positional(), "kwargs", values.keywords()));
    String name = "activity-" + activity.type().name();
    if (!activity.idempotent()) {
      run(activity, ids.next(name), input, promise);
      return;
    }
    String id = TaskIds.ofInput(name, input);
    Promise<?> first = idempotent.putIfAbsent(id, promise);
    if (first == null) {
      run(activity, id, input, promise);
    } else {
      follow(first, promise);
    }
  }

  @SuppressWarnings("unchecked") // The result's type is that of the method the compiler checked.
  private <R extends @Nullable Object> void run(
      SubmittedActivity activity, String id, String input, Promise<R> promise) {
    try {
      String result = activities.run(activity, id, input);
      promise.complete((R) converter().fromJson(result, activity.resultType()));
    } catch (SimpleflowException failure) {
      promise.fail(failure);
    }
    timers.fireDue();
  }

  @SuppressWarnings("unchecked") // One id means one activity, hence one type of result.
  private static <R extends @Nullable Object> void follow(Promise<?> first, Promise<R> second) {
    if (first.exception().isPresent()) {
      second.fail(first.exception().get());
    } else {
      second.complete((R) first.result());
    }
  }

  private DataConverter converter() {
    return environment.converter();
  }

  @Override
  public <T> T stub(Class<T> type, ActivityOptions options) {
    return ActivityStubs.of(type, options, task -> submit(task).result());
  }

  @Override
  public Future<@Nullable Void> timer(Duration time) {
    return timers.start(time);
  }

  @Override
  public Future<@Nullable Void> timer(String timerId, Duration time, @Nullable Object control) {
    throw unsupported("timers with ids of their own");
  }

  @Override
  public boolean cancelTimer(String timerId) {
    throw unsupported("timers with ids of their own");
  }

  @Override
  public Optional<TimerState> timerDetails(String timerId) {
    throw unsupported("timers with ids of their own");
  }

  @Override
  public <R extends @Nullable Object> Future<R> async(Callable<R> code) {
    throw unsupported("branches");
  }

  @Override
  public void await(BooleanSupplier condition) {
    throw unsupported("waiting for conditions");
  }

  @Override
  public CancellationScope newScope(boolean shielded) {
    throw unsupported("scopes");
  }

  @Override
  public boolean isCancelRequested() {
    return false;
  }

  @Override
  public Future<@Nullable Void> signal(Signal signal) {
    throw unsupported("signals");
  }

  @Override
  public <T extends @Nullable Object> Future<T> waitSignal(String name, Type type) {
    throw unsupported("signals");
  }

  @Override
  public <T extends @Nullable Object> SignalQueue<T> signals(String name, Type type) {
    throw unsupported("signals");
  }

  @Override
  public Optional<ReceivedSignal> signalDetails(String name) {
    throw unsupported("signals");
  }

  @Override
  public void recordMarker(String name, @Nullable Object details) {
    throw unsupported("markers");
  }

  @Override
  public List<Marker> markers() {
    throw unsupported("markers");
  }

  @Override
  public <T> Optional<T> markerValue(String name, Type type) {
    throw unsupported("markers");
  }

  @Override
  public Error continueAsNew(ContinueAsNew next) {
    throw unsupported("going on as new");
  }

  @Override
  public Error continueAsNew(Func run, ContinueAsNew next) {
    throw unsupported("going on as new");
  }

  @Override
  public long historyLength() {
    return history.length();
  }

  private static UnsupportedOperationException unsupported(String feature) {
    return new UnsupportedOperationException(
        "the inline backend has no %s: run the workflow with --backend local".formatted(feature));
  }

  @Override
  public RunContext context() {
    return context;
  }

  @Override
  public Instant now() {
    return history.now();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // The type, null included, is the code's own.
  public <T extends @Nullable Object> T sideEffect(Type type, Callable<T> code) {
    String value;
    try {
      value = converter().toJson(code.call());
    } catch (SimpleflowException passedOn) {
      throw passedOn;
    } catch (Exception failure) {
      throw new SimpleflowException("a side effect failed: " + failure, failure);
    }
    record("_simpleflow_side_effect", Map.of("number", ++sideEffects, "value", value));
    return (T) converter().fromJson(value, type);
  }

  @Override
  public int version(String changeId, int minimum, int maximum) {
    int version =
        versions.computeIfAbsent(
            changeId,
            first -> {
              record("_simpleflow_version", Map.of("changeId", changeId, "version", maximum));
              return maximum;
            });
    if (version < minimum || version > maximum) {
      throw new NonDeterminismException(
          "the execution runs version %d of '%s', which is not within %d and %d"
              .formatted(version, changeId, minimum, maximum));
    }
    return version;
  }

  private void record(String markerName, Map<String, ?> details) {
    long decision = history.decision();
    String json = converter().toJson(details);
    history.append((id, time) -> new MarkerRecorded(id, time, markerName, json, decision));
  }

  @Override
  public Logger logger(Logger logger) {
    return logger;
  }
}
