package io.simpleflow.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.ChildTask;
import io.simpleflow.ExecutionAlreadyStartedException;
import io.simpleflow.ExecutionId;
import io.simpleflow.TaskArgumentException;
import io.simpleflow.WorkflowOptions;
import io.simpleflow.distribution.CommandLine.Result;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.History;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a workflow's own options hold at its start, unless the one who starts it says otherwise. */
class StartOptionsTest {
  @TempDir private Path home;
  private CommandLine commands;

  @BeforeEach
  void useItsOwnFolder() {
    commands = new CommandLine(home);
  }

  private WorkflowExecutionStarted started(String workflowId) {
    try (Simpleflow simpleflow = commands.open()) {
      ExecutionId id =
          simpleflow.histories().latest(java.util.Optional.of(workflowId)).orElseThrow();
      return History.of(simpleflow.histories().events(id)).started();
    }
  }

  @Test
  void startsAsTheWorkflowSays() {
    Result result = commands.run("start", "order", "--input", "[\"ann\", 7]");

    assertThat(result.code()).as(result.err()).isZero();
    WorkflowExecutionStarted event = started("order-7");
    assertThat(event.taskList()).isEqualTo("orders-ann");
    assertThat(event.tagList()).containsExactly("customer-ann");
    assertThat(event.taskPriority()).isEqualTo("7");
    assertThat(event.childPolicy()).isEqualTo(ChildPolicy.ABANDON);
    assertThat(event.taskStartToCloseTimeout()).isEqualTo("44");
    assertThat(event.executionStartToCloseTimeout()).isEqualTo("3600");
    assertThat(event.lambdaRole()).isEqualTo("arn:aws:iam::1:role/orders");
  }

  @Test
  void startsAsTheCommandLineSaysBeforeTheWorkflow() {
    Result result =
        commands.run(
            "start",
            "order",
            "--input",
            "[\"ann\", 7]",
            "--workflow-id",
            "mine",
            "--tags",
            "a,b",
            "--task-list",
            "list",
            "--child-policy",
            "request_cancel",
            "--decision-tasks-timeout",
            "9");

    assertThat(result.code()).as(result.err()).isZero();
    WorkflowExecutionStarted event = started("mine");
    assertThat(event.taskList()).isEqualTo("list");
    assertThat(event.tagList()).containsExactly("a", "b");
    assertThat(event.childPolicy()).isEqualTo(ChildPolicy.REQUEST_CANCEL);
    assertThat(event.taskStartToCloseTimeout()).isEqualTo("9");
    assertThat(event.taskPriority()).isEqualTo("7");
  }

  @Test
  void runsAloneUnderTheWorkflowsIdOnATaskListOfItsOwn() {
    Result result = commands.run("standalone", "order", "--input", "[\"ann\", 8]");

    assertThat(result.code()).as(result.err()).isZero();
    WorkflowExecutionStarted event = started("order-8");
    assertThat(event.taskList()).startsWith("order-8").isNotEqualTo("orders-ann");
    assertThat(event.tagList()).containsExactly("customer-ann");
  }

  @Test
  void restartsAsItWasStarted() {
    assertThat(commands.run("start", "order", "--input", "[\"ann\", 7]", "--tags", "x").code())
        .isZero();
    assertThat(commands.run("restart", "order-7").code()).isZero();

    WorkflowExecutionStarted event = started("order-7");
    assertThat(event.tagList()).containsExactly("x");
    assertThat(event.taskPriority()).isEqualTo("7");
    assertThat(event.lambdaRole()).isEqualTo("arn:aws:iam::1:role/orders");
  }

  @Test
  void saysWhatIsWrongWithTheInputOrTheWorkflow() {
    Result misfit = commands.run("start", "order", "--input", "[\"ann\"]");
    assertThat(misfit.code()).isEqualTo(2);
    assertThat(misfit.err()).contains("workflow order: missing argument 'number'");

    Result byName =
        commands.run(
            "start", "order", "--input", "{\"kwargs\":{\"customer\":\"ann\",\"number\":7}}");
    assertThat(byName.code()).isEqualTo(2);
    assertThat(byName.err())
        .contains("workflow order (io.simpleflow.distribution.OrderWorkflow) cannot say how")
        .contains("options() threw java.lang.IndexOutOfBounds")
        .hasLineCount(1);
  }

  @Test
  void startsFromCodeAsTheWorkflowSaysUnlessToldOtherwise() {
    try (Simpleflow simpleflow = commands.open()) {
      ExecutionId own = simpleflow.start(ChildTask.of(OrderWorkflow.class, "ann", 7));
      ExecutionId told =
          simpleflow.start(
              ChildTask.of(OrderWorkflow.class, "bob", 7)
                  .with(
                      WorkflowOptions.none().withWorkflowId("told").withTagList(List.of("mine"))));

      assertThat(own.workflowId()).isEqualTo("order-7");
      assertThat(History.of(simpleflow.histories().events(told)).started())
          .satisfies(
              event -> {
                assertThat(event.tagList()).containsExactly("mine");
                assertThat(event.taskList()).isEqualTo("orders-bob");
                assertThat(event.input()).isEqualTo("{\"args\":[\"bob\",7],\"kwargs\":{}}");
              });
      assertThatExceptionOfType(ExecutionAlreadyStartedException.class)
          .isThrownBy(() -> simpleflow.start(ChildTask.of(OrderWorkflow.class, "ann", 7)));
      assertThatExceptionOfType(TaskArgumentException.class)
          .isThrownBy(() -> simpleflow.start(ChildTask.of(OrderWorkflow.class, "ann")));
    }
  }
}
