package io.simpleflow.engine.stats;

import static io.simpleflow.engine.stats.Histories.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StatusReportTest {
  @Test
  void looksAsTheReadmeOfTheOriginalShowsIt() {
    var history =
        Histories.startedAt("2015-06-24 12:05:22.000")
            .scheduled("2015-06-24 12:05:22.312", "Task1", "activity-Task1-1")
            .started("2015-06-24 12:05:22.500")
            .completed("2015-06-24 12:05:23.337")
            .scheduled("2015-06-24 12:05:23.459", "Task2", "activity-Task2-1")
            .started("2015-06-24 12:05:23.460")
            .completed("2015-06-24 12:05:24.103")
            .scheduled("2015-06-24 12:05:24.200", "Task3", "activity-Task3-1")
            .started("2015-06-24 12:05:24.300")
            .completed("2015-06-24 12:06:03.397")
            .completedAt("2015-06-24 12:07:02.599")
            .history();
    assertThat(StatusReport.text("DOMAIN", "WORKFLOW_ID", history, 3))
        .isEqualTo(
            """
            Workflow Execution WORKFLOW_ID
            Domain: DOMAIN
            Workflow Type: WORKFLOW_TYPE

            Total time = 100.599 seconds

            ## Tasks Status

            | Tasks | Last State   | at                         | Scheduled at               |
            |:------|:-------------|:---------------------------|:---------------------------|
            | Task3 | completed    | 2015-06-24 12:06:03.397000 | 2015-06-24 12:05:24.200000 |
            | Task2 | completed    | 2015-06-24 12:05:24.103000 | 2015-06-24 12:05:23.459000 |
            | Task1 | completed    | 2015-06-24 12:05:23.337000 | 2015-06-24 12:05:22.312000 |
            """);
  }

  @Test
  void showsTheStateThatEachTaskIsInAndSinceWhen() {
    var history =
        Histories.startedAt("2020-01-01 00:00:00")
            .scheduled("2020-01-01 00:00:01", "a", "activity-a-1")
            .started("2020-01-01 00:00:02")
            .failed("2020-01-01 00:00:03", "Broken", null)
            .scheduled("2020-01-01 00:00:04", "b", "activity-b-1")
            .started("2020-01-01 00:00:05")
            .scheduled("2020-01-01 00:00:06", "c", "activity-c-1")
            .history();
    assertThat(StatusReport.table(history, 10).rows())
        .containsExactly(
            Arrays.asList("c", "scheduled", at("2020-01-01 00:00:06"), at("2020-01-01 00:00:06")),
            Arrays.asList("b", "started", at("2020-01-01 00:00:05"), at("2020-01-01 00:00:04")),
            Arrays.asList("a", "failed", at("2020-01-01 00:00:03"), at("2020-01-01 00:00:01")));
  }

  @Test
  void namesTasksOfOneTypeByTheirIds() {
    var history =
        Histories.startedAt("2020-01-01 00:00:00")
            .scheduled("2020-01-01 00:00:01", "twice", "activity-twice-1")
            .scheduled("2020-01-01 00:00:01", "twice", "activity-twice-2")
            .scheduled("2020-01-01 00:00:01", "once", "activity-once-1")
            .history();
    assertThat(StatusReport.table(history, 10).rows())
        .extracting(row -> row.get(0))
        .containsExactly("once", "twice-2", "twice-1");
  }

  @Test
  void showsTheLatestAttemptOfATaskAsTheNewest() {
    var history =
        Histories.startedAt("2020-01-01 00:00:00")
            .scheduled("2020-01-01 00:00:01", "retried", "activity-retried-1")
            .started("2020-01-01 00:00:02")
            .failed("2020-01-01 00:00:03", "Broken", null)
            .scheduled("2020-01-01 00:00:04", "other", "activity-other-1")
            .scheduled("2020-01-01 00:00:05", "retried", "activity-retried-1")
            .history();
    assertThat(StatusReport.table(history, 1).rows())
        .containsExactly(
            Arrays.asList(
                "retried", "scheduled", at("2020-01-01 00:00:05"), at("2020-01-01 00:00:05")));
  }

  @Test
  void countsChildExecutionsAsTasks() {
    assertThat(StatusReport.table(Histories.saved("child_workflow"), 10).rows())
        .singleElement()
        .satisfies(row -> assertThat(row).element(1).isEqualTo("completed"));
  }

  @Test
  void saysThatThereIsNothingWhereThereAreNoTasks() {
    assertThat(
            StatusReport.text("d", "w", Histories.startedAt("2020-01-01 00:00:00").history(), 10))
        .endsWith(
            """
            Total time = 0.000 seconds

            ## Tasks Status

            | Tasks | Last State   | at   | Scheduled at   |
            |:------|:-------------|:-----|:---------------|
            """);
  }

  @Test
  void keepsTextsFromBreakingTheTable() {
    var history =
        Histories.startedAt("2020-01-01 00:00:00")
            .scheduled("2020-01-01 00:00:01", "a|b\nc", "activity-1")
            .history();
    assertThat(StatusReport.text("d", "w", history, 10)).contains("| a\\|b c | scheduled    |");
  }
}
