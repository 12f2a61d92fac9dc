package io.simpleflow.spi;

import io.simpleflow.ActivityOptions;
import io.simpleflow.CancellationScope;
import io.simpleflow.ContinueAsNew;
import io.simpleflow.Func;
import io.simpleflow.Future;
import io.simpleflow.Marker;
import io.simpleflow.ReceivedSignal;
import io.simpleflow.RunContext;
import io.simpleflow.Signal;
import io.simpleflow.SignalQueue;
import io.simpleflow.Submittable;
import io.simpleflow.history.TimerState;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What a {@link io.simpleflow.Workflow} calls while it runs; the methods of the same names there
 * say what each call must do. One instance serves one run through the code of one execution, on one
 * thread at a time.
 *
 * <p>A runtime that does not have a feature throws {@link UnsupportedOperationException}, with a
 * message that says which and where it is to be had.
 */
public interface WorkflowRuntime {
  /** Called once, before the code runs, with what the author has overridden. */
  default void begin(WorkflowHooks hooks) {}

  /** Submits work without waiting; see {@link io.simpleflow.Submitter}. */
  <R extends @Nullable Object> Future<R> submit(Submittable<R> submittable);

  /** A stand-in for an interface of activities; see {@link io.simpleflow.Submitter#stub}. */
  <T> T stub(Class<T> activities, ActivityOptions options);

  /** A future that finishes after the given time. */
  Future<@Nullable Void> timer(Duration time);

  /** A timer with an id of the author's. */
  Future<@Nullable Void> timer(String timerId, Duration time, @Nullable Object control);

  /** Cancels the timer of an id, and says whether there was one. */
  boolean cancelTimer(String timerId);

  /** The timer that last had this id. */
  Optional<TimerState> timerDetails(String timerId);

  /** Runs code on a strand of its own. */
  <R extends @Nullable Object> Future<R> async(Callable<R> code);

  /** Waits until the condition holds. */
  void await(BooleanSupplier condition);

  /** A scope inside the current one, or one that no cancellation from outside reaches. */
  CancellationScope newScope(boolean shielded);

  /** Whether the current scope was cancelled. */
  boolean isCancelRequested();

  /** Sends a signal. */
  Future<@Nullable Void> signal(Signal signal);

  /** The latest signal of a name, read as {@code type}; {@link ReceivedSignal} for all of it. */
  <T extends @Nullable Object> Future<T> waitSignal(String name, Type type);

  /** The signals of a name, each once, read as {@code type}. */
  <T extends @Nullable Object> SignalQueue<T> signals(String name, Type type);

  /** The latest signal of a name, if one has come. */
  Optional<ReceivedSignal> signalDetails(String name);

  /** Writes a marker, unless there is one of this name with these details. */
  void recordMarker(String name, @Nullable Object details);

  /** The author's markers in the history. */
  List<Marker> markers();

  /** The details of the last marker of a name. */
  <T> Optional<T> markerValue(String name, Type type);

  /** Ends the run; never returns, though it is written as if it might. */
  Error continueAsNew(ContinueAsNew next);

  /**
   * As {@link #continueAsNew(ContinueAsNew)}.
   *
   * @throws IllegalArgumentException if {@code run} is not the method of this very workflow
   */
  Error continueAsNew(Func run, ContinueAsNew next);

  /** How many events the history has at the current decision. */
  long historyLength();

  /** Which execution this is. */
  RunContext context();

  /** The time of the current decision. */
  Instant now();

  /** Random numbers that are the same on every replay. */
  RandomGenerator random();

  /** Runs {@code code} once per execution and returns its recorded value. */
  <T extends @Nullable Object> T sideEffect(Type type, Callable<T> code);

  /** The version of a change that this execution runs. */
  int version(String changeId, int minimum, int maximum);

  /** A logger that writes to {@code logger}, but not while the code is replayed. */
  Logger logger(Logger logger);
}
