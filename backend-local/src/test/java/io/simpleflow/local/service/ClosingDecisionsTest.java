package io.simpleflow.local.service;

import static io.simpleflow.local.service.Scene.WORKFLOW;
import static io.simpleflow.local.service.Scene.continueAsNew;
import static io.simpleflow.local.service.Scene.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.CancelWorkflowExecution;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.ContinueAsNewWorkflowExecution;
import io.simpleflow.history.Decision.FailWorkflowExecution;
import io.simpleflow.history.ExecutionEvent.ContinueAsNewWorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCanceled;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCompleted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionContinuedAsNew;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionFailed;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.StartRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClosingDecisionsTest {
  private final Scene scene = new Scene();
  private final ExecutionId execution = scene.start("w");

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void completes() throws Exception {
    scene.decide(schedule("left open"), new CompleteWorkflowExecution("42"));

    assertThat(scene.last(execution, WorkflowExecutionCompleted.class))
        .isEqualTo(new WorkflowExecutionCompleted(6, Scene.START, "42", 4));
    assertClosed(CloseStatus.COMPLETED);
  }

  @Test
  void fails() throws Exception {
    scene.decide(new FailWorkflowExecution("reason", "details"));

    assertThat(scene.last(execution, WorkflowExecutionFailed.class))
        .isEqualTo(new WorkflowExecutionFailed(5, Scene.START, "reason", "details", 4));
    assertClosed(CloseStatus.FAILED);
  }

  @Test
  void cancels() throws Exception {
    scene.decide(new CancelWorkflowExecution("details"));

    assertThat(scene.last(execution, WorkflowExecutionCanceled.class))
        .isEqualTo(new WorkflowExecutionCanceled(5, Scene.START, "details", 4));
    assertClosed(CloseStatus.CANCELED);
  }

  private void assertClosed(CloseStatus status) throws Exception {
    var description = scene.service.histories().describe(execution);
    assertThat(description.info().closeStatus()).contains(status);
    assertThat(description.info().closeTimestamp()).contains(Scene.START);
    assertThat(scene.service.open("w")).isEmpty();
    assertThat(scene.pollDecision()).isEmpty();
    assertThat(scene.pollActivity()).isEmpty();
    scene.advance(10_000);
    assertThat(scene.events(execution)).hasSizeLessThanOrEqualTo(6);
  }

  static Stream<Arguments> closingDecisions() {
    return Stream.of(
        Arguments.of(new CompleteWorkflowExecution(null), "CompleteWorkflowExecutionFailed"),
        Arguments.of(new FailWorkflowExecution(null, null), "FailWorkflowExecutionFailed"),
        Arguments.of(new CancelWorkflowExecution(null), "CancelWorkflowExecutionFailed"),
        Arguments.of(continueAsNew(null), "ContinueAsNewWorkflowExecutionFailed"));
  }

  @ParameterizedTest
  @MethodSource("closingDecisions")
  void refusesToCloseWhileEventsWaitThatTheDeciderHasNotSeen(Decision closing, String refusal)
      throws Exception {
    DecisionTask task = scene.decisionTask();
    scene.service.signal(execution, "wait", null);
    scene.answer(task, closing);

    assertThat(scene.names(execution, 4))
        .containsExactly(
            "WorkflowExecutionSignaled", "DecisionTaskScheduled", "DecisionTaskCompleted", refusal);
    assertThat(scene.events(execution).get(6).toString()).contains("UNHANDLED_DECISION");

    scene.decide(new CompleteWorkflowExecution(null));
    assertThat(scene.names(execution, 10)).containsExactly("WorkflowExecutionCompleted");
  }

  @Test
  void closesAlthoughAnActivityHasStartedMeanwhile() throws Exception {
    scene.decide(schedule("one"));
    scene.service.signal(execution, "go", null);
    DecisionTask task = scene.decisionTask();
    assertThat(scene.pollActivity()).isPresent();
    scene.answer(task, new CompleteWorkflowExecution(null));

    assertThat(scene.names(execution, 1)).endsWith("WorkflowExecutionCompleted");
    assertThat(scene.service.histories().describe(execution).openCounts().openActivityTasks())
        .isEqualTo(1);
  }

  @Test
  void continuesAsNew() throws Exception {
    scene.decide(continueAsNew(null));

    WorkflowExecutionContinuedAsNew closing =
        scene.last(execution, WorkflowExecutionContinuedAsNew.class);
    assertThat(closing.taskList()).isEqualTo("deciders");
    assertThat(closing.executionStartToCloseTimeout()).isEqualTo("3600");
    ExecutionId next = scene.service.open("w").orElseThrow();
    assertThat(next.runId()).isEqualTo(closing.newExecutionRunId());
    WorkflowExecutionStarted started = scene.last(next, WorkflowExecutionStarted.class);
    assertThat(started.continuedExecutionRunId()).isEqualTo(execution.runId());
    assertThat(started.input()).isEqualTo("next input");
    assertThat(started.tagList()).containsExactly("tag");
    assertThat(started.workflowType()).isEqualTo(WORKFLOW);
    assertThat(scene.decisionTask().execution()).isEqualTo(next);
  }

  @Test
  void refusesToContinueAsAnUnknownVersion() throws Exception {
    scene.decide(continueAsNew("2"));

    assertThat(scene.last(execution, ContinueAsNewWorkflowExecutionFailed.class).cause())
        .isEqualTo("WORKFLOW_TYPE_DOES_NOT_EXIST");
    assertThat(scene.names(execution, 6)).containsExactly("DecisionTaskScheduled");
  }

  @Test
  void refusesToContinueAsADeprecatedVersion() throws Exception {
    scene.service.types().workflows().deprecate(WORKFLOW, true);
    scene.decide(continueAsNew(null));

    assertThat(scene.last(execution, ContinueAsNewWorkflowExecutionFailed.class).cause())
        .isEqualTo("WORKFLOW_TYPE_DEPRECATED");
  }

  @ParameterizedTest
  @CsvSource({
    ",list,9,ABANDON,DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED",
    "9,,9,ABANDON,DEFAULT_TASK_LIST_UNDEFINED",
    "9,list,,ABANDON,DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED",
    "9,list,9,,DEFAULT_CHILD_POLICY_UNDEFINED"
  })
  void refusesToContinueWithoutWhatMustBeDefined(
      @Nullable String executionTimeout,
      @Nullable String list,
      @Nullable String taskTimeout,
      @Nullable ChildPolicy policy,
      String cause)
      throws Exception {
    scene.decide(new CompleteWorkflowExecution(null));
    ExecutionId bare =
        scene.service.start(
            new StartRequest(
                "bare",
                Scene.BARE_WORKFLOW,
                null,
                Optional.of("list"),
                Optional.empty(),
                Optional.of("10"),
                Optional.of("NONE"),
                Optional.of(ChildPolicy.ABANDON),
                List.of(),
                Optional.empty()));
    scene.decide(
        new ContinueAsNewWorkflowExecution(
            null, executionTimeout, list, null, taskTimeout, policy, List.of(), null, null));

    assertThat(scene.last(bare, ContinueAsNewWorkflowExecutionFailed.class).cause())
        .isEqualTo(cause);
    assertThat(scene.names(bare, 6)).containsExactly("DecisionTaskScheduled");
  }

  @Test
  void continuesWithWhatTheDecisionSays() throws Exception {
    scene.decide(
        new ContinueAsNewWorkflowExecution(
            "more", "50", "elsewhere", "7", "40", ChildPolicy.ABANDON, List.of(), "1", "role"));

    ExecutionId next = scene.service.open("w").orElseThrow();
    assertThat(scene.last(next, WorkflowExecutionStarted.class))
        .isEqualTo(
            new WorkflowExecutionStarted(
                1,
                Scene.START,
                "more",
                "50",
                "40",
                ChildPolicy.ABANDON,
                "elsewhere",
                "7",
                WORKFLOW,
                List.of(),
                execution.runId(),
                null,
                0,
                "role"));
    assertThat(scene.names(next, 2)).containsExactly("DecisionTaskScheduled");
  }
}
