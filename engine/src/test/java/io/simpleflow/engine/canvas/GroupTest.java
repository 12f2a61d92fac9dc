package io.simpleflow.engine.canvas;

import static io.simpleflow.engine.canvas.Stage.failure;
import static io.simpleflow.engine.canvas.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.AggregateException;
import io.simpleflow.Future;
import io.simpleflow.FutureStatus;
import io.simpleflow.Group;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Task;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.TaskException;
import io.simpleflow.TaskNotFoundException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // It does not see in class files that elements may be null.
class GroupTest {
  private final Stage stage = new Stage("unknown");

  @Test
  void runsItsItemsSideBySideAndGivesTheirResultsInOrder() {
    Future<List<@Nullable String>> future = stage.play(Group.of(task("a"), task("b"), task("c")));
    assertThat(stage.open()).containsExactly("a", "b", "c");
    stage.complete("b", "c");
    assertThat(future.isDone()).isFalse();
    stage.complete("a");
    assertThat(future.result()).containsExactly("a!", "b!", "c!");
  }

  @Test
  void isFinishedAtOnceIfItIsEmpty() {
    assertThat(stage.play(Group.of(List.<Task<String>>of())).result()).isEmpty();
  }

  @Test
  void refillsAFinishedSlotAtOnce() {
    Future<?> future =
        stage.play(
            Group.of(task("a"), task("b"), task("c"), task("d"), task("e")).withMaxParallel(2));
    assertThat(stage.open()).containsExactly("a", "b");
    stage.complete("b");
    assertThat(stage.open()).containsExactly("a", "c");
    stage.fail("a");
    assertThat(stage.open()).containsExactly("c", "d");
    stage.complete("d", "c");
    assertThat(stage.open()).containsExactly("e");
    assertThat(future.isDone()).isFalse();
  }

  @Test
  void failsWithEachFailureAtThePlaceOfItsItem() {
    Future<?> future = stage.play(Group.of(task("a"), task("b"), task("c")));
    stage.fail("c");
    stage.endAsCancelled("a");
    assertThat(future.isDone()).as("the others go on").isFalse();
    stage.complete("b");
    List<@Nullable SimpleflowException> failures = failures(future);
    assertThat(failures.get(0)).isInstanceOf(TaskCanceledException.class);
    assertThat(failures.get(1)).isNull();
    assertThat(failures.get(2)).hasMessage(failure("c").getMessage());
    assertThat(future.isCancelled()).isFalse();
    assertThatThrownBy(future::result).hasMessageStartingWith("2 of 3 failed; the first: ");
  }

  @Test
  void keepsFailuresToItselfIfItShall() {
    Future<List<@Nullable String>> future =
        stage.play(Group.of(task("a"), task("b")).withBubblesExceptionOnFailure(false));
    stage.fail("a");
    stage.complete("b");
    assertThat(future.result()).containsExactly(null, "b!");
  }

  @Test
  void failsOnlyTheItemThatCannotBeSubmitted() {
    Future<?> future = stage.play(Group.of(task("a"), task("unknown")).withMaxParallel(1));
    stage.complete("a");
    assertThat(failures(future).get(0)).isNull();
    assertThat(failures(future).get(1)).isInstanceOf(TaskNotFoundException.class);
    Future<?> first = stage.play(Group.of(task("unknown"), task("b")));
    stage.complete("b");
    assertThat(failures(first).get(0)).isInstanceOf(TaskNotFoundException.class);
    assertThat(failures(first).get(1)).isNull();
  }

  @Test
  void hasThePlacesOfFailuresInItsInnerGroups() {
    Future<?> future =
        stage.play(Group.of(List.of(Group.of(task("a"), task("b")), Group.of(task("c")))));
    stage.complete("a", "c");
    stage.fail("b");
    AggregateException outer = (AggregateException) future.exception().orElseThrow();
    AggregateException inner = (AggregateException) outer.failures().get(0);
    assertThat(inner.failures().get(0)).isNull();
    assertThat(outer.failures().get(1)).isNull();
    assertThat(outer.flatten())
        .extracting(SimpleflowException::getMessage)
        .containsExactly(failure("b").getMessage());
    assertThat(outer).hasMessageEndingWith("the first: " + failure("b"));
  }

