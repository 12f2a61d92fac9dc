package io.simpleflow.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.engine.SystemTimekeeper;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.ExecutionInfo;
import io.simpleflow.history.ExecutionState;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.local.store.Changes;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.MemoryDomains;
import io.simpleflow.local.store.RegisteredDomain;
import io.simpleflow.local.store.StoredExecution;
import io.simpleflow.spi.HistorySource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the real service recorded, served and read back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealHistoriesServedTest {
  private static final List<String> NAMES =
      List.of(
          "cancel_requested",
          "child_workflow",
          "timer_and_cancel",
          "unrequested_signal",
          "with_replays",
          "workflow_execution_basic");

  private final Map<String, List<HistoryEvent>> recorded = new LinkedHashMap<>();
  private Served served;
  private Simpleflow client;

  @BeforeAll
  void serve() throws IOException {
    MemoryDomains store = new MemoryDomains();
    store.write(
        new RegisteredDomain(
            "real", Optional.empty(), "36500", Instant.EPOCH, Optional.empty(), Map.of()));
    HistoryStore domain = store.domain("real");
    for (String name : NAMES) {
      List<HistoryEvent> events = read(name);
      recorded.put(name, events);
      long key = domain.newKey();
      domain
          .write(
              Changes.of(
                  List.of(new StoredExecution(key, info(name, events))),
                  List.of(new Changes.NewEvents(key, events))))
          .await();
    }
    served = Served.over(store, new SystemTimekeeper());
    client = served.client("real", Simpleflow.builder().findTasks());
  }

  private static List<HistoryEvent> read(String name) throws IOException {
    try (InputStream json =
        RealHistoriesServedTest.class.getResourceAsStream("/histories/" + name + ".json")) {
      return HistoryJson.readHistory(Objects.requireNonNull(json, name));
    }
  }

  private static ExecutionInfo info(String name, List<HistoryEvent> events) {
    ExecutionState state = History.of(events).execution();
    return new ExecutionInfo(
        id(name),
        state.started().workflowType(),
        ExecutionStatus.CLOSED,
        Optional.ofNullable(state.closeStatus()),
        events.get(0).timestamp(),
        Optional.of(events.get(events.size() - 1).timestamp()),
        Optional.empty(),
        List.of(),
        false); // As SWF has it of a closed execution, whatever was asked of it before.
  }

  private static ExecutionId id(String name) {
    return new ExecutionId(name, "run-of-" + name);
  }

  @AfterAll
  void close() {
    client.close();
    served.close();
  }

  static List<String> names() {
    return NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void readsARealHistoryAsItWasRecorded(String name) {
    List<HistoryEvent> events = Objects.requireNonNull(recorded.get(name));
    HistorySource histories = client.histories();

    assertThat(histories.events(id(name))).isEqualTo(events);
    assertThat(histories.lastEvent(id(name))).isEqualTo(events.get(events.size() - 1));
    for (int after = 0; after <= events.size(); after++) {
      int end = Math.min(after + 3, events.size());
      assertThat(histories.events(id(name), after, 3)).isEqualTo(events.subList(after, end));
    }
    assertThat(histories.latest(Optional.of(name))).contains(id(name));
    assertThat(histories.describe(id(name)).info()).isEqualTo(info(name, events));
  }
}
