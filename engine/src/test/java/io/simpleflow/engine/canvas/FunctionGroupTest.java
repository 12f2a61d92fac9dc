package io.simpleflow.engine.canvas;

import static io.simpleflow.engine.canvas.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Chain;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Future;
import io.simpleflow.FutureStatus;
import io.simpleflow.Group;
import io.simpleflow.Promise;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Task;
import io.simpleflow.TaskFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FunctionGroupTest {
  private final Stage stage = new Stage("unknown");

  @Test
  void endsAsWhatItsFunctionReturns() {
    Future<String> success = stage.play(FunctionGroup.of(() -> task("a")));
    assertThat(success.isPending()).isTrue();
    stage.start("a");
    assertThat(success.isRunning()).isTrue();
    stage.complete("a");
    assertThat(success.result()).isEqualTo("a!");
    Future<String> failure = stage.play(FunctionGroup.of(() -> task("b")));
    stage.fail("b");
    assertThat(failure.exception()).get().isInstanceOf(TaskFailedException.class);
    Future<String> cancelled = stage.play(FunctionGroup.of(() -> task("c")));
    stage.endAsCancelled("c");
    assertThat(cancelled.status()).isEqualTo(FutureStatus.CANCELLED);
    Future<List<@Nullable String>> list =
        stage.play(FunctionGroup.of(() -> Group.of(task("d"), task("e"))));
    stage.complete("d", "e");
    assertThat(list.result()).containsExactly("d!", "e!");
  }

  @Test
  void isCalledWhenItsTurnComes() {
    List<String> seen = new ArrayList<>();
    Future<?> unused =
        stage.play(
            Chain.of(
                task("a"),
                FunctionGroup.of(
                    () -> {
                      seen.add("called");
                      return task("b");
                    })));
    assertThat(seen).isEmpty();
    stage.complete("a");
    assertThat(seen).containsExactly("called");
    assertThat(stage.open()).containsExactly("b");
  }

  @Test
  void isNothingIfItsFunctionReturnsNothing() {
    Future<List<@Nullable String>> future =
        stage.play(Chain.of(task("a"), FunctionGroup.of(() -> null), task("b")));
    stage.complete("a", "b");
    assertThat(future.result()).containsExactly("a!", null, "b!");
  }

  @Test
  void mayBeAFutureThatItsFunctionHas() {
    Promise<String> signal = new Promise<>(stage);
    Future<List<@Nullable String>> future =
        stage.play(Chain.of(FunctionGroup.ofFuture(() -> signal), task("b")));
    assertThat(stage.open()).isEmpty();
    signal.complete("come");
    stage.complete("b");
    assertThat(future.result()).containsExactly("come", "b!");
  }

  @Test
  void waitsForTheFuturesAmongItsArguments() {
    Future<String> input = stage.play(FunctionGroup.of(() -> task("a")));
    Future<String> future = stage.play(FunctionGroup.of((String value) -> task("b", value), input));
    assertThat(stage.open()).containsExactly("a");
    stage.complete("a");
    assertThat(Stage.arguments(stage.submitted.get(1))).containsExactly("a!");
    stage.complete("b");
    assertThat(future.result()).isEqualTo("b!");
  }

  @Test
  void failsWithAnArgumentThatFails() {
    Future<String> input = stage.play(FunctionGroup.of(() -> task("a")));
    Future<String> future = stage.play(FunctionGroup.of((String value) -> task("b", value), input));
    stage.fail("a");
    assertThat(future.exception()).isEqualTo(input.exception());
    assertThat(stage.open()).isEmpty();
  }

  @Test
  void failsWithWhatItsFunctionThrows() {
    SimpleflowException own = new SimpleflowException("no");
    Future<String> known =
        stage.play(
            FunctionGroup.<String>of(
                () -> {
                  throw own;
                }));
    assertThat(known.exception()).contains(own);
    Future<String> other =
        stage.play(
            new FunctionGroup<>(
                arguments -> {
                  throw new java.io.IOException("disk");
                },
                List.of(),
                Optional.empty()));
    assertThat(other.exception())
        .get()
        .hasToString(
            "io.simpleflow.BranchFailedException: the workflow's code threw java.io.IOException: disk");
  }

  @Test
  void saysWhatItsFunctionMayReturn() {
    Future<String> future =
        stage.play(new FunctionGroup<>(arguments -> "text", List.of(), Optional.empty()));
    assertThat(future.exception())
        .get()
        .hasToString(
            "io.simpleflow.SimpleflowException: a function of a canvas returned a java.lang.String;"
                + " it must return what to submit, a future, or null");
  }

  @Test
  void failsIfWhatItReturnsCannotBeSubmitted() {
    assertThat(stage.play(FunctionGroup.of(() -> task("unknown"))).exception())
        .get()
        .hasToString("io.simpleflow.TaskNotFoundException: no activity unknown");
  }

  @Test
  void tellsWhatItReturnsToRaiseItsFailures() {
    Future<?> unused =
        stage.play(
            Group.of(
                    FunctionGroup.of(() -> task("a")),
                    FunctionGroup.of(() -> task("b")).withRaisesOnFailure(false))
                .withRaisesOnFailure(true));
    assertThat(stage.submitted)
        .extracting(item -> ((Task<?>) item).options().raisesOnFailure().orElseThrow())
        .containsExactly(true, false);
  }

  @Test
  void isNotCalledOnceItIsCancelled() {
    Future<String> future = stage.submit(FunctionGroup.of(() -> task("a")), false);
    future.requestCancel();
    stage.runCode();
    assertThat(future.isCancelled()).isTrue();
    assertThat(stage.submitted).isEmpty();
  }

  @Test
  void passesARequestToCancelOn() {
    Future<?> future = stage.play(FunctionGroup.of(() -> Chain.of(task("a"), task("b"))));
    future.requestCancel();
    assertThat(stage.askedToCancel).containsExactly("a");
    stage.endAsCancelled("a");
    assertThat(future.isCancelled()).isTrue();
    assertThat(stage.open()).isEmpty();
  }

  @Test
  void cancelsTheFutureOfAFunctionThatWasCancelledWhileItRan() {
    Promise<String> timer = new Promise<>(stage);
    List<Future<?>> itself = new ArrayList<>();
    itself.add(
        stage.submit(
            FunctionGroup.ofFuture(
                () -> {
                  itself.get(0).cancel();
                  return timer;
                }),
            false));
    stage.runCode();
    assertThat(timer.isCancelled()).isTrue();
  }
}
