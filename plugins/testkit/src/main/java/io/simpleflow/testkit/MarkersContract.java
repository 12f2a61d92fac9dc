package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.TaskTimedOutException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Markers, and timers that have names. */
abstract class MarkersContract extends ContractSuite {
  MarkersContract(BackendContract contract) {
    super(contract);
  }

  /** Writes the same more than once. */
  @WorkflowType(name = "contract.marking")
  @SuppressWarnings("FutureReturnValueIgnored") // What recordMarker returns is finished.
  public static class Marking extends Workflow {
    /** How many markers there are, and the last. */
    public List<Integer> run() {
      recordMarker("done", Map.of("part", 1));
      recordMarker("done", Map.of("part", 1));
      sleep(Duration.ofSeconds(1));
      recordMarker("done", Map.of("part", 1));
      int given = recordMarker("done", Map.of("part", 2)).result().getOrDefault("part", 0);
      sleep(Duration.ofSeconds(1));
      Map<String, Integer> last =
          markerValue("done", new GenericType<Map<String, Integer>>() {}).orElseThrow();
      return List.of(given, markers().size(), last.getOrDefault("part", 0));
    }
  }

  @Test
  void writesAMarkerOnceAndReadsItBack() throws Exception {
    ExecutionId execution = start(Marking.class);

    assertThat(environment().result(execution, new GenericType<List<Integer>>() {}))
        .containsExactly(2, 2, 2);
    assertThat(count(execution, EventType.MARKER_RECORDED)).isEqualTo(2);
  }

  /** Cancels a timer by its name. */
  @WorkflowType(name = "contract.namedTimer")
  public static class NamedTimer extends Workflow {
    /** What it sees of the timer. */
    public List<String> run() {
      Future<@Nullable Void> tea = timer("tea", Duration.ofDays(1), Map.of("sugar", 2));
      sleep(Duration.ofSeconds(1));
      String running = timerDetails("tea").orElseThrow().status().name();
      String control = String.valueOf(timerDetails("tea").orElseThrow().control());
      boolean first = cancelTimer("tea");
      boolean second = cancelTimer("tea");
      boolean other = cancelTimer("coffee");
      sleep(Duration.ofSeconds(1));
      return List.of(
          running,
          control,
          first + " " + second + " " + other + " " + tea.isCancelled(),
          timerDetails("tea").orElseThrow().status().name());
    }
  }

  @Test
  void cancelsATimerByItsName() throws Exception {
    assertThat(run(NamedTimer.class, new GenericType<List<String>>() {}))
        .containsExactly("STARTED", "{\"sugar\":2}", "true false false true", "CANCELED");
  }

  /** Waits for what does not come. */
  @WorkflowType(name = "contract.timeLimit")
  public static class TimeLimit extends Workflow {
    /** How the wait has ended. */
    public String run() {
      try {
        return waitSignal("never", String.class).orTimeout(Duration.ofMinutes(1)).result();
      } catch (TaskTimedOutException late) {
        return late.timeoutType();
      }
    }
  }

  @Test
  void limitsTheTimeOfAnyWait() throws Exception {
    assertThat(run(TimeLimit.class, String.class)).isEqualTo("TIMER");
  }
}
