package io.simpleflow.local.service;

import static io.simpleflow.local.service.Scene.child;
import static io.simpleflow.local.service.Scene.continueAsNew;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.Decision.CancelWorkflowExecution;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.RequestCancelExternalWorkflowExecution;
import io.simpleflow.history.Decision.SignalExternalWorkflowExecution;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExternalEvent.ExternalWorkflowExecutionSignaled;
import io.simpleflow.history.ExternalEvent.RequestCancelExternalWorkflowExecutionFailed;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionFailed;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionInitiated;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.testkit.HistoryLaws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExternalDecisionsTest {
  private final Scene scene = new Scene();
  private final ExecutionId source = scene.start("source");

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void signalsAnotherExecution() throws Exception {
    var task = scene.decisionTask();
    ExecutionId target = scene.start("target");
    scene.decide();
    scene.answer(
        task, new SignalExternalWorkflowExecution("target", null, "hello", "input", "control"));

    assertThat(scene.names(source, 5))
        .containsExactly(
            "SignalExternalWorkflowExecutionInitiated",
            "ExternalWorkflowExecutionSignaled",
            "DecisionTaskScheduled");
    assertThat(scene.last(target, WorkflowExecutionSignaled.class))
        .isEqualTo(new WorkflowExecutionSignaled(5, Scene.START, "hello", "input", source, 5));
    assertThat(scene.names(target, 6)).containsExactly("DecisionTaskScheduled");
  }

  @Test
  void signalsItselfAsSwfDoes() throws Exception {
    scene.decide(new SignalExternalWorkflowExecution("source", source.runId(), "me", null, null));

    assertThat(scene.names(source, 5))
        .containsExactly(
            "SignalExternalWorkflowExecutionInitiated",
            "WorkflowExecutionSignaled",
            "DecisionTaskScheduled",
            "ExternalWorkflowExecutionSignaled");
  }

  @Test
  void signalsBetweenParentAndChildByWorkflowIdAlone() throws Exception {
    scene.decide(child("child"));
    ExecutionId child = scene.service.open("child").orElseThrow();
    DecisionTask ofChild = scene.decisionTask();
    scene.decide(new SignalExternalWorkflowExecution("child", null, "down", "1", null));
    scene.answer(ofChild, new SignalExternalWorkflowExecution("source", null, "up", "2", null));

    WorkflowExecutionSignaled down = scene.last(child, WorkflowExecutionSignaled.class);
    assertThat(down.signalName()).isEqualTo("down");
    assertThat(down.externalWorkflowExecution()).isEqualTo(source);
    assertThat(scene.events(source).get((int) down.externalInitiatedEventId() - 1))
        .isInstanceOf(SignalExternalWorkflowExecutionInitiated.class);
    WorkflowExecutionSignaled up = scene.last(source, WorkflowExecutionSignaled.class);
    assertThat(up.signalName()).isEqualTo("up");
    assertThat(up.externalWorkflowExecution()).isEqualTo(child);
    assertThat(scene.last(source, ExternalWorkflowExecutionSignaled.class).workflowExecution())
        .isEqualTo(child);
    HistoryLaws.check(scene.events(source));
    HistoryLaws.check(scene.events(child));
  }

  @Test
  void signalsTheRunThatAWorkflowContinuedAs() throws Exception {
    DecisionTask task = scene.decisionTask();
    ExecutionId first = scene.start("target");
    scene.decide(continueAsNew(null));
    ExecutionId second = scene.service.open("target").orElseThrow();
    scene.decide();
    scene.answer(
        task,
        new SignalExternalWorkflowExecution("target", first.runId(), "late", null, null),
        new SignalExternalWorkflowExecution("target", null, "well", null, null));

    SignalExternalWorkflowExecutionFailed failed =
        scene.last(source, SignalExternalWorkflowExecutionFailed.class);
    assertThat(failed.runId()).isEqualTo(first.runId());
    assertThat(failed.initiatedEventId()).isEqualTo(5);
    assertThat(scene.last(second, WorkflowExecutionSignaled.class).signalName()).isEqualTo("well");
    assertThat(scene.names(source, 5))
        .containsExactly(
            "SignalExternalWorkflowExecutionInitiated",
            "SignalExternalWorkflowExecutionInitiated",
            "SignalExternalWorkflowExecutionFailed",
            "DecisionTaskScheduled",
            "ExternalWorkflowExecutionSignaled");
  }

  @Test
  void asksItselfToCancel() throws Exception {
    scene.decide(new RequestCancelExternalWorkflowExecution("source", null, "control"));

    assertThat(scene.names(source, 5))
        .containsExactly(
            "RequestCancelExternalWorkflowExecutionInitiated",
            "WorkflowExecutionCancelRequested",
            "DecisionTaskScheduled",
            "ExternalWorkflowExecutionCancelRequested");
  }

  @Test
  void reportsASignalThatNobodyGets() throws Exception {
    scene.decide(
        new SignalExternalWorkflowExecution("source", "another run", "me", null, "control"));

    SignalExternalWorkflowExecutionFailed failed =
        scene.last(source, SignalExternalWorkflowExecutionFailed.class);
    assertThat(failed.cause()).isEqualTo("UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION");
    assertThat(failed.initiatedEventId()).isEqualTo(5);
    assertThat(failed.control()).isEqualTo("control");
    assertThat(scene.names(source, 7)).containsExactly("DecisionTaskScheduled");
  }

  @Test
  void asksAnotherExecutionToCancel() throws Exception {
    var task = scene.decisionTask();
    ExecutionId target = scene.start("target");
    scene.decide();
    scene.answer(task, new RequestCancelExternalWorkflowExecution("target", null, null));

    assertThat(scene.names(source, 5))
        .containsExactly(
            "RequestCancelExternalWorkflowExecutionInitiated",
            "ExternalWorkflowExecutionCancelRequested",
            "DecisionTaskScheduled");
    assertThat(scene.last(target, WorkflowExecutionCancelRequested.class))
        .isEqualTo(new WorkflowExecutionCancelRequested(5, Scene.START, source, 5, null));
    assertThat(scene.service.histories().describe(target).info().cancelRequested()).isTrue();
  }

  @Test
  void reportsACancelRequestThatNobodyGets() throws Exception {
    scene.decide(new RequestCancelExternalWorkflowExecution("nobody", null, null));

    assertThat(scene.last(source, RequestCancelExternalWorkflowExecutionFailed.class).cause())
        .isEqualTo("UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION");
    assertThat(scene.names(source, 7)).containsExactly("DecisionTaskScheduled");
  }

  @Test
  void asksAChildToCancelThatTellsWhenItHas() throws Exception {
    scene.decide(child("child"));
    ExecutionId child = scene.service.open("child").orElseThrow();
    DecisionTask ofChild = scene.decisionTask();
    scene.decide(new RequestCancelExternalWorkflowExecution("child", null, null));
    scene.answer(ofChild);
    scene.decide();
    scene.decide(new CancelWorkflowExecution("as asked"));

    assertThat(
            scene.last(child, WorkflowExecutionCancelRequested.class).externalWorkflowExecution())
        .isEqualTo(source);
    assertThat(scene.names(source, 9))
        .containsExactly(
            "DecisionTaskCompleted",
            "RequestCancelExternalWorkflowExecutionInitiated",
            "ExternalWorkflowExecutionCancelRequested",
            "DecisionTaskScheduled",
            "DecisionTaskStarted",
            "DecisionTaskCompleted",
            "ChildWorkflowExecutionCanceled",
            "DecisionTaskScheduled");
  }

  @Test
  void deliversWhatItWasAskedToBeforeItClosed() throws Exception {
    var task = scene.decisionTask();
    ExecutionId target = scene.start("target");
    scene.decide();
    scene.answer(
        task,
        new SignalExternalWorkflowExecution("target", null, "bye", null, null),
        new CompleteWorkflowExecution(null));

    assertThat(scene.names(source, 5))
        .containsExactly("SignalExternalWorkflowExecutionInitiated", "WorkflowExecutionCompleted");
    assertThat(scene.names(target, 5)).contains("WorkflowExecutionSignaled");
  }
}
