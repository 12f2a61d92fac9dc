package io.simpleflow.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.RequestCancelExternalWorkflowExecution;
import io.simpleflow.history.Decision.SignalExternalWorkflowExecution;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionCancelRequested;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionSignaled;
import io.simpleflow.history.ExternalEvent.RequestCancelExternalWorkflowExecutionFailed;
import io.simpleflow.history.ExternalEvent.SignalExternalWorkflowExecutionFailed;
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
