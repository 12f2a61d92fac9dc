package io.simpleflow.engine.replay;

import io.simpleflow.ActivityOptions;
import io.simpleflow.BranchFailedException;
import io.simpleflow.CancellationScope;
import io.simpleflow.ChildTask;
import io.simpleflow.ContinueAsNew;
import io.simpleflow.Func;
import io.simpleflow.Future;
import io.simpleflow.LambdaTask;
import io.simpleflow.Marker;
import io.simpleflow.NonDeterminismException;
import io.simpleflow.Promise;
import io.simpleflow.ReceivedSignal;
import io.simpleflow.RunContext;
import io.simpleflow.SerializationException;
import io.simpleflow.Signal;
import io.simpleflow.SignalQueue;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.engine.canvas.Canvas;
import io.simpleflow.engine.canvas.ReceivedSignals;
import io.simpleflow.engine.canvas.Scope;
import io.simpleflow.history.Decision;
import io.simpleflow.history.TimerState;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.ActivityStubs;
import io.simpleflow.spi.SubmittedActivity;
import io.simpleflow.spi.SubmittedChild;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.WorkflowHooks;
import io.simpleflow.spi.WorkflowRuntime;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a replayed workflow calls. Used on the workflow's thread alone. */
final class ReplayRuntime implements WorkflowRuntime, Promise.Waiter, ReceivedSignals.Taker {

  /** What the workflow's code tells the execution that it belongs to. */
  interface Listener {
    /** The workflow's instance is made, and its code is about to run. */
    void begin(WorkflowHooks hooks);

    /** The code wants this to be the execution's last decision. */
    void end(Decision closing);
  }

  private final ExecutionParts parts;
  private final ReplaySettings settings;
  private final Strands strands;
  private final RunContext context;
  private final Listener listener;
  private final Random random;
  private final ReplayLoggers loggers;
  private final Map<String, Integer> versions = new HashMap<>();
  private final AuthorTimers timers;
  private final Deque<Runnable> listeners = new ArrayDeque<>();
  private Instant now = Instant.EPOCH;
  private long historyLength;
  private boolean replaying;
  private int branchCount;
  private int sideEffectCount;
  private @Nullable Throwable fatal;

  ReplayRuntime(ExecutionParts parts, RunContext context, Listener listener) {
    this.parts = parts;
    this.settings = parts.settings();
    this.strands = parts.strands();
    this.timers = new AuthorTimers(parts.timers());
    this.context = context;
    this.listener = listener;
    this.loggers = new ReplayLoggers(() -> replaying);
    byte[] runId = context.execution().runId().getBytes(StandardCharsets.UTF_8);
    this.random = new Random(UUID.nameUUIDFromBytes(runId).getMostSignificantBits());
  }

  /** Prepares for the code to run as it was, or is, at this decision. */
  void decideAt(long startedEventId, Instant decisionStarted, boolean replayed) {
    historyLength = startedEventId;
    now = decisionStarted;
    replaying = replayed;
  }

  /** What makes the code unfit to go on, even if the author has caught it. */
  Optional<Throwable> fatal() {
    return Optional.ofNullable(fatal).or(strands::broken);
  }

  <E extends Throwable> E fatal(E thrown) {
    fatal = thrown;
    return thrown;
  }

