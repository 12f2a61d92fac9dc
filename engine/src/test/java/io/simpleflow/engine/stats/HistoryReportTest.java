package io.simpleflow.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.simpleflow.history.History;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryReportTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cancel_requested",
        "child_workflow",
        "timer_and_cancel",
        "unrequested_signal",
        "with_replays",
        "workflow_execution_basic"
      })
  void givesEveryEventOfAHistory(String name) {
    History history = Histories.saved(name);
    List<? extends Map<String, ?>> raw = HistoryReport.raw(history.events());
    assertThat(raw).hasSameSizeAs(history.events());
    assertThat(raw.stream().map(event -> String.valueOf(event.get("type"))).toList())
        .isEqualTo(history.events().stream().map(event -> event.type().wireName()).toList());
  }

  @Test
  void givesTheMembersOfAnEventByTheirNames() {
    Map<String, ?> scheduled =
        HistoryReport.raw(Histories.saved("workflow_execution_basic").events()).get(4);
    assertThat(scheduled.keySet())
        .startsWith("id", "timestamp", "type", "activityType")
        .doesNotContain("control");
    assertThat(scheduled.get("activityType"))
        .isEqualTo(Map.of("name", "examples.basic.increment", "version", "example"));
  }

  @Test
  void saysWhereEverythingStands() {
    Map<String, ?> cooked = HistoryReport.cooked(Histories.saved("timer_and_cancel"));
    assertThat(cooked.get("timers"))
        .extracting("timer 1.status", "timer 2.status")
        .containsExactly("FIRED", "CANCELED");
    assertThat(cooked.get("workflow")).extracting("closeStatus").isEqualTo("COMPLETED");
  }

  @Test
  void givesTheLastSignalOfAName() {
    Map<String, ?> cooked = HistoryReport.cooked(Histories.saved("unrequested_signal"));
    assertThat(cooked.get("signals"))
        .extracting("unexpected.type")
        .isEqualTo("WorkflowExecutionSignaled");
    assertThat(cooked.get("signal_lists")).extracting("unexpected").asInstanceOf(LIST).hasSize(1);
  }
}
