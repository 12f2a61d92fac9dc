package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.engine.json.HistoryJson;
import io.simpleflow.history.HistoryEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What is written into the history, so that the code can be run again from it. The cases hold on
 * every backend; run the contract with and without room for executions in memory, so that they hold
 * for a replay from the start too.
 */
abstract class ReplayContract extends ContractSuite {
  ReplayContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Gives back what it gets. */
    @Activity(name = "contract.replay.echo")
    public static String echo(String text) {
      return text;
    }

    /** Adds one. */
    @Activity(name = "contract.replay.increment")
    public static int increment(int x) {
      return x + 1;
    }
  }

  /** Uses all that would not be the same the second time. */
  @WorkflowType(name = "contract.standIns")
  public static class StandIns extends Workflow {
    /** Values before a wait, as an activity saw them, and at the end. */
    public List<List<String>> run() {
      List<String> before = values();
      List<Future<String>> seen = map(Tasks::echo, before);
      List<String> echoed = new ArrayList<>();
      seen.forEach(future -> echoed.add(future.result()));
      List<String> later = values();
      return List.of(before, echoed, later);
    }

    private List<String> values() {
      return List.of(
          now().toString(),
          randomUUID().toString(),
          Long.toString(random().nextLong()),
          sideEffect(String.class, () -> UUID.randomUUID().toString()));
    }
  }

  @Test
  void keepsWhatTheStandInsGave() throws Exception {
    List<List<String>> values = run(StandIns.class, new GenericType<List<List<String>>>() {});
    assertThat(values.get(1)).as("as an activity saw them").isEqualTo(values.get(0));
    assertThat(new HashSet<>(values.get(2)))
        .as("new ones each time")
        .doesNotContainAnyElementsOf(values.get(0).subList(1, 4));
  }

  /** Has changed. */
  @WorkflowType(name = "contract.version")
  public static class Versioned extends Workflow {
    /** The version, twice, with a wait in between. */
    public List<Integer> run() {
      int first = version("faster", 1, 3);
      submit(Tasks::echo, "wait").await();
      return List.of(first, version("faster", 1, 3));
    }
  }

  @Test
  void givesANewExecutionTheNewestVersionForGood() throws Exception {
    assertThat(run(Versioned.class, new GenericType<List<Integer>>() {})).containsExactly(3, 3);
  }

  /** A bit of everything, one after another. */
  @WorkflowType(name = "contract.golden", version = "1", taskList = "contract")
  public static class Golden extends Workflow {
    /** Adds two, with a nap. */
    public int run(int x) {
      int first = submit(Tasks::increment, x).result();
      sleep(Duration.ofSeconds(1));
      int same = sideEffect(Integer.class, () -> first);
      return submit(Tasks::increment, same).result();
    }
  }

  @Test
  void writesTheSameHistoryAsEveryBackend() throws Exception {
    ExecutionId execution = start(Golden.class, 1);
    assertThat(environment().result(execution, Integer.class)).isEqualTo(3);
    assertThat(environment().events(execution).stream().map(ReplayContract::comparable))
        .containsExactlyElementsOf(golden());
  }

  /** An event without what differs between backends and times. */
  private static String comparable(HistoryEvent event) {
    return HistoryJson.encodeEvent(event)
        .replaceAll("\"eventTimestamp\":[0-9.eE]+", "\"eventTimestamp\":0")
        .replaceAll("\"identity\":\"(?:[^\"\\\\]|\\\\.)*\",?", "");
  }

  private static List<String> golden() throws IOException {
    String name = "golden-history.jsonl";
    try (InputStream text = ReplayContract.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  @Test
  void givesAHistoryInPagesAndInOrder() throws Exception {
    ExecutionId execution = start(Golden.class, 1);
    environment().await(execution);
    List<HistoryEvent> all = environment().events(execution);
    assertThat(all).extracting(HistoryEvent::id).first().isEqualTo(1L);
    assertThat(all)
        .extracting(HistoryEvent::timestamp)
        .isSortedAccordingTo(Comparator.naturalOrder());
    List<HistoryEvent> paged = new ArrayList<>();
    List<HistoryEvent> page;
    do {
      page = environment().histories().events(execution, paged.size(), 4);
      paged.addAll(page);
    } while (page.size() == 4);
    assertThat(paged).isEqualTo(all);
  }
}