  @Override
  public void begin(WorkflowHooks hooks) {
    strands.current();
    listener.begin(hooks);
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
  public Runnable continuation(Runnable code) {
    Scope scope = strands.current().scope();
    return () -> strands.start(scope, code);
  }

  @Override
  public <R extends @Nullable Object> Future<R> submit(Submittable<R> submittable) {
    Strand strand = strands.current();
    return submit(submittable, strand, strand.scope());
  }

  private <R extends @Nullable Object> Future<R> submit(
      Submittable<R> submittable, Strand strand, Scope scope) {
    if (submittable instanceof Task<R> task) {
      SubmittedActivity activity = settings.tasks().resolve(task);
      TaskArguments arguments = TaskArguments.of(task);
      return scope.begin(
          new Promise<R>(this, parts.activities().taskName(activity.type())),
          promise ->
              parts
                  .activities()
                  .submit(activity, arguments, task.failureHandler(), promise, strand));
    } else if (submittable instanceof ChildTask<R> child) {
      SubmittedChild resolved = settings.tasks().resolve(child);
      TaskArguments arguments = new TaskArguments(child.arguments(), child.keywordArguments());
      return scope.begin(
          new Promise<R>(this, "workflow-" + resolved.type().name()),
          promise ->
              parts
                  .children()
                  .submit(resolved, arguments, child.failureHandler(), promise, strand));
    } else if (submittable instanceof LambdaTask<R> lambda) {
      return scope.begin(
          new Promise<R>(this, "lambda-" + lambda.function()),
          promise -> parts.lambdas().submit(lambda, promise, strand));
    }
    return scope.begin(
        new Promise<R>(this, "the canvas"),
        promise ->
            Canvas.in(scope, this, (task, owner) -> submit(task, strand, owner), this::async)
                .submit(submittable, promise));
  }

  @Override
  public <T> T stub(Class<T> type, ActivityOptions options) {
    strands.current();
    return ActivityStubs.of(type, options, task -> submit(task).result());
  }

  @Override
  public Future<@Nullable Void> timer(Duration time) {
    Scope scope = strands.current().scope();
    return start(scope, timers.nextId(), time, null);
  }

  @Override
  public Future<@Nullable Void> timer(String timerId, Duration time, @Nullable Object control) {
    Scope scope = strands.current().scope();
    timers.check(timerId);
    return start(
        scope, timerId, time, control == null ? null : settings.converter().toJson(control));
  }

  private Future<@Nullable Void> start(
      Scope scope, String timerId, Duration time, @Nullable String control) {
    SwfSeconds.requireTimer(time);
    return scope.begin(
        new Promise<@Nullable Void>(this, timerId),
        promise -> timers.start(timerId, time, control, promise));
  }

  @Override
  public boolean cancelTimer(String timerId) {
    strands.current();
    return timers.cancel(timerId);
  }

  @Override
  public Optional<TimerState> timerDetails(String timerId) {
    strands.checkMayLook();
    return parts.timers().details(timerId);
  }

  @Override
  public void awaitDone(Future<?> future) {
    strands.awaitDone(future);
  }

  @Override
  public boolean awaitDone(Future<?> future, Duration timeout) {
    // The limit is that of this wait alone: it holds in a cancelled scope, and is cancelled by
    // none.
    Scope unbound = strands.current().scope().newScope(true);
    Future<@Nullable Void> timer = start(unbound, timers.nextId(), timeout, null);
    Promise<@Nullable Void> either = new Promise<>(this);
    ((Promise<?>) future).whenDone(() -> either.complete(null));
    ((Promise<?>) timer).whenDone(() -> either.complete(null));
    strands.awaitDone(either);
    timer.cancel();
    return future.isDone();
  }

  @Override
  public <R extends @Nullable Object> Future<R> async(Callable<R> code) {
    return async(code, strands.current().scope());
  }

  private <R extends @Nullable Object> Future<R> async(Callable<R> code, Scope outer) {
    Scope scope = outer.newScope(false);
    return outer.begin(
        new Promise<R>(this, "branch-" + ++branchCount),
        promise -> {
          promise.onCancelRequest(scope::cancel);
          promise.start();
          strands.start(scope, () -> run(code, promise));
        });
  }

  private <R extends @Nullable Object> void run(Callable<R> code, Promise<R> promise) {
    try {
      promise.complete(code.call());
    } catch (TaskCanceledException canceled) {
      promise.cancel(canceled);
    } catch (SimpleflowException thrown) {
      promise.fail(thrown);
    } catch (WorkflowUnwinding unwinding) {
      throw unwinding;
    } catch (OutOfMemoryError | InternalError machine) {
      fatal(machine);
    } catch (Throwable thrown) {
      promise.fail(new BranchFailedException(thrown));
    }
  }

  @Override
  public void await(BooleanSupplier condition) {
    Promise<@Nullable Void> promise = new Promise<>(this, "a condition");
    try {
      if (strands.current().scope().own(promise)) {
        if (strands.holds(condition)) {
          promise.complete(null);
        } else {
          strands.watch(condition, promise);
        }
      }
      promise.result();
    } catch (RuntimeException thrown) {
      promise.cancel(); // Or its scope would wait for what the code waits for no more.
      throw thrown;
    }
  }

  @Override
  public CancellationScope newScope(boolean shielded) {
    return strands.current().scope().newScope(shielded);
  }

  @Override
  public boolean isCancelRequested() {
    return strands.current().scope().isCancelRequested();
  }

  @Override
  public Future<@Nullable Void> signal(Signal signal) {
    strands.current();
    Promise<@Nullable Void> promise = new Promise<>(this, "signal-" + signal.name());
    parts.signals().send(signal, promise);
    return promise;
  }

  @Override
  public <T extends @Nullable Object> Future<T> waitSignal(String name, Type type) {
    return strands
        .current()
        .scope()
        .begin(
            new Promise<T>(this, "signal-" + name),
            promise -> parts.signals().await(name, type, promise));
  }

  @Override
  public <T extends @Nullable Object> SignalQueue<T> signals(String name, Type type) {
    strands.checkMayLook();
    return parts.signals().queue(name, type, this);
  }

  @Override
  public void checkThread() {
    strands.checkMayLook();
  }

  @Override
  public <T extends @Nullable Object> Promise<T> promiseInScope(String task) {
    return strands.current().scope().begin(new Promise<T>(this, task), promise -> {});
  }

  @Override
  public Optional<ReceivedSignal> signalDetails(String name) {
    strands.checkMayLook();
    return parts.signals().latest(name);
  }

  @Override
  public void recordMarker(String name, @Nullable Object details) {
    strands.current();
    parts.authorMarkers().record(name, details);
  }

  @Override
  public List<Marker> markers() {
    strands.checkMayLook();
    return parts.authorMarkers().all();
  }

  @Override
  public <T> Optional<T> markerValue(String name, Type type) {
    strands.checkMayLook();
    return parts.authorMarkers().value(name, type);
  }

  @Override
  public Error continueAsNew(ContinueAsNew next) {
    strands.current();
    listener.end(parts.children().continueAsNew(next));
    throw new WorkflowUnwinding();
  }

  @Override
  public Error continueAsNew(Func run, ContinueAsNew next) {
    strands.current();
    WorkflowType type = settings.tasks().resolve(ChildTask.of(run)).type();
    if (!type.name().equals(context.name())) {
      throw new IllegalArgumentException(
          "a run goes on as the same workflow, '%s', not as '%s': write continueAsNew(this::run, …)"
              .formatted(context.name(), type.name()));
    }
    throw continueAsNew(next);
  }

  @Override
  public long historyLength() {
    strands.checkMayLook();
    return historyLength;
  }

  @Override
  public RunContext context() {
    return context;
  }

  @Override
  public Instant now() {
    strands.checkMayLook();
    return now;
  }

  @Override
  public RandomGenerator random() {
    strands.current();
    return random;
  }

  @Override
  // The type is the one that the code's result is declared with, and may be nullable as that is.
  @SuppressWarnings({"unchecked", "NullAway"})
  public <T extends @Nullable Object> T sideEffect(Type type, Callable<T> code) {
    strands.current();
    int number = ++sideEffectCount;
    String value = parts.recordedMarkers().sideEffect(number).orElseGet(() -> call(code));
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
    strands.current();
    if (minimum > maximum) {
      throw new IllegalArgumentException(
          "version '%s': the minimum %d is above the maximum %d"
              .formatted(changeId, minimum, maximum));
    }
    Integer version = versions.get(changeId);
    if (version == null) {
      Optional<Integer> recorded = parts.recordedMarkers().version(changeId);
      version = recorded.orElse(replaying ? minimum : maximum);
      versions.put(changeId, version);
      if (recorded.isPresent() || !replaying) {
        record(RecordedMarkers.VERSION, new RecordedMarkers.Version(changeId, version));
      }
    }
    if (version < minimum || version > maximum) {
      throw fatal(
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
    parts.outbox().add(new Decision.RecordMarker(markerName, details));
  }

  @Override
  public Logger logger(Logger logger) {
    return loggers.silentInReplay(logger);
  }
}
