package io.simpleflow.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import org.junit.jupiter.api.Test;

class TaskIdsTest {
  private final TaskIds ids = new TaskIds();

  @Test
  void countsPerTaskName() {
    assertThat(ids.next("activity-a")).isEqualTo("activity-a-1");
    assertThat(ids.next("activity-b")).isEqualTo("activity-b-1");
    assertThat(ids.next("activity-a")).isEqualTo("activity-a-2");
  }

  @Test
  void hashesTheInputOfIdempotentTasksAsTheOriginalDoes() {
    assertThat(TaskIds.ofInput("activity-pkg.mod.idem", "{\"args\":[1,2],\"kwargs\":{}}"))
        .isEqualTo("activity-pkg.mod.idem-8094691459d735033d797998c7b50bc0");
    assertThat(
            TaskIds.ofInput(
                "activity-pkg.mod.idem", "{\"args\":[1],\"kwargs\":{\"k\":\"\\u00e9\"}}"))
        .isEqualTo("activity-pkg.mod.idem-0a311d3732f600098684fbc4ea5303f2");
  }

  @Test
  void namesChildrenAsTheOriginalDoes() {
    ExecutionId parent =
        new ExecutionId("my-wf-id", "22QFVi362TnCh6BdoFgkQFlocunh24zEOemo1L12Yl5Go=");

    assertThat(ids.nextChild("workflow-child", parent))
        .isEqualTo("workflow-child-my-wf-id--559d0ec8--1");
    assertThat(ids.nextChild("workflow-child", parent)).endsWith("--2");
    assertThat(TaskIds.childOfInput("workflow-childidem", parent, "{\"args\":[1],\"kwargs\":{}}"))
        .isEqualTo("workflow-childidem-my-wf-id--559d0ec8--bdc09455c37471e0ba7397350413a5e6");
    assertThat(ids.nextChild("workflow-x", new ExecutionId("local", "")))
        .isEqualTo("workflow-x-local--0--1");
  }

  @Test
  void cutsLongIdsAndTellsThemApart() {
    String one = TaskIds.limited("x".repeat(300) + "1");
    String two = TaskIds.limited("x".repeat(300) + "2");

    assertThat(one).hasSize(256).startsWith("x".repeat(223) + "-");
    assertThat(one).isNotEqualTo(two);
    assertThat(TaskIds.limited("x".repeat(256))).hasSize(256).endsWith("x");
  }
}
