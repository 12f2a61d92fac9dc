package io.simpleflow.local.service;

import static io.simpleflow.local.service.Scene.BARE_WORKFLOW;
import static io.simpleflow.local.service.Scene.WORKFLOW;
import static io.simpleflow.local.service.Scene.child;
import static io.simpleflow.local.service.Scene.continueAsNew;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCanceled;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionCompleted;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionTerminated;
import io.simpleflow.history.ChildEvent.ChildWorkflowExecutionTimedOut;
import io.simpleflow.history.ChildEvent.StartChildWorkflowExecutionFailed;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.CancelWorkflowExecution;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.FailWorkflowExecution;
import io.simpleflow.history.Decision.StartChildWorkflowExecution;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTerminated;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.DecisionTask;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChildrenTest {
  private final Scene scene = new Scene();
  private final ExecutionId parent = scene.start("parent");

  @AfterEach
  void close() {
    scene.close();
  }

  /** Starts a child and answers the parent's decision task that tells of the start. */
  private ExecutionId startChild() throws InterruptedException {
    scene.decide(child("child"));
    ExecutionId id = scene.service.open("child").orElseThrow();
    DecisionTask ofChild = scene.decisionTask();
    assertThat(ofChild.execution()).isEqualTo(id);
    scene.decide();
    scene.answer(ofChild);
    return id;
  }

  /** Has the child answer with a decision. */
  private void decideAsChild(ExecutionId child, Decision decision) throws InterruptedException {
    scene.service.signal(child, "now", null);
    scene.decide(decision);
  }

  @Test
  void startsAChildAndTellsTheParent() throws Exception {
    ExecutionId child = startChild();

    assertThat(scene.names(parent, 5))
        .startsWith(
            "StartChildWorkflowExecutionInitiated",
            "ChildWorkflowExecutionStarted",
            "DecisionTaskScheduled");
    WorkflowExecutionStarted started = scene.last(child, WorkflowExecutionStarted.class);
    assertThat(started.parentWorkflowExecution()).isEqualTo(parent);
    assertThat(started.parentInitiatedEventId()).isEqualTo(5);
    assertThat(started.input()).isEqualTo("child input");
    assertThat(scene.service.histories().describe(child).info().parent()).contains(parent);
    assertThat(
            scene.service.histories().describe(parent).openCounts().openChildWorkflowExecutions())
        .isEqualTo(1);
  }

  @Test
  void tellsTheParentHowTheChildClosed() throws Exception {
    ExecutionId child = startChild();
    decideAsChild(child, new CompleteWorkflowExecution("42"));
    assertThat(scene.last(parent, ChildWorkflowExecutionCompleted.class))
        .isEqualTo(
            new ChildWorkflowExecutionCompleted(10, Scene.START, child, WORKFLOW, "42", 5, 6));
    assertThat(scene.names(parent, 11)).containsExactly("DecisionTaskScheduled");

    scene.decide();
    child = startAgain();
    decideAsChild(child, new FailWorkflowExecution("reason", "details"));
    ChildWorkflowExecutionFailed failed = scene.last(parent, ChildWorkflowExecutionFailed.class);
    assertThat(failed.reason()).isEqualTo("reason");
    assertThat(failed.details()).isEqualTo("details");

    scene.decide();
    child = startAgain();
    decideAsChild(child, new CancelWorkflowExecution("details"));
    assertThat(scene.last(parent, ChildWorkflowExecutionCanceled.class).details())
        .isEqualTo("details");

    scene.decide();
    child = startAgain();
    scene.service.terminate(child, null, null, Optional.empty());
    assertThat(scene.last(parent, ChildWorkflowExecutionTerminated.class).workflowExecution())
        .isEqualTo(child);
  }

  private ExecutionId startAgain() throws InterruptedException {
    scene.service.signal(parent, "again", null);
    return startChild();
  }

  @Test
  void tellsTheParentThatTheChildTimedOut() throws Exception {
    scene.decide(
        new StartChildWorkflowExecution(
            WORKFLOW, "child", null, null, "10", null, null, null, null, List.of(), null));
    scene.advance(10);

    assertThat(scene.last(parent, ChildWorkflowExecutionTimedOut.class).timeoutType())
        .isEqualTo("START_TO_CLOSE");
  }

  @Test
  void keepsTheParentOfAChildThatContinuesAsNew() throws Exception {
    ExecutionId child = startChild();
    decideAsChild(child, continueAsNew(null));
    ExecutionId next = scene.service.open("child").orElseThrow();
    assertThat(next).isNotEqualTo(child);
    assertThat(scene.names(parent, 10)).isEmpty();

    scene.decide(new CompleteWorkflowExecution("at last"));

    ChildWorkflowExecutionCompleted completed =
        scene.last(parent, ChildWorkflowExecutionCompleted.class);
    assertThat(completed.workflowExecution()).isEqualTo(next);
    assertThat(completed.startedEventId()).isEqualTo(6);
  }

  @Test
  void terminatesTheRunThatAChildContinuedAs() throws Exception {
    ExecutionId child = startChild();
    decideAsChild(child, continueAsNew(null));
    ExecutionId next = scene.service.open("child").orElseThrow();

    scene.service.terminate(parent, null, null, Optional.empty());

    assertThat(scene.last(next, WorkflowExecutionTerminated.class).cause())
        .isEqualTo("CHILD_POLICY_APPLIED");
  }

  @Test
  void leavesChildrenAloneWhenTheParentContinuesAsNew() throws Exception {
    ExecutionId child = startChild();
    scene.service.signal(parent, "go on", null);
    scene.decide(continueAsNew(null));
    ExecutionId next = scene.service.open("parent").orElseThrow();
    scene.decide();
    List<HistoryEvent> before = scene.events(parent);
    decideAsChild(child, new CompleteWorkflowExecution("42"));

    assertThat(scene.events(parent)).isEqualTo(before);
    assertThat(scene.names(next, 1)).doesNotContain("ChildWorkflowExecutionCompleted");
    assertThat(scene.last(child, WorkflowExecutionStarted.class).parentWorkflowExecution())
        .isEqualTo(parent);
  }

  static Stream<Decision> closings() {
    return Stream.of(
        new CompleteWorkflowExecution(null),
        new FailWorkflowExecution(null, null),
        new CancelWorkflowExecution(null),
        continueAsNew(null));
  }

  @ParameterizedTest
  @MethodSource("closings")
  void goOnWhateverTheParentDecidesToEndWith(Decision closing) throws Exception {
    ExecutionId child = startChild();
    scene.service.signal(parent, "end", null);
    scene.decide(closing);

    assertThat(scene.service.open("child")).contains(child);
    assertThat(scene.names(child, 5)).isEmpty();
  }

  @Test
  void startsOneOfTwoChildrenOfTheSameId() throws Exception {
    scene.decide(child("child"), child("child"));

    assertThat(scene.names(parent, 5))
        .containsExactly(
            "StartChildWorkflowExecutionInitiated",
            "StartChildWorkflowExecutionInitiated",
            "ChildWorkflowExecutionStarted",
            "DecisionTaskScheduled",
            "StartChildWorkflowExecutionFailed");
    assertThat(scene.last(parent, StartChildWorkflowExecutionFailed.class).initiatedEventId())
        .isEqualTo(6);
    assertThat(scene.service.open("child")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    ",list,9,ABANDON,DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED",
    "9,,9,ABANDON,DEFAULT_TASK_LIST_UNDEFINED",
    "9,list,,ABANDON,DEFAULT_TASK_START_TO_CLOSE_TIMEOUT_UNDEFINED",
    "9,list,9,,DEFAULT_CHILD_POLICY_UNDEFINED"
  })
  void refusesAChildWithoutWhatNeitherTheDecisionNorTheTypeDefines(
      @Nullable String executionTimeout,
      @Nullable String list,
      @Nullable String taskTimeout,
      @Nullable ChildPolicy policy,
      String cause)
      throws Exception {
    scene.decide(
        new StartChildWorkflowExecution(
            BARE_WORKFLOW,
            "child",
            null,
            null,
            executionTimeout,
            list,
            null,
            taskTimeout,
            policy,
            List.of(),
            null));

    assertThat(scene.last(parent, StartChildWorkflowExecutionFailed.class).cause())
        .isEqualTo(cause);
    assertThat(scene.names(parent, 5))
        .containsExactly("StartChildWorkflowExecutionFailed", "DecisionTaskScheduled");
  }

  @Test
  void refusesAChildWhoseIdIsOpen() throws Exception {
    scene.decide(child("parent"));

    StartChildWorkflowExecutionFailed failed =
        scene.last(parent, StartChildWorkflowExecutionFailed.class);
    assertThat(failed.cause()).isEqualTo("WORKFLOW_ALREADY_RUNNING");
    assertThat(failed.initiatedEventId()).isEqualTo(5);
    assertThat(failed.control()).isEqualTo("control");
    assertThat(scene.names(parent, 7)).containsExactly("DecisionTaskScheduled");
    assertThat(
            scene.service.histories().describe(parent).openCounts().openChildWorkflowExecutions())
        .isZero();
  }

  @Test
  void refusesAnUnknownADeprecatedAndAnUndefinedType() throws Exception {
    scene.decide(child(new WorkflowType("unknown", "1"), "child"), child(BARE_WORKFLOW, "child"));
    assertThat(
            scene.events(parent).stream()
                .filter(StartChildWorkflowExecutionFailed.class::isInstance)
                .map(failed -> ((StartChildWorkflowExecutionFailed) failed).cause()))
        .containsExactly(
            "WORKFLOW_TYPE_DOES_NOT_EXIST", "DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED");

    scene.service.types().workflows().deprecate(WORKFLOW, true);
    scene.decide(child("child"));
    StartChildWorkflowExecutionFailed failed =
        scene.last(parent, StartChildWorkflowExecutionFailed.class);
    assertThat(failed.cause()).isEqualTo("WORKFLOW_TYPE_DEPRECATED");
    assertThat(failed.initiatedEventId()).isZero();
  }

  @Test
  void refusesMoreThanAThousandChildren() throws Exception {
    scene.decideInHundreds(
        parent, IntStream.rangeClosed(1, 1_001).mapToObj(i -> child("c" + i)).toList());

    assertThat(scene.last(parent, StartChildWorkflowExecutionFailed.class).cause())
        .isEqualTo("OPEN_CHILDREN_LIMIT_EXCEEDED");
  }

  @Test
  void terminatesChildrenByPolicyDownTheLine() throws Exception {
    ExecutionId child = startChild();
    scene.service.signal(child, "start", null);
    scene.decide(child("grandchild"));
    ExecutionId grandchild = scene.service.open("grandchild").orElseThrow();

    scene.service.terminate(parent, "enough", "details", Optional.empty());

    WorkflowExecutionTerminated terminated = scene.last(parent, WorkflowExecutionTerminated.class);
    assertThat(terminated.reason()).isEqualTo("enough");
    assertThat(terminated.cause()).isEqualTo("OPERATOR_INITIATED");
    assertThat(terminated.childPolicy()).isEqualTo(ChildPolicy.TERMINATE);
    assertThat(scene.last(child, WorkflowExecutionTerminated.class).cause())
        .isEqualTo("CHILD_POLICY_APPLIED");
    assertThat(scene.last(grandchild, WorkflowExecutionTerminated.class).cause())
        .isEqualTo("CHILD_POLICY_APPLIED");
  }

  @Test
  void asksChildrenToCancelWhereTheTerminationSaysSo() throws Exception {
    ExecutionId child = startChild();

    scene.service.terminate(parent, null, null, Optional.of(ChildPolicy.REQUEST_CANCEL));

    assertThat(scene.last(child, WorkflowExecutionCancelRequested.class).cause())
        .isEqualTo("CHILD_POLICY_APPLIED");
    assertThat(scene.names(child, 5))
        .containsExactly("WorkflowExecutionCancelRequested", "DecisionTaskScheduled");
  }

  @Test
  void leavesAbandonedChildrenAlone() throws Exception {
    ExecutionId child = startChild();

    scene.service.terminate(parent, null, null, Optional.of(ChildPolicy.ABANDON));
    decideAsChild(child, new CompleteWorkflowExecution(null));

    assertThat(scene.service.histories().describe(child).info().closeStatus())
        .contains(CloseStatus.COMPLETED);
    assertThat(scene.names(parent, 1)).endsWith("WorkflowExecutionTerminated");
  }

  @Test
  void appliesThePolicyWhenTheParentTimesOutButNotWhenItCompletes() throws Exception {
    ExecutionId child = startChild();
    scene.advance(3_600);
    assertThat(scene.names(parent, 1)).endsWith("WorkflowExecutionTimedOut");
    assertThat(scene.service.histories().describe(child).info().closeStatus()).isPresent();

    ExecutionId other = scene.start("other");
    scene.decide(child("survivor"), new CompleteWorkflowExecution(null));
    assertThat(scene.names(other, 5))
        .containsExactly("StartChildWorkflowExecutionInitiated", "WorkflowExecutionCompleted");
    assertThat(scene.service.open("survivor")).isPresent();
  }
}
