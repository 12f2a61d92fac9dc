package io.simpleflow;

import io.simpleflow.history.History;
import io.simpleflow.history.TimerState;
import io.simpleflow.spi.WorkflowRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The base of every workflow: a class with one public method {@code run} that submits tasks and
 * returns the workflow's result.
 *
 * <p>The code is run again from its history whenever it has left memory, so it must be
 * deterministic: it may not do I/O, start threads, sleep, read the clock or draw random numbers by
 * itself. Activities do the work; {@link #now}, {@link #randomUUID}, {@link #random}, {@link
 * #sleep}, {@link #sideEffect} and {@link #logger} are the safe forms of the rest. What it asks for
 * is compared with its history on every replay; a difference stops the execution with a {@link
 * NonDeterminismException}.
 *
 * <p>A new instance is made for every run through the code. Not thread-safe: its methods must be
 * called on the thread that runs {@code run}.
 */
@SuppressWarnings("DoNotCallSuggester") // Of fail.
public abstract class Workflow extends ContinuingWorkflow implements Submitter {
  private @Nullable WorkflowRuntime runtime;

  /** For subclasses. Nothing may be submitted before {@code run} is called. */
  protected Workflow() {}

  /**
   * Connects the workflow with what runs it. Called once, by the executor, before {@code run}.
   *
   * @throws IllegalStateException if it is connected already
   */
  public final void bind(WorkflowRuntime workflowRuntime) {
    if (runtime != null) {
      throw new IllegalStateException(getClass().getName() + " runs already");
    }
    runtime = workflowRuntime;
    workflowRuntime.begin(new OverriddenHooks(this));
  }

  /**
   * What {@link #options} says, for those who start it; on an instance that never runs.
   *
   * @throws RuntimeException what the author's code throws
   */
  public final WorkflowOptions optionsFor(
      List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments) {
    return options(arguments, keywordArguments);
  }

  @Override
  final WorkflowRuntime runtime() {
    if (runtime == null) {
      throw new IllegalStateException(
          getClass().getName()
              + " is not running: submit tasks in run(), not in the constructor, and start the"
              + " workflow through an executor");
    }
    return runtime;
  }

  @Override
  public final <R extends @Nullable Object> Future<R> submit(Submittable<R> submittable) {
    return runtime().submit(Given.task(submittable));
  }

  @Override
  public final <T> T stub(Class<T> activities) {
    return runtime().stub(activities, ActivityOptions.none());
  }

  /**
   * A view of this workflow that submits activities with the given options, alone or in groups and
   * chains. Those of the single task stand above them.
   */
  public final Submitter with(ActivityOptions options) {
    return new OptionSubmitter(runtime(), options, WorkflowOptions.none(), Optional.empty());
  }

  /** A view of this workflow that submits child workflows with the given options, likewise. */
  public final Submitter with(WorkflowOptions options) {
    return new OptionSubmitter(runtime(), ActivityOptions.none(), options, Optional.empty());
  }

  /** A view of this workflow whose tasks have the given handler of their failures, likewise. */
  public final Submitter onFailure(FailureHandler handler) {
    return new OptionSubmitter(
        runtime(), ActivityOptions.none(), WorkflowOptions.none(), Optional.of(handler));
  }

  /** Which execution this is. */
  protected final RunContext runContext() {
    return runtime().context();
  }

  /** The time of the current decision; it stands still until the code waits. */
  protected final Instant now() {
    return runtime().now();
  }

  /** A random UUID that is the same on every replay. */
  protected final UUID randomUUID() {
    RandomGenerator random = random();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }

  /** Random numbers that are the same on every replay and differ between executions. */
  protected final RandomGenerator random() {
    return runtime().random();
  }

  /**
   * Waits for the given time, by a durable timer, however long the process lives. Whole seconds,
   * rounded up (SWF's resolution).
   *
   * @throws IllegalArgumentException if the time is negative or longer than 99,999,999 seconds
   */
  protected final void sleep(Duration time) {
    timer(time).result();
  }

  /**
   * A future that finishes after the given time, by a durable timer; see {@link #sleep} for the
   * limits. Cancelling the future cancels the timer.
   */
  protected final Future<@Nullable Void> timer(Duration time) {
    return runtime().timer(time);
  }

  /**
   * As {@link #timer(Duration)}, with an id and a note of the author's, which the history shows.
   *
   * @param timerId 1 to 256 characters, without {@code :}, {@code /}, {@code |} or control
   *     characters, unique among the timers that run
   * @param control written as JSON; null for none
   * @throws IllegalArgumentException as {@link #sleep} does, or if a timer of this id runs already
   */
  protected final Future<@Nullable Void> timer(
      String timerId, Duration time, @Nullable Object control) {
    return runtime().timer(timerId, time, control);
  }

  /**
   * Cancels the timer of this id; its future is cancelled.
   *
   * @return whether such a timer ran
   */
  protected final boolean cancelTimer(String timerId) {
    return runtime().cancelTimer(timerId);
  }

  /** The timer that last had this id, as the history tells of it up to this decision. */
  protected final Optional<TimerState> timerDetails(String timerId) {
    return runtime().timerDetails(timerId);
  }

  /**
   * Runs code on a strand of its own, beside the code that goes on here: it begins when this strand
   * waits. Strands take turns, in the order in which what they wait for ends in the history; one at
   * a time runs, so they share the workflow's fields without locks.
   *
   * @return a future of the code's result; an exception of the code's is wrapped in a {@link
   *     BranchFailedException} unless it is a {@link SimpleflowException}
   */
  protected final <R extends @Nullable Object> Future<R> async(Callable<R> code) {
    return runtime().async(code);
  }

  /** As {@link #async(Callable)}, for code without a result. */
  protected final Future<@Nullable Void> async(Runnable code) {
    return runtime()
        .async(
            () -> {
              code.run();
              return null;
            });
  }

  /** Waits until the condition holds; it is looked at whenever something has happened. */
  protected final void await(BooleanSupplier condition) {
    runtime().await(condition);
  }

  /** A new scope inside the one that the caller is in. */
  protected final CancellationScope newScope() {
    return runtime().newScope(false);
  }

  /**
   * Runs code, such as a clean-up, that no cancellation from outside reaches, of an enclosing scope
   * or of the execution.
   */
  protected final void shielded(Runnable code) {
    runtime().newScope(true).run(code);
  }

  /** Whether the scope that the caller is in was cancelled. */
  protected final boolean isCancelRequested() {
    return runtime().isCancelRequested();
  }

  /**
   * Takes the compensations of a saga, last first, shielded from cancellation.
   *
   * @throws SimpleflowException the first failure of a compensation, with the others suppressed in
   *     it; all compensations were tried then
   */
  protected final void compensate(Saga saga) {
    shielded(saga::compensate);
  }

  /**
   * Sends a signal to this very workflow, propagating; see {@link #signal(Signal)}.
   *
   * @throws SerializationException if an argument cannot be written as JSON
   */
  protected final Future<@Nullable Void> signal(String name, @Nullable Object... arguments) {
    return signal(Signal.named(name, arguments));
  }

  /**
   * Sends a signal.
   *
   * @return a future that is finished when the signal is delivered, and fails with a {@link
   *     TaskFailedException} whose reason is SWF's cause if it cannot be
   * @throws IllegalArgumentException if there is no such target: no parent, or a future that is not
   *     a child's
   * @throws SerializationException if an argument cannot be written as JSON
   */
  protected final Future<@Nullable Void> signal(Signal signal) {
    return runtime().signal(signal);
  }

  /**
   * Waits for a signal: a future of the latest of this name, at once if one has come. It is not
   * used up; see {@link #signals} for each in its turn.
   */
  protected final Future<ReceivedSignal> waitSignal(String name) {
    return runtime().waitSignal(name, ReceivedSignal.class);
  }

  /**
   * As {@link #waitSignal(String)}, read as a value: the only argument if it was sent with one, the
   * list of them if with several, the keyword arguments as an object if with such alone. An input
   * without {@code args} and {@code kwargs}, or with members of other names, comes from a sender of
   * another kind, and is read as a whole.
   */
  protected final <T extends @Nullable Object> Future<T> waitSignal(String name, Class<T> type) {
    return runtime().waitSignal(name, type);
  }

  /** As {@link #waitSignal(String, Class)}, with a generic type of the value. */
  protected final <T extends @Nullable Object> Future<T> waitSignal(
      String name, GenericType<T> type) {
    return runtime().waitSignal(name, type.type());
  }

  /** The queue of the signals of a name, read as {@link #waitSignal(String, Class)} reads them. */
  protected final <T extends @Nullable Object> SignalQueue<T> signals(String name, Class<T> type) {
    return runtime().signals(name, type);
  }

  /** As {@link #signals(String, Class)}, with a generic type of the value. */
  protected final <T extends @Nullable Object> SignalQueue<T> signals(
      String name, GenericType<T> type) {
    return runtime().signals(name, type.type());
  }

  /** The latest signal of a name, if one has come. */
  protected final Optional<ReceivedSignal> signalDetails(String name) {
    return runtime().signalDetails(name);
  }

  /**
   * Writes a marker into the history, unless it holds one of this name with these details.
   *
   * @param name 1 to 256 characters, not beginning with {@code _simpleflow_}
   * @param details written as JSON, at most 32,768 characters of it
   * @return a finished future of the details
   * @throws IllegalArgumentException if the name is none for a marker
   * @throws SerializationException if the details cannot be written as JSON, or are too long
   */
  protected final <T extends @Nullable Object> Future<T> recordMarker(String name, T details) {
    runtime().recordMarker(name, details);
    return Future.of(details);
  }

  /** As {@link #recordMarker(String, Object)}, without details. */
  protected final Future<@Nullable Void> recordMarker(String name) {
    runtime().recordMarker(name, null);
    Promise<@Nullable Void> recorded = Promise.unawaitable();
    recorded.complete(null);
    return recorded;
  }

  /** The author's markers that the history holds at this decision, oldest first. */
  protected final List<Marker> markers() {
    return runtime().markers();
  }

  /** The last marker of each name that the history holds at this decision, oldest first. */
  protected final Map<String, Marker> latestMarkers() {
    Map<String, Marker> latest = new LinkedHashMap<>();
    for (Marker marker : markers()) {
      latest.remove(marker.name());
      latest.put(marker.name(), marker);
    }
    return Collections.unmodifiableMap(latest);
  }

  /** The last marker of a name that the history holds at this decision. */
  protected final Optional<Marker> markerDetails(String name) {
    return Optional.ofNullable(latestMarkers().get(name));
  }

  /** The details of the last marker of a name, read as {@code type}. */
  protected final <T> Optional<T> markerValue(String name, Class<T> type) {
    return runtime().markerValue(name, type);
  }

  /** As {@link #markerValue(String, Class)}, with a generic type. */
  protected final <T> Optional<T> markerValue(String name, GenericType<T> type) {
    return runtime().markerValue(name, type.type());
  }

  /** How many events the history has at this decision. */
  protected final long historyLength() {
    return runtime().historyLength();
  }

  /**
   * Fails the execution for the author's own reason. Never returns; written {@code throw fail(…)}
   * where the compiler wants to know.
   *
   * @param reason cut at 256 characters (SWF's rule)
   */
  protected final RuntimeException fail(String reason) {
    throw new ExecutionFailedException(reason, Optional.empty());
  }

  /** As {@link #fail(String)}, with details, cut at 32,768 characters (SWF's rule). */
  protected final RuntimeException fail(String reason, String details) {
    throw new ExecutionFailedException(reason, Optional.of(details));
  }

  /**
   * Runs a piece of code that is not deterministic, such as reading a setting, once, and records
   * its result in the history: replays get the recorded value. For anything slow, or that may fail,
   * use an activity.
   *
   * @throws SerializationException if the value cannot be written as JSON
   * @throws SimpleflowException with the cause, if the code throws
   */
  protected final <T extends @Nullable Object> T sideEffect(Class<T> type, Callable<T> code) {
    return runtime().sideEffect(type, code);
  }

  /** As {@link #sideEffect(Class, Callable)}, with a generic type of the value. */
  protected final <T extends @Nullable Object> T sideEffect(GenericType<T> type, Callable<T> code) {
    return runtime().sideEffect(type.type(), code);
  }

  /**
   * Lets changed code run beside executions that began with the old. Executions that have passed
   * this place before the call was added get {@code minimum}, others {@code maximum}; the answer is
   * recorded and never changes for an execution.
   *
   * @param changeId names the change, unique in the workflow
   * @param minimum the oldest version that this code still supports
   * @param maximum the version that this code runs anew
   * @throws NonDeterminismException if the execution's version is outside these bounds
   */
  protected final int version(String changeId, int minimum, int maximum) {
    return runtime().version(changeId, minimum, maximum);
  }

  /** A logger, named after the class, that is silent while the code is replayed. */
  protected final Logger logger() {
    return runtime().logger(LoggerFactory.getLogger(getClass()));
  }

  /**
   * What a start, or a submit of this workflow as a child, has unless it is given otherwise:
   * workflow id, task list, tags and more, computed from the arguments. Called on an instance of
   * its own that never runs; nothing can be submitted here. Overridden; by default nothing.
   *
   * @param arguments the positional arguments, read as JSON: maps, lists, texts, numbers, booleans
   *     or null
   * @param keywordArguments the arguments by name, likewise
   */
  protected WorkflowOptions options(
      List<@Nullable Object> arguments, Map<String, @Nullable Object> keywordArguments) {
    return WorkflowOptions.none();
  }

  /**
   * The priority of this execution's activities where they name none. Asked once, before {@code
   * run}. Overridden; by default the annotation's.
   */
  protected OptionalInt taskPriority() {
    return OptionalInt.empty();
  }

  /**
   * What a caller may read of the running workflow ({@code simpleflow info}, {@code
   * Simpleflow.state}): asked after every decision, and kept by the service as JSON, at most 32,000
   * characters of it. It may look at signals, markers and the time, but not submit or wait.
   * Overridden; by default null, for nothing.
   */
  protected @Nullable Object state() {
    return null;
  }

  /**
   * How a run goes on as new when its history has become long; see {@link
   * WorkflowType#continueAsNewAfterEvents}. Asked when nothing is under way; it may look at
   * signals, markers and the time, but not submit or wait. Overridden; by default with the input of
   * this run.
   */
  protected Optional<ContinueAsNew> nextRun() {
    return Optional.empty();
  }

  /**
   * Decides what follows from the failure of a task; see {@link FailureHandler#onTaskFailure}.
   * Called after the handler of the submit itself, if that says {@link FailureDecision#standard}.
   * Overridden; by default the standard.
   */
  protected @Nullable FailureDecision onTaskFailure(TaskFailure failure) {
    return FailureDecision.standard();
  }

  /**
   * Whether a cancel request to this execution is heeded: its scope is then cancelled. Must depend
   * on the history alone. Overridden; by default yes.
   */
  protected boolean shouldCancel(History history) {
    return true;
  }

  /**
   * Called by the decider before the code runs for a new decision, not for replayed ones. As all
   * hooks that follow, it may look and tell others, but submit nothing and change nothing that the
   * code sees; it may be called again if the decision is made again. An exception fails the
   * execution.
   */
  protected void beforeReplay(History history) {}

  /** Called after the code has run for a new decision, unless it failed; see the one before. */
  protected void afterReplay(History history) {}

  /**
   * Called when the workflow is about to complete. Exceptions of this and the others are logged.
   */
  protected void onCompleted(History history) {}

  /** Called when the workflow is about to fail. */
  protected void onFailure(History history, String reason, Optional<String> details) {}

  /** Called when the workflow is about to end as cancelled. */
  protected void onCanceled(History history) {}

  /** Called when the workflow is about to end, in whatever way its code ends. */
  protected void afterClosed(History history) {}
}
