package io.simpleflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What futures make of other futures, and how they are asked to end. */
class PromiseTest {
  /** Waits by doing what is next on a list; code runs when it is told to. */
  private final List<Runnable> steps = new ArrayList<>();

  private final List<Runnable> code = new ArrayList<>();
  private final List<Promise<@Nullable Void>> timers = new ArrayList<>();

  private final Promise.Waiter waiter =
      new Promise.Waiter() {
        @Override
        public void awaitDone(Future<?> future) {
          while (!future.isDone()) {
            steps.remove(0).run();
          }
        }

        @Override
        public boolean awaitDone(Future<?> future, Duration timeout) {
          return future.isDone();
        }

        @Override
        public Runnable continuation(Runnable dependent) {
          return () -> code.add(dependent);
        }

        @Override
        public Future<@Nullable Void> timer(Duration time) {
          Promise<@Nullable Void> timer = new Promise<>(this, "timer of " + time);
          timers.add(timer);
          return timer;
        }
      };

  private final Promise<String> first = new Promise<>(waiter, "activity-first");
  private final Promise<String> second = new Promise<>(waiter, "activity-second");
  private final SimpleflowException failure = new SimpleflowException("broken");

  private void runCode() {
    while (!code.isEmpty()) {
      code.remove(0).run();
    }
  }

  private static TaskCanceledException canceled() {
    return new TaskCanceledException("activity-first", Optional.of("why"));
  }

  @Test
  void transformsTheResultWhenCodeMayRun() {
    Future<Integer> length = first.thenApply(String::length);
    first.complete("four");

    assertThat(length.isDone()).isFalse();
    runCode();
    assertThat(length.result()).isEqualTo(4);
  }

  @Test
  void passesFailureAndCancellationByATransformWithoutRunningIt() {
    List<String> called = new ArrayList<>();
    Future<Boolean> failed = first.thenApply(called::add);
    Future<Boolean> cancelled = second.thenCompose(text -> Future.of(called.add(text)));
    first.fail(failure);
    second.cancel(canceled());
    runCode();

    assertThat(called).isEmpty();
    assertThat(failed.exception()).containsSame(failure);
    assertThat(cancelled.isCancelled()).isTrue();
  }

  @Test
  void failsWithWhatATransformThrows() {
    Future<String> own =
        first.thenApply(
            text -> {
              throw failure;
            });
    Future<Integer> other = first.thenApply(Integer::parseInt);
    first.complete("x");
    runCode();

    assertThat(own.exception()).containsSame(failure);
    assertThat(other.exception())
        .get()
        .isInstanceOf(BranchFailedException.class)
        .satisfies(
            thrown -> assertThat(thrown.getCause()).isInstanceOf(NumberFormatException.class));
  }

  /** Seed 57 of the law of timing. */
  @Test
  void waitsForWhatFollowsAValueThatWasThereBefore() {
    Future<String> composed = Future.of("x").thenCompose(text -> second);
    Future<String> applied = composed.thenApply(text -> text + "!");
    steps.add(() -> second.complete("y"));
    steps.add(this::runCode);

    assertThat(composed.result()).isEqualTo("y");
    assertThat(applied.result()).isEqualTo("y!");
  }

  @Test
  @SuppressWarnings("NullAway") // A step that returns no future is what is tried.
  void endsAsTheFutureThatAStepReturns() {
    Future<String> composed = first.thenCompose(text -> second);
    Future<String> nothing = first.thenCompose(text -> null);
    first.complete("x");
    runCode();
    assertThat(composed.isDone()).isFalse();
    second.complete("y");

    assertThat(composed.result()).isEqualTo("y");
    assertThat(nothing.exception()).get().isInstanceOf(BranchFailedException.class);
  }

  @Test
  void takesTheResultOfARecoveryOnlyAfterAFailure() {
    Future<String> unharmed = first.exceptionally(thrown -> "never");
    Future<String> recovered = second.exceptionally(thrown -> "after " + thrown.getMessage());
    Promise<String> third = new Promise<>(waiter);
    Future<String> afterCancel = third.exceptionally(thrown -> "cancelled");
    first.complete("x");
    second.fail(failure);
    third.cancel();
    runCode();

    assertThat(unharmed.result()).isEqualTo("x");
    assertThat(recovered.result()).isEqualTo("after broken");
    assertThat(afterCancel.result()).isEqualTo("cancelled");
  }

