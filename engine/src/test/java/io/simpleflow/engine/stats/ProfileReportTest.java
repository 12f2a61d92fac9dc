package io.simpleflow.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.history.History;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileReportTest {
  /** Four tasks, of which the original's README shows the three that ran longest. */
  private final History fromTheReadme =
      Histories.startedAt("2015-06-23 22:26:10.000")
          .scheduled("2015-06-23 22:26:10.100", "task0", "activity-task0-1")
          .started("2015-06-23 22:26:10.300")
          .completed("2015-06-23 22:26:18.500")
          .scheduled("2015-06-23 22:26:20.000", "task3", "activity-task3-1")
          .started("2015-06-23 22:26:20.068")
          .completed("2015-06-23 22:26:31.227")
          .scheduled("2015-06-23 22:27:00.000", "task1", "activity-task1-1")
          .started("2015-06-23 22:27:00.118")
          .completed("2015-06-23 22:27:28.364")
          .scheduled("2015-06-23 22:27:30.000", "task2", "activity-task2-1")
          .started("2015-06-23 22:27:30.090")
          .completed("2015-06-23 22:28:13.866")
          .completedAt("2015-06-23 22:27:50.599")
          .history();

  @Test
  void looksAsTheReadmeOfTheOriginalShowsIt() {
    assertThat(ProfileReport.text("DOMAIN", "WORKFLOW_ID", fromTheReadme, 3))
        .isEqualTo(
            """
            Workflow Execution WORKFLOW_ID
            Domain: DOMAIN
            Workflow Type: WORKFLOW_TYPE

            Total time = 100.599 seconds

            ## Start to close timings

            | Task  | Last State   | Scheduled        |    ->  | Start            |    ->  | End              |        % |
            |:------|:-------------|:-----------------|-------:|:-----------------|-------:|:-----------------|---------:|
            | task2 | completed    | 2015-06-23 22:27 |  0.09  | 2015-06-23 22:27 | 43.776 | 2015-06-23 22:28 | 43.5153  |
            | task1 | completed    | 2015-06-23 22:27 |  0.118 | 2015-06-23 22:27 | 28.246 | 2015-06-23 22:27 | 28.0778  |
            | task3 | completed    | 2015-06-23 22:26 |  0.068 | 2015-06-23 22:26 | 11.159 | 2015-06-23 22:26 | 11.0926  |
            """);
  }

  @Test
  void givesNumbersInTheTable() {
    assertThat(ProfileReport.table(fromTheReadme, 1).rows())
        .containsExactly(
            List.of(
                "task2",
                "completed",
                "2015-06-23 22:27",
                0.09,
                "2015-06-23 22:27",
                43.776,
                "2015-06-23 22:28",
                100 * 43.776 / 100.599));
  }

  @Test
  void leavesOutTasksThatDidNotRunToAnEnd() {
    var history =
        Histories.startedAt("2020-01-01 00:00:00")
            .scheduled("2020-01-01 00:00:01", "failed", "activity-failed-1")
            .started("2020-01-01 00:00:02")
            .failed("2020-01-01 00:00:04", "Broken", null)
            .scheduled("2020-01-01 00:00:04", "running", "activity-running-1")
            .started("2020-01-01 00:00:05")
            .scheduled("2020-01-01 00:00:06", "waiting", "activity-waiting-1")
            .history();
    assertThat(ProfileReport.table(history, 10).rows())
        .extracting(row -> row.get(0))
        .containsExactly("failed");
  }

  @Test
  void dividesByNothingWhenNothingTookTime() {
    var history =
        Histories.startedAt("2020-01-01 00:00:00")
            .scheduled("2020-01-01 00:00:00", "quick", "activity-quick-1")
            .started("2020-01-01 00:00:00")
            .completed("2020-01-01 00:00:00")
            .history();
    assertThat(ProfileReport.table(history, 10).rows())
        .singleElement()
        .satisfies(row -> assertThat(row).last().isEqualTo(0.0));
  }

  @Test
  void profilesARealHistory() {
    assertThat(ProfileReport.table(Histories.saved("workflow_execution_basic"), 10).rows())
        .extracting(row -> List.of(String.valueOf(row.get(0)), String.valueOf(row.get(5))))
        .containsExactly(
            List.of("examples.basic.Delay", "30.24"),
            List.of("examples.basic.increment", "0.27"),
            List.of("examples.basic.double", "0.236"));
  }
}