  @Test
  void runsOnceAnItemRuns() {
    Future<?> future = stage.play(Group.of(List.of(Group.of(task("a"), task("b")))));
    assertThat(future.status()).isEqualTo(FutureStatus.PENDING);
    stage.start("b");
    assertThat(future.status()).isEqualTo(FutureStatus.RUNNING);
    stage.complete("b");
    assertThat(future.status()).isEqualTo(FutureStatus.RUNNING);
  }

  @Test
  void runsAlsoIfAnItemHasEndedUnseen() {
    Future<?> future = stage.play(Group.of(task("a"), task("b")));
    stage.complete("b");
    assertThat(future.status()).isEqualTo(FutureStatus.RUNNING);
  }

  @Test
  void asksTheItemsUnderWayToCancelAndWaitsForThem() {
    Future<?> future =
        stage.play(
            Group.of(List.of(Group.of(task("a"), task("b")), Group.of(task("c")), task("d")))
                .withMaxParallel(2));
    stage.complete("b");
    future.requestCancel();
    assertThat(stage.askedToCancel).containsExactly("a", "c");
    assertThat(future.isDone()).isFalse();
    stage.complete("c");
    stage.endAsCancelled("a");
    assertThat(stage.open()).as("no more are begun").isEmpty();
    assertThat(future.status()).isEqualTo(FutureStatus.CANCELLED);
    assertThatThrownBy(future::result)
        .isInstanceOf(TaskCanceledException.class)
        .hasMessage("the canvas was cancelled");
  }

  @Test
  void finishesIfItsItemsWereFasterThanTheRequestToCancel() {
    Future<List<@Nullable String>> future = stage.play(Group.of(task("a"), task("b")));
    future.requestCancel();
    stage.complete("a", "b");
    assertThat(future.result()).containsExactly("a!", "b!");
  }

  @Test
  void isGivenUpAtOnceAndItsItemsAreAskedToCancel() {
    Future<?> future = stage.play(Group.of(task("a"), task("b")).withMaxParallel(1));
    assertThat(future.cancel()).isTrue();
    assertThat(stage.askedToCancel).containsExactly("a");
    stage.complete("a");
    assertThat(stage.open()).isEmpty();
    assertThat(future.isCancelled()).isTrue();
  }

  @Test
  void tellsItsItemsToRaiseTheirFailuresAndLeavesThemAsTheyAre() {
    Task<String> shared = task("a");
    Future<?> unused =
        stage.play(
            Group.of(shared, Group.of(task("b")).withRaisesOnFailure(false), Group.of(task("c")))
                .withRaisesOnFailure(true));
    assertThat(stage.submitted)
        .extracting(item -> ((Task<?>) item).options().raisesOnFailure().orElseThrow())
        .containsExactly(true, false, true);
    assertThat(shared.options().raisesOnFailure()).isEmpty();
    stage.complete("a", "b", "c");
    Future<?> unused2 = stage.play(Group.of(shared));
    assertThat(((Task<?>) stage.submitted.get(3)).options().raisesOnFailure())
        .as("the item is the author's, and was not changed")
        .isEmpty();
  }

  @Test
  void keepsTheFailuresThatItsItemsDoNotRaise() {
    Future<List<@Nullable String>> future =
        stage.play(Group.of(task("a")).withRaisesOnFailure(false));
    stage.fail("a");
    assertThat(future.result()).containsExactly((String) null);
  }

  private static List<@Nullable SimpleflowException> failures(Future<?> future) {
    SimpleflowException failure = future.exception().orElseThrow();
    assertThat(failure).isInstanceOf(AggregateException.class);
    assertThat(failure).isNotInstanceOf(TaskException.class);
    return ((AggregateException) failure).failures();
  }
}
