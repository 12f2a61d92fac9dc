package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.Future;
import io.simpleflow.LambdaTask;
import io.simpleflow.ReceivedSignal;
import io.simpleflow.SerializationException;
import io.simpleflow.Signal;
import io.simpleflow.SignalQueue;
import io.simpleflow.history.Decision.ScheduleLambdaFunction;
import io.simpleflow.history.Decision.SignalExternalWorkflowExecution;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.HistoryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a workflow sends, and gets, and passes on. */
@Timeout(60)
class SignalsTest {
  private static final String ONE = "{\"__propagate\":false,\"args\":[1],\"kwargs\":{}}";

  private Function<Sender, @Nullable Object> code = workflow -> null;
  private final Rehearsal rehearsal = new Rehearsal(Sender::new);

  /** Runs what the test says. */
  private final class Sender extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      return code.apply(this);
    }

    Future<@Nullable Void> send(Signal signal) {
      return signal(signal);
    }

    <T> Future<T> latest(String name, Class<T> type) {
      return waitSignal(name, type);
    }

    <T> SignalQueue<T> queue(String name, Class<T> type) {
      return signals(name, type);
    }

    @Nullable ReceivedSignal details(String name) {
      return signalDetails(name).orElse(null);
    }
  }

  @AfterEach
  void close() {
    rehearsal.close();
  }

  private static SignalExternalWorkflowExecution signal(
      String workflowId, @Nullable String runId, String name, String input) {
    return new SignalExternalWorkflowExecution(workflowId, runId, name, input, null);
  }

  @Test
  void sendsASignalOnceAndFinishesWhenItIsDelivered() {
    code = w -> w.send(Signal.named("go", 1).with("by", "me")).result();

    assertThat(rehearsal.decide())
        .containsExactly(
            signal(
                "wf",
                "run-1",
                "go",
                "{\"__propagate\":true,\"args\":[1],\"kwargs\":{\"by\":\"me\"}}"));
    rehearsal.service().signal("other", "1", null);
    assertThat(rehearsal.decide()).as("it is on its way").isEmpty();
    rehearsal.service().endSignal(null);
    assertThat(rehearsal.result()).isNull();
  }

  @Test
  void failsOnceWhereNobodyGetsTheSignal() {
    code =
        w -> {
          Future<?> sent = w.send(Signal.named("go").to("nobody"));
          return Rehearsal.failure(sent) + Rehearsal.failure(w.latest("later", Integer.class));
        };
    assertThat(rehearsal.decide()).hasSize(1);
    rehearsal.service().endSignal("UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION");
    assertThat(rehearsal.decide()).as("it is not sent again").isEmpty();
    rehearsal.service().signal("later", "1", null);

    assertThat(rehearsal.result())
        .isEqualTo("signal-go failed: UNKNOWN_EXTERNAL_WORKFLOW_EXECUTIONnone");
  }

  @Test
  void sendsTwoOfOneNameToTwoTargetsInOneDecision() {
    code =
        w -> {
          Signal signal = Signal.named("go", 1).withoutPropagation();
          var unused107 = w.send(signal.to("a"));
          var unused108 = w.send(signal.to("b"));
          var unused109 = w.send(signal.toParent());
          return w.latest("never", String.class).result();
        };

    assertThat(rehearsal.decide())
        .containsExactly(
            signal("a", null, "go", ONE),
            signal("b", null, "go", ONE),
            signal("parent", null, "go", ONE));
  }

  @Test
  void sendsWhatFuturesGiveOnceTheyHaveIt() {
    code =
        w -> {
          Future<Integer> task = w.submit(LambdaTask.of("function", Integer.class, null));
          return w.send(Signal.named("go", List.of(task)).to("a")).result();
        };
    assertThat(rehearsal.decide()).hasOnlyElementsOfType(ScheduleLambdaFunction.class);
    rehearsal.service().endFunction(null, "5");

    assertThat(rehearsal.decide())
        .containsExactly(
            signal("a", null, "go", "{\"__propagate\":true,\"args\":[[5]],\"kwargs\":{}}"));
  }

  @Test
  void refusesWhatCannotBeSentAtTheCall() {
    code =
        w -> {
          assertThatThrownBy(() -> w.send(Signal.named("go", "x".repeat(32_768))))
              .isInstanceOf(SerializationException.class)
              .hasMessageContaining("32,768");
          assertThatThrownBy(() -> w.send(Signal.named("go", new Object())))
              .isInstanceOf(SerializationException.class)
              .hasMessageContaining("signal go: argument 1");
          assertThatThrownBy(() -> w.send(Signal.named("go").toChild(Future.of(1))))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("child");
          assertThatThrownBy(() -> w.send(Signal.named("go").to("")))
              .isInstanceOf(IllegalArgumentException.class);
          return 1;
        };

    assertThat(rehearsal.result()).isEqualTo(1);
  }

  @Test
  void waitsBeforeItSendsAgainWhatCameTooFast() {
    code = w -> w.send(Signal.named("go", 1).withoutPropagation().to("a")).result();
    rehearsal.service().refuseNext("SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED");
    rehearsal.decide();

    assertThat(rehearsal.decide())
        .containsExactly(new StartTimer("_simpleflow_refused_signal_1", null, "1"));
    rehearsal.service().fire("_simpleflow_refused_signal_1");
    assertThat(rehearsal.decide()).containsExactly(signal("a", null, "go", ONE));
    rehearsal.service().endSignal("SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_RATE_EXCEEDED");
    assertThat(rehearsal.decide())
        .containsExactly(new StartTimer("_simpleflow_refused_signal_2", null, "2"));
  }

  @Test
  void withdrawsASignalThatIsCancelledBeforeItGoes() {
    code =
        w -> {
          Signal signal = Signal.named("go", 1).withoutPropagation().to("a");
          Future<?> first = w.send(signal);
          var unused177 = w.send(signal.to("b"));
          Future<?> third = w.send(signal);
          third.cancel();
          return first.result();
        };

    assertThat(rehearsal.decide())
        .containsExactlyInAnyOrder(signal("a", null, "go", ONE), signal("b", null, "go", ONE));
    rehearsal.service().endSignal(null);
    rehearsal.service().endSignal(null);
    assertThat(rehearsal.result()).isNull();
  }

  @Test
  void readsSignalsOfAllForms() {
    code =
        w -> {
          SignalQueue<Object> queue = w.queue("go", Object.class);
          List<@Nullable Object> values = new ArrayList<>();
          while (values.size() < 8) {
            values.add(queue.next().result());
          }
          return values;
        };
    rehearsal.decide();
    List.of(
            ONE,
            "{\"__propagate\":false,\"args\":[1,2],\"kwargs\":{}}",
            "{\"__propagate\":0,\"args\":[],\"kwargs\":{\"a\":1}}",
            "{\"__propagate\":null}",
            "{\"args\":[5]}",
            "{\"color\":\"red\",\"args\":[1]}",
            "raw text",
            "{}")
        .forEach(input -> rehearsal.service().signal("go", input, null));

    assertThat(rehearsal.result())
        .isEqualTo(
            Arrays.asList(
                1,
                List.of(1, 2),
                Map.of("a", 1),
                null,
                5,
                Map.of("color", "red", "args", List.of(1)),
                "raw text",
                Map.of()));
  }

  @Test
  void givesTheLatestAgainAndAgainButAQueuedOneOnce() {
    code =
        w -> {
          SignalQueue<Integer> queue = w.queue("go", Integer.class);
          int first = w.latest("go", Integer.class).result();
          w.latest("stop", String.class).await();
          return List.of(
              first,
              w.latest("go", Integer.class).result(),
              w.latest("go", Integer.class).result(),
              queue.size(),
              queue.next().result(),
              queue.poll().orElseThrow(),
              queue.poll().isPresent(),
              queue.size());
        };
    rehearsal.decide();
    rehearsal.service().signal("go", "1", null);
    rehearsal.decide();
    rehearsal.service().signal("go", "2", null);
    rehearsal.service().signal("stop", null, null);

    assertThat(rehearsal.result()).isEqualTo(List.of(1, 2, 2, 2, 1, 2, false, 0));
  }

  @Test
  void servesThoseWhoWaitInTheirOrderAndSkipsThoseWhoGaveUp() {
    code =
        w -> {
          SignalQueue<Integer> queue = w.queue("go", Integer.class);
          Future<Integer> first = queue.next();
          Future<Integer> second = queue.next();
          Future<Integer> third = w.queue("go", Integer.class).next();
          first.cancel();
          return List.of(third.result(), second.result());
        };
    rehearsal.decide();
    rehearsal.service().signal("go", "1", null);
    rehearsal.service().signal("go", "2", null);

    assertThat(rehearsal.result()).isEqualTo(List.of(2, 1));
  }

  @Test
  void endsAWaitWhoseTimeLimitIsJustBeingSent() {
    code = w -> w.latest("go", Integer.class).orTimeout(Duration.ofMinutes(1)).result();
    List<HistoryEvent> events = rehearsal.service().startDecision();
    rehearsal.service().signal("go", "1", null); // While the decision is being made.
    assertThat(rehearsal.answer(events)).containsExactly(new StartTimer("timer-1", null, "60"));

    assertThat(rehearsal.result()).isEqualTo(1);
  }

  @Test
  void takesASignalThatCannotBeReadAndGoesOn() {
    code =
        w -> {
          SignalQueue<Integer> queue = w.queue("go", Integer.class);
          String failure = Rehearsal.failure(queue.next());
          return failure.startsWith("signal go of event ") + " " + queue.next().result();
        };
    rehearsal.decide();
    rehearsal.service().signal("go", "\"many\"", null);
    rehearsal.service().signal("go", "2", null);

    assertThat(rehearsal.result()).isEqualTo("true 2");
  }

  @Test
  void tellsAllOfASignal() {
    code =
        w -> {
          assertThat(w.details("go")).isNull();
          w.latest("go", Object.class).await();
          ReceivedSignal signal = w.details("go");
          return signal == null
              ? null
              : List.of(
                  signal.arguments(),
                  signal.keywordArguments(),
                  signal.propagate(),
                  signal.sender().orElseThrow().workflowId());
        };
    rehearsal.decide();
    rehearsal
        .service()
        .signal(
            "go",
            "{\"__propagate\":true,\"args\":[1],\"kwargs\":{\"a\":2}}",
            SimulatedService.PARENT);

    assertThat(rehearsal.result()).isEqualTo(List.of(List.of(1), Map.of("a", 2), true, "parent"));
  }

  @Test
  void passesOnToTheParentWhatPropagatesUnlessItIsTheSender() {
    String input = "{\"__propagate\":true,\"args\":[],\"kwargs\":{}}";
    code = w -> w.latest("never", String.class).result();
    rehearsal.decide();
    rehearsal.service().signal("a", input, null);
    rehearsal.service().signal("b", input, SimulatedService.PARENT);
    rehearsal.service().signal("c", ONE, null);
    rehearsal.service().signal("a", input, SimulatedService.EXECUTION);

    assertThat(rehearsal.decide())
        .containsExactly(signal("parent", null, "a", input), signal("parent", null, "a", input));
    rehearsal.service().endSignal("UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION");
    assertThat(rehearsal.decide()).as("the parent has ended").isEmpty();
  }
}