  @Test
  void timesOutUnlessTheTaskIsFaster() {
    Future<String> slow = first.orTimeout(Duration.ofSeconds(7));
    Future<String> fast = second.orTimeout(Duration.ofSeconds(9));
    second.complete("y");
    timers.get(0).complete(null);

    assertThat(fast.result()).isEqualTo("y");
    assertThat(timers.get(1).isCancelled()).isTrue();
    assertThatExceptionOfType(TaskTimedOutException.class)
        .isThrownBy(slow::result)
        .withMessage("activity-first timed out: TIMER (7 s)");
    assertThat(first.isDone()).isFalse();
    assertThat(second.orTimeout(Duration.ofSeconds(1))).isSameAs(second);
    assertThat(timers).hasSize(2);
  }

  @Test
  void leavesNoTimerBehindWhenATimeLimitIsGivenUp() {
    Future<String> limited = first.orTimeout(Duration.ofSeconds(7));
    limited.cancel();

    assertThat(timers.get(0).isCancelled()).isTrue();
    assertThat(first.isDone()).isFalse();
  }

  @Test
  void hasNoTimeLimitOnceTheTimerIsCancelled() {
    Future<String> limited = first.orTimeout(Duration.ofSeconds(7));
    Future<String> failed = second.orTimeout(Duration.ofSeconds(7));
    timers.get(0).cancel();
    timers.get(1).fail(failure);

    assertThat(limited.isDone()).isFalse();
    first.complete("x");
    assertThat(limited.result()).isEqualTo("x");
    assertThat(failed.exception()).containsSame(failure);
  }

  @Test
  void asksTheTaskOnceAndEndsAsItDoes() {
    List<String> asked = new ArrayList<>();
    first.onCancelRequest(() -> asked.add("first"));
    first.requestCancel();
    first.requestCancel();

    assertThat(asked).containsExactly("first");
    assertThat(first.isDone()).isFalse();
    first.complete("faster");
    assertThat(first.result()).isEqualTo("faster");
  }

  @Test
  void cancelsAtOnceWhatCannotBeAsked() {
    first.requestCancel();

    assertThat(first.isCancelled()).isTrue();
    assertThatThrownBy(first::result)
        .isInstanceOf(TaskCanceledException.class)
        .hasMessageContaining("activity-first");
  }

  @Test
  void givesUpAtOnceAndAsksTheTaskUnlessItWasAsked() {
    List<String> asked = new ArrayList<>();
    first.onCancelRequest(() -> asked.add(first.status().name()));
    second.onCancelRequest(() -> asked.add("second"));
    second.requestCancel();

    assertThat(first.cancel()).isTrue();
    assertThat(second.cancel()).isTrue();
    assertThat(asked).containsExactly("second", "CANCELLED");
  }

  @Test
  void asksNothingOfATaskThatHasEnded() {
    List<String> asked = new ArrayList<>();
    first.onCancelRequest(() -> asked.add("first"));
    first.complete("x");
    first.requestCancel();

    assertThat(first.cancel()).isFalse();
    assertThat(asked).isEmpty();
  }

  @Test
  void takesTheFirstSuccessPastFailures() {
    Future<String> any = Futures.firstSuccess(first, second);
    first.fail(failure);
    assertThat(any.isDone()).isFalse();
    second.complete("y");

    assertThat(any.result()).isEqualTo("y");
    assertThatThrownBy(() -> Futures.firstSuccess(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesEveryFailureIfNothingSucceeds() {
    Future<String> any = Futures.firstSuccess(List.of(first, second));
    second.cancel(canceled());
    first.fail(failure);

    assertThatExceptionOfType(AggregateException.class)
        .isThrownBy(any::result)
        .satisfies(
            thrown -> {
              assertThat(thrown.failures()).hasSize(2).first().isSameAs(failure);
              assertThat(thrown.failures()).last().isInstanceOf(TaskCanceledException.class);
            });
  }

  @Test
  void givesFuturesInTheOrderOfTheirEnds() {
    Promise<String> ended = new Promise<>(waiter);
    ended.complete("0");
    steps.add(() -> second.fail(failure));
    steps.add(() -> first.complete("1"));
    Iterator<Future<String>> order = Futures.asCompleted(List.of(first, second, ended)).iterator();

    assertThat(order.next()).isSameAs(ended);
    assertThat(order.next()).isSameAs(second);
    assertThat(order.hasNext()).isTrue();
    assertThat(order.next()).isSameAs(first);
    assertThat(order.hasNext()).isFalse();
    assertThatThrownBy(order::next).isInstanceOf(NoSuchElementException.class);
  }
}
