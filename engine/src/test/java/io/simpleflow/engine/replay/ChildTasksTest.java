package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ChildTask;
import io.simpleflow.ContinueAsNew;
import io.simpleflow.FailureDecision;
import io.simpleflow.Future;
import io.simpleflow.RetryPolicy;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.RequestCancelExternalWorkflowExecution;
import io.simpleflow.history.Decision.StartChildWorkflowExecution;
import io.simpleflow.history.WorkflowType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Children, decision by decision. */
@Timeout(60)
class ChildTasksTest {
  private static final String FIRST = "workflow-child-wf--5e801b4--1";

  private Function<TestCode, @Nullable Object> code = workflow -> null;
  private final Rehearsal rehearsal = new Rehearsal(TestCode::new);
  private final SimulatedService service = rehearsal.service();

  /** A workflow whose code is given as a function of it. */
  private final class TestCode extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      return code.apply(this);
    }

    Future<Long> child(Object... arguments) {
      return submit(task(arguments));
    }

    Future<Long> child(ChildTask<Long> task) {
      return submit(task);
    }

    Future<@Nullable Void> pause(int seconds) {
      return timer(Duration.ofSeconds(seconds));
    }

    Object goOn(ContinueAsNew next) {
      return continueAsNew(next);
    }
  }

  private static ChildTask<Long> task(Object... arguments) {
    return ChildTask.named("child", "1", Long.class, arguments);
  }

  @AfterEach
  void close() {
    rehearsal.close();
  }

  private static StartChildWorkflowExecution start(List<Decision> decisions) {
    return (StartChildWorkflowExecution) decisions.get(0);
  }

  @Test
  void startsAChildByTheOriginalsRuleAndReadsItsResult() {
    code = workflow -> workflow.child(4).result();
    StartChildWorkflowExecution start = start(rehearsal.decide());
    assertThat(start.workflowId()).isEqualTo(FIRST);
    assertThat(start.input()).isEqualTo("{\"args\":[4],\"kwargs\":{}}");
    assertThat(start.tagList()).isEmpty();
    service.startChild(FIRST);
    assertThat(rehearsal.decide()).isEmpty();
    service.endChild(FIRST, "COMPLETED", "7");
    assertThat(rehearsal.result()).isEqualTo(7);
  }

  @Test
  void givesAChildWhatTheSubmitSays() {
    WorkflowOptions options =
        WorkflowOptions.none()
            .withWorkflowId("mine")
            .withTaskList("theirs")
            .withInheritTags(true)
            .withTaskPriority(3)
            .withChildPolicy(ChildPolicy.ABANDON)
            .withExecutionStartToCloseTimeout(Duration.ofMinutes(1))
            .withTaskStartToCloseTimeout(Duration.ofSeconds(5))
            .withLambdaRole("role");
    code = workflow -> workflow.child(task(1).with("k", "v").with(options)).result();
    assertThat(start(rehearsal.decide()))
        .isEqualTo(
            new StartChildWorkflowExecution(
                new WorkflowType("child", "1"),
                "mine",
                null,
                "{\"args\":[1],\"kwargs\":{\"k\":\"v\"}}",
                "60",
                "theirs",
                "3",
                "5",
                ChildPolicy.ABANDON,
                SimulatedService.TAGS,
                "role"));
  }

  @Test
  void tellsEveryOutcome() {
    for (Map.Entry<String, String> outcome :
        Map.of(
                "FAILED", "workflow-child failed: reason",
                "TIMED_OUT", "workflow-child timed out: START_TO_CLOSE",
                "CANCELED", "workflow-child was cancelled",
                "TERMINATED", "workflow-child was terminated")
            .entrySet()) {
      try (Rehearsal one =
          new Rehearsal(
              () ->
                  new Rehearsal.Code() {
                    @Override
                    Object run() {
                      return Rehearsal.failure(submit(task()));
                    }
                  })) {
        one.decide();
        one.service().startChild(FIRST);
        one.service().endChild(FIRST, outcome.getKey(), "details");
        assertThat(String.valueOf(one.result())).startsWith(outcome.getValue());
      }
    }
  }

  @Test
  void failsAChildThatTheServiceWillNotStartAndNamesTheCause() {
    code = workflow -> Rehearsal.failure(workflow.child());
    service.refuseNext("WORKFLOW_TYPE_DEPRECATED");
    rehearsal.decide();
    assertThat(rehearsal.result()).isEqualTo("workflow-child failed: WORKFLOW_TYPE_DEPRECATED");
  }

  @Test
  void waitsForAPlaceForAChild() {
    code = workflow -> workflow.child().result();
    service.refuseNext("OPEN_CHILDREN_LIMIT_EXCEEDED");
    rehearsal.decide();
    assertThat(rehearsal.decide())
        .containsExactly(
            new Decision.StartTimer(
                "__simpleflow_task_" + FIRST, "{\"args\":[],\"kwargs\":{}}", "1"));
    service.fire("__simpleflow_task_" + FIRST);
    assertThat(start(rehearsal.decide()).workflowId()).isEqualTo(FIRST);
  }

  @Test
  void triesAChildAgainWithOtherArguments() {
    code =
        workflow ->
            workflow
                .child(
                    task(1)
                        .onFailure(
                            failure ->
                                failure.attempt() == 1
                                    ? FailureDecision.retryNow().withArguments(2)
                                    : FailureDecision.standard())
                        .with(WorkflowOptions.none().withRetry(RetryPolicy.immediately(1))))
                .result();
    rehearsal.decide();
    service.startChild(FIRST);
    service.endChild(FIRST, "FAILED", null);
    StartChildWorkflowExecution again = start(rehearsal.decide());
    assertThat(again.workflowId()).isEqualTo(FIRST);
    assertThat(again.input()).isEqualTo("{\"args\":[2],\"kwargs\":{}}");
    service.startChild(FIRST);
    service.endChild(FIRST, "COMPLETED", "9");
    assertThat(rehearsal.result()).isEqualTo(9);
  }

  @Test
  void asksAChildToCancelOnceItHasStarted() {
    code =
        workflow -> {
          Future<Long> child = workflow.child();
          workflow.pause(1).result();
          child.requestCancel();
          return Rehearsal.failure(child);
        };
    rehearsal.decide();
    service.fire("timer-1");
    assertThat(rehearsal.decide()).isEmpty();
    service.startChild(FIRST);
    assertThat(rehearsal.decide())
        .containsExactly(new RequestCancelExternalWorkflowExecution(FIRST, "run-9", null));
    service.failCancel(FIRST, "run-9");
    assertThat(rehearsal.decide())
        .as("it has gone on as another run")
        .containsExactly(new RequestCancelExternalWorkflowExecution(FIRST, null, null));
    service.endChild(FIRST, "CANCELED", null);
    assertThat(rehearsal.result()).isEqualTo("workflow-child was cancelled");
  }

  @Test
  void refusesAnIdThatIsTaken() {
    WorkflowOptions mine = WorkflowOptions.none().withWorkflowId("mine");
    code =
        workflow -> {
          Future<?> first = workflow.child(task().with(mine));
          try {
            return workflow.child(task().with(mine)).result();
          } catch (IllegalArgumentException taken) {
            first.cancel(); // Or it would still be started.
            return taken.getMessage();
          }
        };
    assertThat(String.valueOf(rehearsal.result())).contains("'mine' is taken");
  }

  @Test
  void goesOnAsNewWithWhatTheRunHas() {
    code = workflow -> workflow.goOn(ContinueAsNew.with(1).with("k", 2));
    assertThat(rehearsal.decide())
        .containsExactly(
            new Decision.ContinueAsNewWorkflowExecution(
                "{\"args\":[1],\"kwargs\":{\"k\":2}}",
                "3600",
                "list",
                null,
                "60",
                ChildPolicy.TERMINATE,
                SimulatedService.TAGS,
                "1",
                null));
  }

  @Test
  void startsAChildThatNobodyWaitsForBeforeTheClose() {
    code =
        workflow -> {
          Future<?> unused = workflow.child(task());
          return "done";
        };
    assertThat(rehearsal.decide())
        .hasSize(2)
        .first()
        .isInstanceOf(Decision.StartChildWorkflowExecution.class);
  }
}
