package io.simpleflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FuturesTest {
  /** Waits by doing what is next on a list. */
  private final List<Runnable> steps = new ArrayList<>();

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
      };

  private final Promise<String> first = new Promise<>(waiter);
  private final Promise<String> second = new Promise<>(waiter);
  private final SimpleflowException failure = new SimpleflowException("broken");

  @Test
  void tellsWhereItStands() {
    assertThat(first.status()).isEqualTo(FutureStatus.PENDING);
    first.start();
    assertThat(first.isRunning()).isTrue();
    first.complete("x");
    assertThat(first.status()).isEqualTo(FutureStatus.FINISHED);
    assertThat(first.cancel()).isFalse();
  }

  @Test
  void waitsForTheResult() {
    steps.add(() -> first.complete("x"));

    assertThat(first.result()).isEqualTo("x");
    assertThat(first.exception()).isEmpty();
  }

  @Test
  void throwsTheFailureFromResultAndReturnsItFromException() {
    first.fail(failure);

    assertThatThrownBy(first::result).isSameAs(failure);
    assertThat(first.exception()).containsSame(failure);
    assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).hasCause(failure);
  }

  @Test
  void isCancelledForGood() {
    assertThat(first.cancel()).isTrue();
    first.complete("too late");

    assertThat(first.isCancelled()).isTrue();
    assertThatThrownBy(first::result).isInstanceOf(TaskCanceledException.class);
    assertThatThrownBy(first::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void givesUpWaitingAfterTheTimeout() {
    assertThatThrownBy(() -> first.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
  }

  @Test
  void allGivesTheResultsInTheOrderOfTheArguments() {
    Future<List<String>> all = Futures.all(first, second);
    second.complete("2");
    assertThat(all.isDone()).isFalse();
    first.complete("1");

    assertThat(all.result()).containsExactly("1", "2");
    assertThat(Futures.all(List.<Future<String>>of()).result()).isEmpty();
  }

  @Test
  void allWaitsForEveryOneAndFailsWithTheFirstFailureInOrder() {
    Future<List<String>> all = Futures.all(first, second);
    second.fail(new SimpleflowException("second"));
    assertThat(all.isDone()).isFalse();
    first.fail(failure);

    assertThat(all.exception()).containsSame(failure);
  }

  @Test
  void anyEndsAsTheFirstThatEnds() {
    Future<String> any = Futures.any(first, second);
    second.complete("2");
    first.fail(failure);

    assertThat(any.result()).isEqualTo("2");
    assertThat(Futures.any(second, first).result()).isEqualTo("2");
    assertThat(Futures.any(first, second).exception()).containsSame(failure);
    assertThatThrownBy(() -> Futures.any(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyIsCancelledWithTheFirst() {
    Future<String> any = Futures.any(first, second);
    first.cancel(new TaskCanceledException("activity-x", Optional.of("why")));

    assertThat(any.isCancelled()).isTrue();
    assertThat(any.exception()).get().asString().contains("why");
  }

  @Test
  void waitReturnsTheResultsOnceAllHaveEnded() {
    steps.add(() -> first.complete("1"));
    steps.add(() -> second.complete("2"));

    assertThat(Futures.wait(first, second)).containsExactly("1", "2");
  }

  @Test
  void tellsItsListenersInTheOrderTheyCame() {
    List<Integer> calls = new ArrayList<>();
    first.whenDone(() -> calls.add(1));
    first.whenDone(() -> calls.add(2));
    first.complete("x");
    first.whenDone(() -> calls.add(3));

    assertThat(calls).containsExactly(1, 2, 3);
  }
}
