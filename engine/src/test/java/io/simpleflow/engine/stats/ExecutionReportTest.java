package io.simpleflow.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.History;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionReportTest {
  private static final ExecutionId EXECUTION = new ExecutionId("workflow", "run");

  @Test
  void informsAboutAnExecutionByItsTasks() {
    History history =
        Histories.startedAt("2020-01-01 00:00:00")
            .scheduled("2020-01-01 00:00:01", "a", "activity-a-1")
            .started("2020-01-01 00:00:02")
            .completed("2020-01-01 00:00:03.5")
            .scheduled("2020-01-01 00:00:04", "b", "activity-b-1")
            .history();
    assertThat(ExecutionReport.info("domain", EXECUTION, history).rows())
        .containsExactly(
            Arrays.asList(
                "domain",
                "WORKFLOW_TYPE",
                "1",
                "lists",
                "workflow",
                "run",
                "a,b",
                3.0,
                "{\"args\":[]}",
                null));
  }

  @Test
  void countsTheTimeOfAllAttemptsOfATask() {
    History history =
        Histories.startedAt("2020-01-01 00:00:00")
            .scheduled("2020-01-01 00:00:01", "a", "activity-a-1")
            .started("2020-01-01 00:00:02")
            .failed("2020-01-01 00:00:05", "broken", null)
            .scheduled("2020-01-01 00:00:15", "a", "activity-a-1")
            .started("2020-01-01 00:00:16")
            .completed("2020-01-01 00:00:18.5")
            .history();
    assertThat(ExecutionReport.info("domain", EXECUTION, history).rows())
        .singleElement()
        .satisfies(row -> assertThat(row).endsWith(17.5, "{\"args\":[]}", null));
  }

  @Test
  void informsAboutAnExecutionWithoutTasksByItsOwnInput() {
    History history = Histories.startedAt("2020-01-01 00:00:00").history();
    assertThat(ExecutionReport.info("domain", EXECUTION, history).rows())
        .singleElement()
        .satisfies(row -> assertThat(row).endsWith(0.0, "{\"args\":[1]}", null));
  }

  @Test
  void informsAboutTheStateThatTheWorkflowTold() {
    History told =
        Histories.startedAt("2020-01-01 00:00:00").decided("{\"state\":{\"step\":2}}").history();
    History takenBack =
        Histories.startedAt("2020-01-01 00:00:00").decided("{\"state\":1}").decided("").history();

    assertThat(ExecutionReport.info("domain", EXECUTION, told).columns()).endsWith("state");
    assertThat(ExecutionReport.info("domain", EXECUTION, told).rows().get(0))
        .endsWith("{\"step\":2}");
    assertThat(ExecutionReport.info("domain", EXECUTION, takenBack).rows().get(0)).last().isNull();
  }

  @Test
  void listsExecutions() {
    History history = Histories.startedAt("2020-01-01 00:00:00").history();
    ExecutionInfo info = closed(history);
    assertThat(ExecutionReport.list(List.of(info)).rows())
        .containsExactly(Arrays.asList("workflow", "WORKFLOW_TYPE", "CLOSED"));
  }

  @Test
  void listsEachColumnOnce() {
    History history = Histories.startedAt("2020-01-01 00:00:00").history();
    Table table =
        ExecutionReport.filter(
            List.of(new ExecutionReport.Started(closed(history), history.started())));
    assertThat(new HashSet<>(table.columns())).hasSameSizeAs(table.columns());
    assertThat(table.rows())
        .containsExactly(
            Arrays.asList(
                "workflow",
                "WORKFLOW_TYPE",
                "1",
                "run",
                "CLOSED",
                "TERMINATE",
                "FAILED",
                Histories.at("2020-01-01 00:00:00"),
                Histories.at("2020-01-01 00:00:09"),
                false,
                "3600",
                "{\"args\":[1]}",
                "a,b",
                "300",
                "parent",
                "parent run"));
  }

  private static ExecutionInfo closed(History history) {
    return new ExecutionInfo(
        EXECUTION,
        history.started().workflowType(),
        ExecutionStatus.CLOSED,
        Optional.of(CloseStatus.FAILED),
        history.started().timestamp(),
        Optional.of(Histories.at("2020-01-01 00:00:09")),
        Optional.of(new ExecutionId("parent", "parent run")),
        history.started().tagList(),
        false);
  }
}
