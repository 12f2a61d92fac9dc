package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.SerializationException;
import io.simpleflow.history.Decision.RecordMarker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The markers that authors write. */
@Timeout(60)
class AuthorMarkersTest {
  private Rehearsal rehearsal = new Rehearsal(Writer::new);

  /** Writes markers, then looks at them. */
  @SuppressWarnings("FutureReturnValueIgnored") // What recordMarker returns is finished.
  private static final class Writer extends Rehearsal.Code {
    @Override
    Object run() {
      assertThat(markers()).isEmpty();
      assertThat(recordMarker("progress", 1).result()).isEqualTo(1);
      recordMarker("progress", 1);
      recordMarker("progress", 2);
      recordMarker("seen");
      assertThat(sideEffect(Integer.class, () -> 7)).isEqualTo(7);
      assertThat(markers()).as("none is in the history yet").isEmpty();
      sleep(Duration.ofSeconds(1));
      recordMarker("progress", 1);
      return List.of(
          markers().size(),
          latestMarkers().keySet(),
          markerValue("progress", Integer.class).orElseThrow(),
          markerValue("seen", Integer.class).isPresent(),
          String.valueOf(markerDetails("progress").orElseThrow().details()));
    }
  }

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void writesEachOnceAndReadsThemBack() {
    assertThat(rehearsal.decide().stream().filter(RecordMarker.class::isInstance))
        .containsExactly(
            new RecordMarker("progress", "1"),
            new RecordMarker("progress", "2"),
            new RecordMarker("seen", null),
            new RecordMarker("_simpleflow_side_effect", "{\"number\":1,\"value\":\"7\"}"));
    rehearsal.service().fire("timer-1");

    assertThat(rehearsal.result())
        .isEqualTo(List.of(3, List.of("progress", "seen"), 2, false, "2"));
  }

  /** Writes what cannot be written. */
  private static final class Wrong extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      assertThatThrownBy(() -> recordMarker(""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 to 256");
      assertThatThrownBy(() -> recordMarker("n".repeat(257)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> recordMarker("_simpleflow_version", Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> recordMarker("m", "x".repeat(32_767)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("marker m are 32,769 characters");
      assertThatThrownBy(() -> recordMarker("m", new Object()))
          .isInstanceOf(SerializationException.class);
      return null;
    }
  }

  @Test
  void refusesAtTheCallWhatCannotBeWritten() {
    rehearsal.close();
    rehearsal = new Rehearsal(Wrong::new);

    assertThat(rehearsal.result()).isNull();
  }

  @Test
  void goesOnWithoutAMarkerThatTheServiceRefuses() {
    rehearsal.service().refuseNext("OPERATION_NOT_PERMITTED");
    rehearsal.decide();
    rehearsal.decide();
    rehearsal.service().fire("timer-1");

    assertThat(rehearsal.result())
        .isEqualTo(List.of(2, List.of("progress", "seen"), 2, false, "2"));
  }
}
