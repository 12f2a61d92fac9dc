package io.simpleflow.inline;

import io.simpleflow.ActivityOptions;
import io.simpleflow.BranchFailedException;
import io.simpleflow.CancellationScope;
import io.simpleflow.ChildTask;
import io.simpleflow.ContinueAsNew;
import io.simpleflow.Func;
import io.simpleflow.Future;
import io.simpleflow.LambdaTask;
import io.simpleflow.Marker;
import io.simpleflow.Promise;
import io.simpleflow.ReceivedSignal;
import io.simpleflow.RunContext;
import io.simpleflow.Signal;
import io.simpleflow.SignalQueue;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.engine.canvas.AuthorHooks;
import io.simpleflow.engine.canvas.Canvas;
import io.simpleflow.engine.canvas.ContextKeeper;
import io.simpleflow.engine.canvas.ReceivedSignals;
import io.simpleflow.engine.canvas.Scope;
import io.simpleflow.history.Decision;
import io.simpleflow.history.TimerState;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.inline.InlineAttempts.InlineTask;
import io.simpleflow.spi.ActivityStubs;
import io.simpleflow.spi.DataConverter;
import io.simpleflow.spi.ExecutorEnvironment;
import io.simpleflow.spi.ServiceLimits;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.spi.SwfNames;
import io.simpleflow.spi.SwfSeconds;
import io.simpleflow.spi.TaskArguments;
import io.simpleflow.spi.TaskIds;
import io.simpleflow.spi.WorkflowDefinition;
import io.simpleflow.spi.WorkflowHooks;
import io.simpleflow.spi.WorkflowRuntime;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What a workflow calls: every submit runs its task before it returns, every branch runs to its end
 * as it begins. As the code is never run again, nothing has to be looked up in the history; it is
 * written all the same. Not thread-safe.
 */
