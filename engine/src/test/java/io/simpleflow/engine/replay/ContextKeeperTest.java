package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What readers are told of a running execution. */
@Timeout(60)
class ContextKeeperTest {
  /** Tells how far it is, and waits for signals by turns. */
  private static final class Telling extends Rehearsal.Code {
    private @Nullable Object step = "begins";

    @Override
    @Nullable Object run() {
      Future<?> unused = waitSignal("z");
      step = Map.of("step", 1);
      waitSignal("a", Object.class).await();
      step = signals("b", Object.class).next().result();
      waitSignal("c", Object.class).await();
      return null;
    }

    @Override
    protected @Nullable Object state() {
      if (List.of("throw").equals(step)) {
        throw new IllegalStateException("no state");
      } else if (List.of("break").equals(step)) {
        throw new AssertionError("broken state");
      }
      return step;
    }
  }

  private final Rehearsal rehearsal = new Rehearsal(Telling::new);

  private @Nullable String toldAfter(String signal, @Nullable String input) {
    rehearsal.service().signal(signal, input, null);
    rehearsal.decide();
    return rehearsal.told();
  }

  @Test
  void tellsWhatIsNewAndClearsWhatIsOver() {
    try (rehearsal) {
      rehearsal.decide();
      assertThat(rehearsal.told())
          .isEqualTo("{\"state\":{\"step\":1},\"waiting_signals\":[\"a\",\"z\"]}");
      assertThat(toldAfter("unknown", null)).as("nothing is new").isNull();
      assertThat(toldAfter("a", null))
          .isEqualTo("{\"state\":{\"step\":1},\"waiting_signals\":[\"b\",\"z\"]}");
      assertThat(toldAfter("z", null))
          .isEqualTo("{\"state\":{\"step\":1},\"waiting_signals\":[\"b\"]}");
      assertThat(toldAfter("b", null)).isEqualTo("{\"waiting_signals\":[\"c\"]}");
      assertThat(toldAfter("c", null)).isEmpty();
    }
  }

  @Test
  void leavesOutAStateThatCannotBeHad() {
    try (rehearsal) {
      rehearsal.decide();
      toldAfter("z", null);
      toldAfter("a", null);
      assertThat(toldAfter("b", "[\"throw\"]")).isEqualTo("{\"waiting_signals\":[\"c\"]}");
    }
  }

  @Test
  void leavesOutAStateThatFailsWithAnError() {
    try (rehearsal) {
      rehearsal.decide();
      toldAfter("z", null);
      toldAfter("a", null);
      assertThat(toldAfter("b", "[\"break\"]")).isEqualTo("{\"waiting_signals\":[\"c\"]}");
    }
  }

  @Test
  void leavesOutAStateThatIsTooLong() {
    try (rehearsal) {
      rehearsal.decide();
      toldAfter("z", null);
      toldAfter("a", null);
      assertThat(toldAfter("b", "x".repeat(32_000))).isEqualTo("{\"waiting_signals\":[\"c\"]}");
    }
  }
}
