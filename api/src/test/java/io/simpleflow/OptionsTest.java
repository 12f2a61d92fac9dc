package io.simpleflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.simpleflow.history.ChildPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of what a submit, a handler or a new run is given. */
class OptionsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final WorkflowOptions FULL =
      WorkflowOptions.none()
          .withWorkflowId("id")
          .withTaskList("list")
          .withTaskPriority(3)
          .withTagList(List.of("a", "b"))
          .withInheritTags(false)
          .withExecutionStartToCloseTimeout(MINUTE)
          .withTaskStartToCloseTimeout(MINUTE)
          .withChildPolicy(ChildPolicy.ABANDON)
          .withLambdaRole("role")
          .withRetry(RetryPolicy.immediately(2))
          .withRaisesOnFailure(true);

  @Test
  void laysOptionsOverOthers() {
    WorkflowOptions other =
        WorkflowOptions.none()
            .withTaskPriority(4)
            .withTagList(List.of())
            .withInheritTags(true)
            .withChildPolicy(ChildPolicy.TERMINATE);

    WorkflowOptions both = FULL.overriddenBy(other);
    assertThat(both.taskPriority()).hasValue(4);
    assertThat(both.tagList()).contains(List.of());
    assertThat(both.inheritTags()).contains(true);
    assertThat(both.childPolicy()).contains(ChildPolicy.TERMINATE);
    assertThat(both.workflowId()).contains("id");
    assertThat(both.raisesOnFailure()).contains(true);
    assertThat(FULL.overriddenBy(WorkflowOptions.none())).isEqualTo(FULL);
    assertThat(WorkflowOptions.none().overriddenBy(FULL)).isEqualTo(FULL);
  }

  @Test
  void refusesOptionsThatTheServiceWouldRefuse() {
    assertRefused(
        () -> FULL.withTagList(List.of("1", "2", "3", "4", "5", "6")), "at most five tags");
    assertRefused(() -> FULL.withTagList(List.of("")), "the tag '' is empty; give it 1 to 256");
    assertRefused(() -> FULL.withWorkflowId(""), "the workflow id '' is empty");
    assertRefused(() -> FULL.withWorkflowId("x".repeat(257)), "has 257 characters");
    assertRefused(() -> FULL.withWorkflowId("order/1"), "the workflow id 'order/1' has a ':', '/'");
    assertRefused(() -> FULL.withWorkflowId("arn"), "is reserved by SWF");
    assertRefused(() -> FULL.withTaskList("a\nb"), "control character");
    assertRefused(
        () -> FULL.withExecutionStartToCloseTimeout(MINUTE.negated()),
        "executionStartToCloseTimeout is negative: PT-1M");
    assertRefused(
        () -> FULL.withTaskStartToCloseTimeout(MINUTE.negated()),
        "taskStartToCloseTimeout is negative");
    assertRefused(
        () -> ActivityOptions.none().withHeartbeatTimeout(MINUTE.negated()),
        "heartbeatTimeout is negative");
    assertRefused(
        () -> FULL.withExecutionStartToCloseTimeout(Duration.ofDays(366)), "at most a year");
    assertRefused(
        () -> ActivityOptions.none().withTaskList("a:b"), "the task list 'a:b' has a ':'");
    assertRefused(() -> ActivityOptions.none().withId(""), "the id of a task '' is empty");
    assertRefused(() -> ActivityOptions.none().withId("a/b"), "the id of a task 'a/b' has");
  }

  @Test
  void refusesTypesThatCannotBe() {
    assertRefused(
        () -> Task.named("a|b", "1", Object.class), "the name of an activity 'a|b' has a ':'");
    assertRefused(
        () -> Task.named("a", "v".repeat(65), Object.class),
        "the version of activity a '" + "v".repeat(60) + "…' has 65 characters");
    assertRefused(
        () -> ChildTask.named("", "1", Object.class), "the name of a workflow '' is empty");
    assertRefused(
        () -> ChildTask.named("w", "", Object.class), "the version of workflow w '' is empty");
    assertRefused(
        () -> ContinueAsNew.with().withVersion(""), "the version of the next run '' is empty");
  }

  @Test
  void laysActivityOptionsOverOthersToo() {
    ActivityOptions raising = ActivityOptions.none().withRaisesOnFailure(true).withId("mine");

    ActivityOptions both =
        raising
            .withTaskList("list")
            .overriddenBy(ActivityOptions.none().withRaisesOnFailure(false));
    assertThat(both.raisesOnFailure()).contains(false);
    assertThat(both.id()).contains("mine");
    assertThat(both.taskList()).contains("list");
    assertThat(raising.withStartToCloseTimeout(MINUTE).id()).contains("mine");
    assertThat(raising.withRetry(RetryPolicy.never()).raisesOnFailure()).contains(true);
  }

  @Test
  void refusesToContinueAsNewWithWhatCannotChange() {
    ContinueAsNew next = ContinueAsNew.with(1).with("x", 2).withVersion("2");

    assertThat(next.arguments()).containsExactly(1);
    assertThat(next.keywordArguments()).isEqualTo(Map.of("x", 2));
    assertThat(next.with(WorkflowOptions.none().withTaskList("list")).version()).contains("2");
    assertRefused(
        () -> next.with(WorkflowOptions.none().withWorkflowId("other")), "keeps its workflow id");
    assertRefused(
        () -> next.with(WorkflowOptions.none().withRetry(RetryPolicy.never())), "neither retry");
    assertRefused(
        () -> next.with(WorkflowOptions.none().withRaisesOnFailure(true)), "raisesOnFailure");
  }

  @Test
  void refusesARetryBeforeTheFailure() {
    assertRefused(
        () -> FailureDecision.retryLater(Duration.ofSeconds(-1)),
        "the pause before a retry is negative: PT-1S");
    FailureDecision.Retry retry =
        FailureDecision.retryNow()
            .withArguments(1, null)
            .withOptions(ActivityOptions.none().withTaskList("a"))
            .withOptions(ActivityOptions.none().withTaskPriority(1));
    assertThat(retry.pause()).isZero();
    assertThat(retry.arguments().orElseThrow()).containsExactly(1, null);
    assertThat(retry.keywordArguments()).isEmpty();
    assertThat(retry.options().taskList()).contains("a");
    assertThat(retry.options().taskPriority()).hasValue(1);
  }

  @Test
  void refusesSignalsAndFunctionsThatTheServiceWouldRefuse() {
    assertRefused(() -> Signal.named(""), "the signal name '' is empty");
    assertRefused(() -> Signal.named("x".repeat(257)), "has 257 characters");
    assertRefused(() -> LambdaTask.of("", String.class, null), "1 to 64 characters");
    assertRefused(() -> LambdaTask.of("x".repeat(65), String.class, null), "SWF allows 64");
    assertRefused(
        () -> LambdaTask.of("f", String.class, null).withStartToCloseTimeout(Duration.ZERO),
        "startToCloseTimeout of Lambda function f is not positive: PT0S");
  }

  @Test
  void sendsSignalsToTheirTargets() {
    ExecutionId run = new ExecutionId("other", "run");
    Future<?> child = Future.of(1);

    assertThat(Signal.named("s", 1).target()).isEqualTo(new Signal.Target.Self());
    assertThat(Signal.named("s").toParent().target()).isEqualTo(new Signal.Target.Parent());
    assertThat(Signal.named("s").toChild(child).target()).isEqualTo(new Signal.Target.Child(child));
    assertThat(Signal.named("s").to(run).target())
        .isEqualTo(new Signal.Target.Execution("other", java.util.Optional.of("run")));
    Signal signal = Signal.named("s", 1).to("other").with("k", 2).withoutPropagation();
    assertThat(signal.propagate()).isFalse();
    assertThat(signal.arguments()).containsExactly(1);
    assertThat(signal.keywordArguments()).isEqualTo(Map.of("k", 2));
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call::run).withMessageContaining(message);
  }
}