final class InlineRuntime
    implements WorkflowRuntime, Promise.Waiter, Scope.RunningCode, ReceivedSignals.Taker {
  private final ExecutorEnvironment environment;
  private final RunContext context;
  private final WorkflowDefinition definition;
  private final InlineHistory history;
  private final AuthorHooks hooks;
  private final InlineAttempts attempts;
  private final InlineActivities activities;
  private final InlineChildren children;
  private final InlineLambdas lambdas;
  private final InlineTimers timers;
  private final InlineSignals signals;
  private final InlineMarkers markers;
  private final Continuation continuation;
  private final Map<String, Promise<?>> shared = new HashMap<>();
  private final Random random = new Random();
  private Scope scope = Scope.root(this);
  private int timerCount;
  private int branchCount;
  private boolean ended;

  /** Failures that the branch that runs is to throw where it waits next; their futures wait too. */
  private Deque<Raised> raised = new ArrayDeque<>();

  private record Raised(Promise<?> promise, SimpleflowException failure) {}

  InlineRuntime(
      InlineRuns runs, InlineHistory history, WorkflowDefinition definition, AuthorHooks hooks) {
    this.environment = runs.environment();
    this.context = history.run().context();
    this.definition = definition;
    this.history = history;
    this.hooks = hooks;
    TaskIds ids = new TaskIds();
    this.signals =
        new InlineSignals(environment.converter(), history, definition.propagatesSignalsToParent());
    this.attempts = new InlineAttempts(environment.converter(), Scope.root(this));
    this.activities = new InlineActivities(environment, history, ids, definition.taskPriority());
    this.children = new InlineChildren(runs, history, ids, signals);
    this.lambdas = new InlineLambdas(environment, history, ids);
    this.timers = new InlineTimers(history, runs.timekeeper());
    this.markers = new InlineMarkers(environment.converter(), history);
    this.continuation = new Continuation(environment, history);
  }

  /** The code has run; returns the run that it wants to go on as, if it does. */
  Optional<StartRequest> end() {
    ended = true;
    return continuation.next();
  }

  @Override
  public void begin(WorkflowHooks workflow) {
    OptionalInt priority = workflow.taskPriority();
    if (priority.isPresent()) {
      activities.defaultPriority(priority);
    }
    if (definition.handlesTaskFailures()) {
      attempts.handleBy(workflow);
    }
    ContextKeeper keeper =
        new ContextKeeper(converter(), ServiceLimits.swf(), definition.implementation());
    keeper.begin(workflow);
    history.tellOf(
        () ->
            continuation.ask(
                () -> keeper.next(ended ? List.of() : signals.received().waitedFor())));
    hooks.begin(workflow);
    continuation.look(hooks::beforeDecision);
  }

  /** Calls the hooks for the run's close. */
  void afterDecision(Decision close) {
    continuation.look(() -> hooks.afterDecision(Optional.of(close)));
  }

  @Override
  public Scope enter(Scope other) {
    Scope before = scope;
    scope = other;
    return before;
  }

  @Override
  public <R extends @Nullable Object> Future<R> submit(Submittable<R> submittable) {
    return submit(submittable, scope);
  }

  private <R extends @Nullable Object> Future<R> submit(Submittable<R> submittable, Scope owner) {
    continuation.check();
    if (submittable instanceof Task<R> task) {
      return submit(activities.submit(task), owner);
    } else if (submittable instanceof ChildTask<R> child) {
      return submit(children.submit(child), owner);
    } else if (submittable instanceof LambdaTask<R> lambda) {
      return submit(lambdas.submit(lambda), owner);
    }
    return owner.begin(
        new Promise<R>(this, "the canvas"),
        promise -> Canvas.in(owner, this, this::submit, this::async).submit(submittable, promise));
  }

  private <R extends @Nullable Object> Future<R> submit(Submission submission, Scope owner) {
    return owner.begin(
        new Promise<R>(this, submission.name()),
        promise ->
            Dependencies.whenReady(
                submission.arguments(),
                promise,
                values -> run(submission, submission.task().apply(values), promise)));
  }

  @SuppressWarnings("unchecked") // One id means one task, hence one type of result.
  private <R extends @Nullable Object> void run(
      Submission submission, InlineTask task, Promise<R> promise) {
    Promise<?> first =
        submission.shared() ? shared.putIfAbsent(task.identity().id(), promise) : null;
    if (first != null) {
      Promise<R> same = (Promise<R>) first;
      same.whenDone(() -> same.copyTo(promise));
      return;
    }
    promise.start();
    try {
      promise.complete((R) attempts.run(task));
    } catch (TaskCanceledException canceled) {
      promise.cancel(canceled);
    } catch (SimpleflowException failure) {
      if (submission.raises()) {
        raised.add(new Raised(promise, failure));
      } else {
        promise.fail(failure);
      }
    }
    timers.fireDue();
  }

  @Override
  public <T> T stub(Class<T> type, ActivityOptions options) {
    return ActivityStubs.of(type, options, task -> submit(task).result());
  }

  @Override
  public Future<@Nullable Void> timer(Duration time) {
    String timerId;
    do {
      timerId = "timer-" + ++timerCount;
    } while (timers.find(timerId).isPresent());
    return start(timerId, time, null);
  }

  @Override
  public Future<@Nullable Void> timer(String timerId, Duration time, @Nullable Object control) {
    SwfNames.require("timer id", timerId);
    SwfNames.requireUnreserved("timer id", timerId);
    if (timers.find(timerId).isPresent()) {
      throw new IllegalArgumentException(
          "a timer with the id '%s' runs already: cancel it first, or take another id"
              .formatted(timerId));
    }
    return start(timerId, time, control == null ? null : converter().toJson(control));
  }

  private Future<@Nullable Void> start(String timerId, Duration time, @Nullable String control) {
    continuation.check();
    SwfSeconds.requireTimer(time);
    return scope.begin(
        new Promise<@Nullable Void>(this, timerId),
        promise -> timers.start(timerId, time, control, promise));
  }

  @Override
  public boolean cancelTimer(String timerId) {
    continuation.check();
    return timers.find(timerId).map(Promise::cancel).orElse(false);
  }

  @Override
  public Optional<TimerState> timerDetails(String timerId) {
    return history.folded().timer(timerId);
  }

  @Override
  public void awaitDone(Future<?> future) {
    waitFor(future, future::isDone);
  }

  @Override
  public boolean awaitDone(Future<?> future, Duration timeout) {
    Scope before = enter(scope.newScope(true)); // The limit holds in a cancelled scope too.
    Future<@Nullable Void> limit;
    try {
      limit = timer(timeout);
    } finally {
      enter(before);
    }
    waitFor(future, () -> future.isDone() || limit.isDone());
    limit.cancel();
    return future.isDone();
  }

  private void waitFor(@Nullable Future<?> future, BooleanSupplier done) {
    continuation.check();
    while (!done.getAsBoolean()) {
      continuation.checkMayWait();
      Raised failed = raised.poll();
      if (failed == null && !timers.fireUntil(() -> done.getAsBoolean() || !raised.isEmpty())) {
        goOnAsNewIfLong();
        throw new UnsupportedOperationException(
            "the inline backend runs everything as it is submitted, and nothing so far ends what the code waits for here%s: use --backend local"
                .formatted(waitedSignals()));
      } else if (failed != null && !failed.promise.isDone()) {
        failed.promise.fail(failed.failure);
        if (failed.promise != future) {
          throw failed.failure;
        }
      }
    }
  }

  /**
   * Where the author wants it, a run that can only wait ends if it is long. That the next one goes
   * further its hook must say: nobody signals either from outside.
   */
  private void goOnAsNewIfLong() {
    OptionalInt most = definition.continueAsNewAfterEvents();
    if (most.isPresent() && historyLength() >= most.getAsInt() && !signals.received().areLeft()) {
      Optional<Continuation.Unwinding> unwinding =
          continuation.ask(hooks::nextRun).flatMap(continuation::further);
      if (unwinding.isPresent()) {
        throw unwinding.get();
      }
    }
  }

  private String waitedSignals() {
    List<String> names = signals.received().waitedFor();
    return names.isEmpty() ? "" : " (signals waited for: " + String.join(", ", names) + ")";
  }

  /**
   * Called when the code has ended without having waited for a task that raises.
   *
   * @throws SimpleflowException its failure
   */
  void throwRaised() {
    for (Raised failed : raised) {
      if (!failed.promise.isDone()) {
        throw failed.failure;
      }
    }
  }

  @Override
  public Runnable continuation(Runnable code) {
    Scope owner = scope;
    return () -> owner.run(code);
  }

  @Override
  public <R extends @Nullable Object> Future<R> async(Callable<R> code) {
    return async(code, scope);
  }

  private <R extends @Nullable Object> Future<R> async(Callable<R> code, Scope owner) {
    continuation.check();
    Scope inner = owner.newScope(false);
    return owner.begin(
        new Promise<R>(this, "branch-" + ++branchCount),
        promise -> {
          promise.onCancelRequest(inner::cancel);
          promise.start();
          Deque<Raised> outerRaised = raised;
          raised = new ArrayDeque<>();
          inner.run(() -> run(code, promise));
          raised.forEach(failed -> failed.promise.fail(failed.failure));
          raised = outerRaised;
        });
  }

  private <R extends @Nullable Object> void run(Callable<R> code, Promise<R> promise) {
    try {
      promise.complete(code.call());
    } catch (TaskCanceledException canceled) {
      promise.cancel(canceled);
    } catch (SimpleflowException thrown) {
      promise.fail(thrown);
    } catch (Continuation.Unwinding unwinding) {
      throw unwinding;
    } catch (Throwable thrown) {
      promise.fail(new BranchFailedException(thrown));
    }
  }

  @Override
  public void await(BooleanSupplier condition) {
    scope
        .begin(
            new Promise<@Nullable Void>(this, "a condition"),
            promise -> {
              waitFor(promise, () -> promise.isDone() || continuation.holds(condition));
              promise.complete(null);
            })
        .result();
  }

  @Override
  public CancellationScope newScope(boolean shielded) {
    return scope.newScope(shielded);
  }

  @Override
  public boolean isCancelRequested() {
    return scope.isCancelRequested();
  }

  @Override
  public Future<@Nullable Void> signal(Signal signal) {
    continuation.check();
    InlineSignals receiver = signals.receiver(signal);
    Promise<@Nullable Void> promise = new Promise<>(this, "signal-" + signal.name());
    Dependencies.whenReady(
        new TaskArguments(signal.arguments(), signal.keywordArguments()),
        promise,
        values -> {
          signals.send(signal, values, receiver);
          promise.complete(null);
        });
    return promise;
  }

  @Override
  public <T extends @Nullable Object> Future<T> waitSignal(String name, Type type) {
    continuation.check();
    return scope.begin(
        new Promise<T>(this, "signal-" + name),
        promise -> signals.received().await(name, type, promise));
  }

  @Override
  public <T extends @Nullable Object> SignalQueue<T> signals(String name, Type type) {
    return signals.received().queue(name, type, this);
  }

  @Override
  public <T extends @Nullable Object> Promise<T> promiseInScope(String name) {
    return scope.begin(new Promise<T>(this, name), promise -> {});
  }

  @Override
  public void checkThread() {
    continuation.checkMayLook();
  }

  @Override
  public Optional<ReceivedSignal> signalDetails(String name) {
    return signals.received().latest(name);
  }

  @Override
  public void recordMarker(String name, @Nullable Object details) {
    continuation.check();
    markers.record(name, details);
  }

  @Override
  public List<Marker> markers() {
    return markers.all();
  }

  @Override
  public <T> Optional<T> markerValue(String name, Type type) {
    return markers.value(name, type);
  }

  @Override
  public Error continueAsNew(ContinueAsNew next) {
    throw continuation.with(next);
  }

  @Override
  public Error continueAsNew(Func run, ContinueAsNew next) {
    WorkflowType type = environment.tasks().resolve(ChildTask.of(run)).type();
    if (!type.name().equals(context.name())) {
      throw new IllegalArgumentException(
          "a run goes on as the same workflow, '%s', not as '%s': write continueAsNew(this::run, …)"
              .formatted(context.name(), type.name()));
    }
    throw continuation.with(next);
  }

  @Override
  public long historyLength() {
    return history.folded().lastEventId();
  }

  private DataConverter converter() {
    return environment.converter();
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
  public <T extends @Nullable Object> T sideEffect(Type type, Callable<T> code) {
    continuation.check();
    return markers.sideEffect(type, code);
  }

  @Override
  public int version(String changeId, int minimum, int maximum) {
    continuation.check();
    return markers.version(changeId, minimum, maximum);
  }

  @Override
  public Logger logger(Logger logger) {
    return logger;
  }
}
