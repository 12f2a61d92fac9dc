package io.simpleflow.engine.replay;

import io.simpleflow.ActivityOptions;
import io.simpleflow.Future;
import io.simpleflow.NonDeterminismException;
import io.simpleflow.Promise;
import io.simpleflow.RunContext;
import io.simpleflow.SerializationException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Task;
import io.simpleflow.history.Decision;
import io.simpleflow.spi.ActivityStubs;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.WorkflowRuntime;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a replayed workflow calls. Used on the workflow's thread alone. */
final class ReplayRuntime implements WorkflowRuntime, Promise.Waiter {
  private final ReplaySettings settings;
  private final RunContext context;
  private final Outbox outbox;
  private final ReplayTimers timers;
  private final ActivityTasks activities;
  private final RecordedMarkers markers;
  private final Random random;
  private final ReplayLoggers loggers;
  private final Map<String, Integer> versions = new HashMap<>();
  private final Deque<Runnable> listeners = new ArrayDeque<>();
  private @Nullable Coroutine coroutine;
  private @Nullable Future<?> awaited;
  private Instant now = Instant.EPOCH;
  private boolean replaying;
  private int timerCount;
  private int sideEffectCount;
  private @Nullable SimpleflowException fatal;

  ReplayRuntime(
      ReplaySettings settings,
      RunContext context,
      Outbox outbox,
      ReplayTimers timers,
      ActivityTasks activities,
      RecordedMarkers markers) {
    this.settings = settings;
    this.context = context;
    this.outbox = outbox;
    this.timers = timers;
    this.activities = activities;
    this.markers = markers;
    this.loggers = new ReplayLoggers(() -> replaying);
    byte[] runId = context.execution().runId().getBytes(StandardCharsets.UTF_8);
    this.random = new Random(UUID.nameUUIDFromBytes(runId).getMostSignificantBits());
  }

  void runOn(Coroutine newCoroutine) {
    coroutine = newCoroutine;
  }

  /** Prepares for the code to run as it was, or is, at this decision. */
  void decideAt(Instant decisionStarted, boolean replayed) {
    now = decisionStarted;
    replaying = replayed;
  }

  /** Whether running the code would get it any further. */
  boolean canGoOn() {
    Future<?> future = awaited;
    return future == null || future.isDone();
  }

  /** What makes the code unfit to go on, even if the author has caught it. */
  Optional<SimpleflowException> fatal() {
    return Optional.ofNullable(fatal);
  }

  /** Listeners that a running listener has woken wait here: a chain of futures may be long. */
  @Override
  public void tell(Runnable listener) {
    listeners.add(listener);
    if (listeners.size() > 1) {
      return;
    }
    try {
      while (!listeners.isEmpty()) {
        listeners.element().run();
        listeners.remove();
      }
    } finally {
      listeners.clear(); // Not empty only if a listener threw: the execution is unfit then.
    }
  }

  @Override
  public <R extends @Nullable Object> Future<R> submit(Task<R> task) {
    enter();
    SubmittedActivity activity = settings.tasks().resolve(task);
    Promise<R> promise = new Promise<>(this, SubmittedTask.taskName(activity));
    activities.submit(activity, TaskArguments.of(task), promise);
    return promise;
  }

  @Override
  public <T> T stub(Class<T> type, ActivityOptions options) {
    enter();
    return ActivityStubs.of(type, options, task -> submit(task).result());
  }

  @Override
  public Future<@Nullable Void> timer(Duration time) {
    enter();
    if (time.isNegative() || time.compareTo(Duration.ofSeconds(SwfSeconds.MAXIMUM)) > 0) {
      throw new IllegalArgumentException(
          "a timer runs for 0 to %,d seconds, not %s".formatted(SwfSeconds.MAXIMUM, time));
    }
    String timerId = "timer-" + ++timerCount;
    Promise<@Nullable Void> promise = new Promise<>(this, timerId);
    timers.start(
        new Decision.StartTimer(timerId, null, SwfSeconds.of(time)),
        () -> promise.complete(null),
        promise::fail);
    promise.whenDone(
        () -> {
          if (promise.isCancelled()) {
            timers.cancel(timerId);
          }
        });
    return promise;
  }

