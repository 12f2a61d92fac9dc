package io.simpleflow.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.history.History;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TaskReportTest {
  private final History history =
      Histories.startedAt("2020-01-01 00:00:00")
          .scheduled("2020-01-01 00:00:01", "good", "activity-good-1")
          .started("2020-01-01 00:00:02")
          .completed("2020-01-01 00:00:03")
          .scheduled("2020-01-01 00:00:04", "bad", "activity-bad-1")
          .started("2020-01-01 00:00:05")
          .failed("2020-01-01 00:00:06", "Broken: no", "the trace")
          .history();

  @Test
  void tellsOfATaskByItsId() {
    assertThat(TaskReport.table(history, "activity-good-1", false))
        .hasValueSatisfying(
            table ->
                assertThat(table.rows())
                    .containsExactly(
                        Arrays.asList(
                            "activity",
                            "activity-good-1",
                            "good",
                            "2",
                            "completed",
                            Histories.at("2020-01-01 00:00:03"),
                            "{\"args\":[]}",
                            "\"done\"",
                            null)));
  }

  @Test
  void tellsOfATaskByTheNameThatTheStatusGivesIt() {
    assertThat(TaskReport.table(history, "bad", true))
        .hasValueSatisfying(
            table -> {
              assertThat(table.columns()).endsWith("reason", "details");
              assertThat(table.rows())
                  .singleElement()
                  .satisfies(row -> assertThat(row).endsWith("Broken: no", "the trace"));
            });
  }

  @Test
  void knowsNothingOfATaskThatIsNotThere() {
    assertThat(TaskReport.table(history, "other", false)).isEmpty();
  }
}
