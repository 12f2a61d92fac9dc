package io.simpleflow.engine.replay;

import io.simpleflow.BranchFailedException;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.engine.canvas.Misuse;
import io.simpleflow.engine.canvas.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The strands of one execution. They take turns in the order in which they begin, or in which what
 * they wait for ends: the same in every replay. All code of the author runs on one of them.
 *
 * <p>Handed over strictly as a {@link Coroutine} is: either the one who calls {@link #resume} runs,
 * or one strand.
 */
final class Strands implements Scope.RunningCode {
  private final CoroutineThreads threads;
  private final ExecutionId execution;
  private final Deque<Strand> ready = new ArrayDeque<>();
  private final Set<Strand> open = ConcurrentHashMap.newKeySet(); // Read by threads to be refused.
  private final List<Condition> conditions = new ArrayList<>();
  private @Nullable Strand current;
  private @Nullable Throwable broken;

  private @Nullable Thread decider;
  private @Nullable Strand code;
  private BooleanSupplier codeWaits = () -> false;
  private boolean conditionsAreDue;

  /** What code in a scope waits for; looked at on a strand, for it is code of the author too. */
  private record Condition(BooleanSupplier holds, Promise<@Nullable Void> promise, Scope scope) {}

  Strands(CoroutineThreads threads, ExecutionId execution) {
    this.threads = threads;
    this.execution = execution;
  }

  /** Begins a strand, which runs when its turn comes. */
  Strand start(Scope scope, Runnable body) {
    Strand strand = new Strand(new Coroutine(threads, () -> run(body)), scope);
    open.add(strand);
    ready.add(strand);
    return strand;
  }

  /**
   * Begins the strand of the workflow's own code, as {@link #start} does.
   *
   * @param waits asked on its thread when it begins to wait: whether it may go on by now
   */
  void startCode(Scope scope, Runnable body, BooleanSupplier waits) {
    codeWaits = waits;
    code = start(scope, body);
  }

  boolean isCode(Strand strand) {
    return strand == code;
  }

  private void run(Runnable body) {
    MDC.put("workflowId", execution.workflowId());
    MDC.put("runId", execution.runId());
    try {
      body.run();
    } catch (WorkflowUnwinding unwinding) {
      throw unwinding;
    } catch (Throwable thrown) {
      broken = thrown; // Its future would never end, and nobody be told.
    } finally {
      MDC.remove("workflowId");
      MDC.remove("runId");
    }
  }

  /** Says that the strands are to take turns now, beginning with conditions that may hold. */
  void beginTurns() {
    conditionsAreDue = true;
  }

  /**
   * The strand whose turn is next, if there is one that need not wait.
   *
   * @param stop whether no strand is to have a turn any more
   */
  Optional<Strand> next(BlockedThreadDetector detector, BooleanSupplier stop) {
    if (conditionsAreDue) {
      conditionsAreDue = false;
      checkConditions(detector, stop);
    }
    return stop.getAsBoolean() ? Optional.empty() : Optional.ofNullable(ready.poll());
  }

  /** Lets a strand run until it waits. */
  void resume(Strand strand, BlockedThreadDetector detector) {
    turn(strand, detector);
    conditionsAreDue = true;
  }

  private void turn(Strand strand, BlockedThreadDetector detector) {
    current = strand;
    strand.coroutine().resume(detector);
    current = null;
    if (strand.coroutine().ended()) {
      open.remove(strand);
    }
  }

  /** What a strand has thrown that nobody can be told in another way. */
  Optional<Throwable> broken() {
    return Optional.ofNullable(broken);
  }

  /** Says that a decision is made on the calling thread. */
  void decideHere() {
    decider = Thread.currentThread();
  }

  /**
   * Refuses every thread but that of the strand whose turn it is, and between turns that of the
   * decision: a hook of the author's may look at what the code sees.
   *
   * @throws IllegalStateException if it is another
   */
  void checkMayLook() {
    if (current != null || !Thread.currentThread().equals(decider)) {
      current();
    }
  }

  /**
   * The strand that calls this.
   *
   * @throws IllegalStateException if it is not a strand of this execution whose turn it is
   */
  Strand current() {
    Strand strand = running();
    strand.coroutine().checkUnwinding();
    return strand;
  }

  private Strand running() {
    Strand strand = current;
    if (strand == null || !strand.coroutine().isCurrentThread()) {
      // One that is being unwound runs out of turn.
      strand =
          open.stream()
              .filter(other -> other.coroutine().isCurrentThread())
              .filter(other -> other.coroutine().isUnwinding())
              .findFirst()
              .orElseThrow(this::refusal);
    }
    return strand;
  }

  @Override
  public Scope enter(Scope scope) {
    return running().enter(scope); // One that is being unwound leaves its scopes in peace.
  }

  private IllegalStateException refusal() {
    return Thread.currentThread().equals(decider) ? Misuse.inHook() : Misuse.onForeignThread();
  }

  /** Whether a condition holds, which the calling strand may not wait in. */
  boolean holds(BooleanSupplier condition) {
    Strand strand = current();
    boolean before = strand.setLooking(true);
    try {
      return condition.getAsBoolean();
    } finally {
      strand.setLooking(before);
    }
  }

  /**
   * Lets the calling strand wait.
   *
   * @throws SimpleflowException one raised by {@link #raise} meanwhile
   */
  @Override
  public void awaitDone(Future<?> future) {
    Strand strand = current();
    while (!future.isDone()) {
      if (strand.isLooking()) {
        throw Misuse.waitingInCondition();
      }
      strand.takeRaised().ifPresent(Strands::rethrow);
      strand.startToWaitFor(future);
      ((Promise<?>) future).whenDone(() -> wake(strand, future));
      endTurn(strand);
      strand.takeRaised().ifPresent(Strands::rethrow); // The future may have ended by it too.
    }
  }

  private void endTurn(Strand strand) {
    if (isCode(strand)) {
      current = null;
      conditionsAreDue = true;
      if (codeWaits.getAsBoolean()) {
        current = strand;
        return;
      }
    }
    strand.coroutine().park();
  }

  private static void rethrow(SimpleflowException exception) {
    throw exception;
  }

  private void wake(Strand strand, Future<?> future) {
    if (strand.waitsFor(future)) {
      strand.stopWaiting();
      ready.add(strand);
    }
  }

  /** Lets a strand throw an exception where it waits, or waits next. */
  void raise(Strand strand, SimpleflowException exception) {
    strand.raise(exception);
    if (strand.waits()) {
      strand.stopWaiting();
      ready.add(strand);
    }
  }

  /** Completes the promise once the condition holds. */
  void watch(BooleanSupplier holds, Promise<@Nullable Void> promise) {
    conditions.add(new Condition(holds, promise, current().scope()));
  }

  private void checkConditions(BlockedThreadDetector detector, BooleanSupplier stop) {
    for (Condition condition : List.copyOf(conditions)) {
      if (stop.getAsBoolean()) {
        return;
      }
      if (!condition.promise.isDone()) {
        check(condition, detector);
      }
      if (condition.promise.isDone()) {
        conditions.remove(condition);
      }
    }
  }

  private void check(Condition condition, BlockedThreadDetector detector) {
    Strand strand =
        new Strand(new Coroutine(threads, () -> run(() -> check(condition))), condition.scope);
    open.add(strand);
    turn(strand, detector);
  }

  private void check(Condition condition) {
    try {
      if (holds(condition.holds)) {
        condition.promise.complete(null);
      }
    } catch (SimpleflowException thrown) {
      condition.promise.fail(thrown);
    } catch (RuntimeException thrown) {
      condition.promise.fail(new BranchFailedException(thrown));
    }
  }

  /** Whether a strand holds its thread: it computes, or blocks, although it was unwound. */
  boolean holdThread() {
    return open.stream().anyMatch(strand -> strand.coroutine().holdsThread());
  }

  /** Ends all of them where they are; see {@link Coroutine#unwind}. */
  void unwind() {
    open.forEach(strand -> strand.coroutine().unwind());
  }
}