  @Override
  public void awaitDone(Future<?> future) {
    enter();
    awaited = future;
    while (!future.isDone()) {
      park();
    }
    awaited = null;
  }

  @Override
  public boolean awaitDone(Future<?> future, Duration timeout) {
    Future<@Nullable Void> timer = timer(timeout);
    Promise<@Nullable Void> either = new Promise<>(this);
    ((Promise<?>) future).whenDone(() -> either.complete(null));
    ((Promise<?>) timer).whenDone(() -> either.complete(null));
    awaitDone(either);
    timer.cancel();
    return future.isDone();
  }

  private void park() {
    if (coroutine == null) {
      throw new IllegalStateException("the workflow is not running");
    }
    coroutine.park();
  }

  @Override
  public RunContext context() {
    return context;
  }

  @Override
  public Instant now() {
    enter();
    return now;
  }

  @Override
  public RandomGenerator random() {
    enter();
    return random;
  }

  @Override
  // The type is the one that the code's result is declared with, and may be nullable as that is.
  @SuppressWarnings({"unchecked", "NullAway"})
  public <T extends @Nullable Object> T sideEffect(Type type, Callable<T> code) {
    enter();
    int number = ++sideEffectCount;
    String value = markers.sideEffect(number).orElseGet(() -> call(code));
    record(RecordedMarkers.SIDE_EFFECT, new RecordedMarkers.SideEffect(number, value));
    return (T) settings.converter().fromJson(value, type);
  }

  private String call(Callable<?> code) {
    try {
      return settings.converter().toJson(code.call());
    } catch (SimpleflowException passedOn) {
      throw passedOn;
    } catch (Exception failure) {
      throw new SimpleflowException("a side effect failed: " + failure, failure);
    }
  }

  @Override
  public int version(String changeId, int minimum, int maximum) {
    enter();
    if (minimum > maximum) {
      throw new IllegalArgumentException(
          "version '%s': the minimum %d is above the maximum %d"
              .formatted(changeId, minimum, maximum));
    }
    Integer version = versions.get(changeId);
    if (version == null) {
      Optional<Integer> recorded = markers.version(changeId);
      version = recorded.orElse(replaying ? minimum : maximum);
      versions.put(changeId, version);
      if (recorded.isPresent() || !replaying) {
        record(RecordedMarkers.VERSION, new RecordedMarkers.Version(changeId, version));
      }
    }
    if (version < minimum || version > maximum) {
      throw remember(
          new NonDeterminismException(
              "the execution runs version %d of '%s', which this code no longer supports (%d to %d)"
                  .formatted(version, changeId, minimum, maximum)));
    }
    return version;
  }

  private void record(String markerName, Object value) {
    String details = settings.converter().toJson(value);
    if (details.length() > settings.limits().dataCharacters()) {
      throw new SerializationException(
          ("a recorded value is %,d characters of JSON; at most %,d are allowed: record a"
                  + " reference to large data")
              .formatted(details.length(), settings.limits().dataCharacters()));
    }
    outbox.add(new Decision.RecordMarker(markerName, details));
  }

  @Override
  public Logger logger(Logger logger) {
    return loggers.silentInReplay(logger);
  }

  /** Everything the code asks for comes by here. */
  private void enter() {
    if (coroutine == null || !coroutine.isCurrentThread()) {
      throw new IllegalStateException(
          "a workflow's tasks and futures may only be used on the thread that runs its code, not on "
              + Thread.currentThread().getName());
    }
    coroutine.checkUnwinding();
  }

  private <E extends SimpleflowException> E remember(E exception) {
    fatal = exception;
    return exception;
  }
}
