package io.simpleflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of the values that workflows are composed of. */
class CanvasValuesTest {
  private static Task<Integer> task(int argument) {
    return Task.named("task", "1", Integer.class, argument);
  }

  @Test
  void keepsAChainFromSendingResultsThatAFailureCannotHave() {
    Chain<Integer> sending = Chain.of(task(1), task(2)).withSendResult(true);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sending.withBreakOnFailure(false))
        .withMessageContaining("must break on failure");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chain.of(task(1)).withBreakOnFailure(false).withSendResult(true));
    assertThat(sending.breakOnFailure()).isTrue();
  }

  @Test
  void refusesAGroupThatCouldNeverBegin() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Group.of(task(1)).withMaxParallel(0))
        .withMessageContaining("at least 1: 0");
  }

  @Test
  void doesNotBubbleWhatIsNotToBeRaisedUnlessToldSo() {
    Group<Integer> group = Group.of(task(1)).withRaisesOnFailure(false);
    Chain<Integer> chain = Chain.of(task(1)).withRaisesOnFailure(false);

    assertThat(Group.of(task(1)).bubblesExceptionOnFailure()).isTrue();
    assertThat(Chain.of(task(1)).bubblesExceptionOnFailure()).isTrue();
    assertThat(group.bubblesExceptionOnFailure()).isFalse();
    assertThat(chain.bubblesExceptionOnFailure()).isFalse();
    assertThat(group.withBubblesExceptionOnFailure(true).bubblesExceptionOnFailure()).isTrue();
    assertThat(group.withBubblesExceptionOnFailure(true).raisesOnFailure()).contains(false);
    assertThat(Group.of(task(1)).withRaisesOnFailure(true).bubblesExceptionOnFailure()).isTrue();
  }

  @Test
  @SuppressWarnings("NullAway") // It does not see that a record's list may hold nulls.
  void neverChangesWhatItWasMadeOf() {
    List<Task<Integer>> items = new ArrayList<>(List.of(task(1)));
    Group<Integer> group = Group.of(items);
    Chain<Integer> chain = Chain.of(items);
    items.add(task(2));

    assertThat(group.items()).hasSize(1);
    assertThat(chain.items()).hasSize(1);
    assertThat(group.withMaxParallel(3).append(task(3)).items()).hasSize(2);
    assertThat(group.withMaxParallel(3).append(task(3)).maxParallel()).hasValue(3);
    assertThat(chain.withSendResult(true).append(task(3)).sendResult()).isTrue();
    assertThat(group.items()).hasSize(1);
    List<@Nullable Object> arguments = new ArrayList<@Nullable Object>(Arrays.asList(1, null));
    FunctionGroup<Integer> function =
        new FunctionGroup<>(given -> task(1), arguments, Optional.empty());
    arguments.clear();
    assertThat(function.arguments()).isEqualTo(Arrays.asList(1, null));
  }

  @Test
  void mapsAnActivityOverArgumentsThatMayBeFutures() {
    Group<String> group = Group.map(String::valueOf, List.<Object>of(1, Future.of(2)));

    assertThat(group.items()).hasSize(2);
    assertThat(((Task<?>) group.items().get(0)).arguments()).containsExactly(1);
    assertThat(((Task<?>) group.items().get(1)).arguments().get(0)).isInstanceOf(Future.class);
  }

  private final SimpleflowException bad = new SimpleflowException("bad");
  private final SimpleflowException worse = new SimpleflowException("worse");

  @Test
  void keepsFailuresAtTheirPlacesAndFlattensThem() {
    AggregateException inner = new AggregateException(Arrays.asList(null, worse));
    AggregateException outer = new AggregateException(Arrays.asList(bad, null, inner));

    assertThat(outer.failures()).containsExactly(bad, null, inner);
    assertThat(outer.flatten()).containsExactly(bad, worse);
    assertThat(outer).hasCause(bad).hasMessageStartingWith("2 of 3 failed; the first: ");
  }

  @Test
  void throwsTheFailuresThatAreNotHandled() {
    AggregateException outer =
        new AggregateException(
            Arrays.asList(bad, new AggregateException(Arrays.asList(null, worse))));

    outer.handle(failure -> true);
    assertThatExceptionOfType(AggregateException.class)
        .isThrownBy(() -> outer.handle(failure -> failure == bad))
        .satisfies(left -> assertThat(left.failures()).containsExactly(worse));
  }

  @Test
  void compensatesLastFirstAndGoesOnPastFailures() {
    List<String> done = new ArrayList<>();
    Saga saga = new Saga();
    saga.addCompensation(() -> done.add("first"));
    saga.addCompensation(
        () -> {
          throw new IllegalStateException("second");
        });
    saga.addCompensation(
        () -> {
          throw bad;
        });
    saga.addCompensation(() -> done.add("fourth"));

    assertThatExceptionOfType(SimpleflowException.class)
        .isThrownBy(saga::compensate)
        .isSameAs(bad)
        .satisfies(
            thrown ->
                assertThat(thrown.getSuppressed()[0])
                    .isInstanceOf(BranchFailedException.class)
                    .hasRootCauseMessage("second"));
    assertThat(done).containsExactly("fourth", "first");
    saga.compensate();
    assertThat(done).hasSize(2);
  }
}
