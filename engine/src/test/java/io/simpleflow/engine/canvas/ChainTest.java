package io.simpleflow.engine.canvas;

import static io.simpleflow.engine.canvas.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.AggregateException;
import io.simpleflow.Chain;
import io.simpleflow.ChildTask;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Future;
import io.simpleflow.Group;
import io.simpleflow.LambdaTask;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.TaskCanceledException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // It does not see in class files that elements may be null.
class ChainTest {
  private final Stage stage = new Stage("unknown");

  @Test
  void runsOneItemAfterAnother() {
    Future<List<@Nullable String>> future = stage.play(Chain.of(task("a"), task("b"), task("c")));
    for (String name : List.of("a", "b", "c")) {
      assertThat(stage.open()).containsExactly(name);
      stage.complete(name);
    }
    assertThat(future.result()).containsExactly("a!", "b!", "c!");
  }

  @Test
  void endsAtTheFirstFailure() {
    Chain<String> chain = Chain.of(task("a"), task("b"), task("c"));
    Future<?> bubbling = stage.play(chain);
    stage.complete("a");
    stage.fail("b");
    assertThat(stage.open()).isEmpty();
    assertThat(failures(bubbling)).hasSize(3);
    assertThat(failures(bubbling).get(1)).hasMessage("b failed: broken");
    Future<List<@Nullable String>> quiet = stage.play(chain.withBubblesExceptionOnFailure(false));
    stage.complete("a");
    stage.fail("b");
    assertThat(quiet.result()).containsExactly("a!", null);
  }

  @Test
  void endsAtACancelledItemToo() {
    Future<?> future = stage.play(Chain.of(task("a"), task("b")));
    stage.endAsCancelled("a");
    assertThat(failures(future).get(0)).isInstanceOf(TaskCanceledException.class);
    assertThat(stage.open()).isEmpty();
  }

  @Test
  void endsAtAnItemThatCannotBeSubmitted() {
    Future<?> future = stage.play(Chain.of(task("unknown"), task("b")));
    assertThat(failures(future).get(0)).hasMessage("no activity unknown");
    assertThat(stage.submitted).isEmpty();
  }

  @Test
  void goesOnAfterAFailureIfItShall() {
    Chain<String> chain = Chain.of(task("a"), task("b"), task("c")).withBreakOnFailure(false);
    Future<?> future = stage.play(chain);
    stage.fail("a");
    stage.complete("b");
    stage.endAsCancelled("c");
    assertThat(failures(future).get(0)).isNotNull();
    assertThat(failures(future).get(1)).isNull();
    assertThat(failures(future).get(2)).isInstanceOf(TaskCanceledException.class);
    Future<List<@Nullable String>> quiet = stage.play(chain.withBubblesExceptionOnFailure(false));
    stage.fail("a");
    stage.complete("b", "c");
    assertThat(quiet.result()).containsExactly(null, "b!", "c!");
  }

  @Test
  void sendsEachResultToTheNextItemAsItsLastArgument() {
    Task<String> second = task("b", 1);
    Future<?> future =
        stage.play(
            Chain.of(
                    task("a"),
                    second,
                    ChildTask.named("child", "1", String.class, 2),
                    LambdaTask.of("lambda", String.class, null),
                    task("last"))
                .withSendResult(true));
    stage.complete("a");
    stage.completeWith("b", null);
    stage.complete("child", "lambda", "last");
    assertThat(future.exception()).isEmpty();
    assertThat(stage.submitted.stream().map(Stage::arguments).toList())
        .isEqualTo(
            List.of(
                List.of(),
                List.of(1, "a!"),
                java.util.Arrays.asList(2, null),
                List.of("child!"),
                List.of("lambda!")));
    assertThat(second.arguments()).as("the item is not changed").containsExactly(1);
  }

  @Test
  void sendsAResultIntoWhatIsInside() {
    Future<List<@Nullable Object>> future =
        stage.play(
            Chain.<@Nullable Object>of(
                    task("a"),
                    Group.of(task("b"), Group.of(task("c"))),
                    Chain.of(task("d"), task("e")),
                    FunctionGroup.of((List<String> results) -> task("f", results.size())),
                    Group.of(List.<Task<String>>of()),
                    task("g"))
                .withSendResult(true));
    stage.complete("a");
    stage.complete("b", "c");
    assertThat(arguments("b")).containsExactly("a!");
    assertThat(arguments("c")).containsExactly("a!");
    stage.complete("d", "e");
    assertThat(arguments("d")).containsExactly(List.of("b!", List.of("c!")));
    assertThat(arguments("e")).as("the inner chain does not send").isEmpty();
    stage.complete("f");
    assertThat(arguments("f")).containsExactly(2);
    assertThat(arguments("g")).containsExactly(List.of());
    stage.complete("g");
    assertThat(future.result()).hasSize(6);
  }

  @Test
  void refusesToSendAResultToALambdaFunctionThatHasAPayload() {
    Future<?> future =
        stage.play(
            Chain.of(task("a"), LambdaTask.of("lambda", String.class, "mine"))
                .withSendResult(true));
    stage.complete("a");
    assertThat(failures(future).get(1))
        .isInstanceOf(TaskArgumentException.class)
        .hasMessageStartingWith("Lambda function lambda has a payload of its own");
  }

  @Test
  void beginsNoMoreOnceAskedToCancel() {
    Future<?> future = stage.play(Chain.of(task("a"), task("b")));
    future.requestCancel();
    assertThat(stage.askedToCancel).containsExactly("a");
    stage.complete("a");
    assertThat(stage.open()).isEmpty();
    assertThat(future.isCancelled()).as("one item has never run").isTrue();
  }

  private List<@Nullable Object> arguments(String name) {
    Submittable<?> task =
        stage.submitted.stream().filter(item -> Stage.name(item).equals(name)).findFirst().get();
    return Stage.arguments(task);
  }

  private static List<@Nullable SimpleflowException> failures(Future<?> future) {
    return ((AggregateException) future.exception().orElseThrow()).failures();
  }
}
