package io.simpleflow.local.service;

import static io.simpleflow.local.service.Scene.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ExecutionAlreadyStartedException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.TaskNotFoundException;
import io.simpleflow.history.ChildPolicy;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.RecordMarker;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.ExecutionConfiguration;
import io.simpleflow.history.ExecutionDescription;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionStarted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTerminated;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTimedOut;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.OpenCounts;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.StartRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionsTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void describesAClosedExecutionWithoutReadingItsHistory() throws Exception {
    DelayingStore store = new DelayingStore(new MemoryStore());
    try (Scene kept = new Scene(store, new SteppedTimekeeper(Scene.START))) {
      ExecutionId execution = kept.start("kept");
      kept.advance(1);
      kept.service.respondDecisionTaskCompleted(
          kept.decisionTask().taskToken(),
          List.of(schedule("started"), schedule("scheduled"), new StartTimer("t", null, "90")),
          "context");
      kept.advance(1);
      assertThat(kept.activityTask().activityId()).isEqualTo("started");
      kept.advance(1);
      kept.service.terminate(execution, null, null, Optional.empty());

      ExecutionDescription description = kept.service.histories().describe(execution);

      assertThat(store.eventsRead).hasValue(1);
      assertThat(description)
          .isEqualTo(Descriptions.describe(Execution.of(1, execution, kept.events(execution))));
      assertThat(description.openCounts()).isEqualTo(new OpenCounts(2, 0, 1, 0, 0));
      assertThat(description.latestExecutionContext()).contains("context");
      assertThat(description.latestActivityTaskTimestamp()).contains(Scene.START.plusSeconds(2));
    }
  }

  @Test
  void startsWithTheDefaultsOfTheType() {
    ExecutionId execution = scene.start("w");

    assertThat(execution.runId()).matches("22[A-Za-z0-9+/]{43}=");
    assertThat(scene.names(execution, 1))
        .containsExactly("WorkflowExecutionStarted", "DecisionTaskScheduled");
    assertThat(scene.events(execution).get(0))
        .isEqualTo(
            new WorkflowExecutionStarted(
                1,
                Scene.START,
                "input",
                "3600",
                "60",
                ChildPolicy.TERMINATE,
                "deciders",
                null,
                Scene.WORKFLOW,
                List.of(),
                null,
                null,
                0,
                null));
  }

  @Test
  void startsWithWhatTheRequestSays() {
    ExecutionId execution =
        scene.service.start(
            new StartRequest(
                "w",
                Scene.BARE_WORKFLOW,
                null,
                Optional.of("list"),
                Optional.of("-3"),
                Optional.of("10"),
                Optional.of("NONE"),
                Optional.of(ChildPolicy.ABANDON),
                List.of("red", "green"),
                Optional.empty()));

    ExecutionDescription description = scene.service.histories().describe(execution);
    assertThat(description.configuration())
        .isEqualTo(
            new ExecutionConfiguration(ChildPolicy.ABANDON, "10", "NONE", "list", "-3", null));
    assertThat(description.info().tagList()).containsExactly("red", "green");
    assertThat(description.info().status()).isEqualTo(ExecutionStatus.OPEN);
    assertThat(description.openCounts().openDecisionTasks()).isEqualTo(1);
    assertThat(description.latestActivityTaskTimestamp()).isEmpty();
    assertThat(description.latestExecutionContext()).isEmpty();
  }

  @Test
  void refusesAnUnknownOrDeprecatedType() {
    assertThatThrownBy(
            () -> scene.service.start(StartRequest.of("w", new WorkflowType("unknown", "1"), null)))
        .isInstanceOf(TaskNotFoundException.class)
        .hasMessageContaining("unknown");

    scene.service.types().workflows().deprecate(Scene.WORKFLOW, true);
    assertThatThrownBy(() -> scene.start("w"))
        .isInstanceOfSatisfying(
            ServiceFault.class,
            fault -> assertThat(fault.kind()).isEqualTo(ServiceFault.Kind.TYPE_DEPRECATED));
    scene.service.types().workflows().deprecate(Scene.WORKFLOW, false);
    assertThat(scene.start("w")).isNotNull();
  }

  @Test
  void refusesToStartWithoutWhatMustBeDefined() {
    assertThatThrownBy(() -> scene.service.start(StartRequest.of("w", Scene.BARE_WORKFLOW, null)))
        .isInstanceOf(ServiceFault.class)
        .hasMessageContaining("DEFAULT_EXECUTION_START_TO_CLOSE_TIMEOUT_UNDEFINED");
  }

  @Test
  void letsAWorkflowIdBeOpenOnce() throws Exception {
    ExecutionId first = scene.start("w");
    assertThatThrownBy(() -> scene.start("w"))
        .isInstanceOf(ExecutionAlreadyStartedException.class)
        .hasMessageContaining(first.runId());

    scene.decide(new CompleteWorkflowExecution(null));
    ExecutionId second = scene.start("w");
    assertThat(second.runId()).isNotEqualTo(first.runId());
    assertThat(scene.service.histories().latest(Optional.of("w"))).contains(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "a/b", "a|b", "a\nb", "a\u0085b", "arn"})
  void refusesAWorkflowIdThatSwfWouldNotTake(String workflowId) {
    assertThatThrownBy(() -> scene.start(workflowId))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("workflowId")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"31536001", "NONE"})
  void letsNoExecutionTakeMoreThanAYear(String timeout) {
    assertThatThrownBy(() -> scene.service.start(taking(timeout)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("executionStartToCloseTimeout is ");
    assertThat(scene.service.start(taking("31536000"))).isNotNull();
  }

  private static StartRequest taking(String executionTimeout) {
    return new StartRequest(
        "w",
        Scene.WORKFLOW,
        null,
        Optional.empty(),
        Optional.empty(),
        Optional.of(executionTimeout),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  @Test
  void endsAnExecutionWhoseTimeHasPassed() {
    ExecutionId execution = scene.start("w");
    scene.advance(3_600);

    assertThat(scene.last(execution, WorkflowExecutionTimedOut.class))
        .isEqualTo(
            new WorkflowExecutionTimedOut(
                3, Scene.START.plusSeconds(3_600), "START_TO_CLOSE", ChildPolicy.TERMINATE));
    assertThat(scene.service.open("w")).isEmpty();
  }

  @Test
  void refusesSignalsForWhatIsNotOpen() throws Exception {
    ExecutionId execution = scene.start("w");
    scene.decide(new CompleteWorkflowExecution(null));

    assertThatThrownBy(() -> scene.service.signal(execution, "s", null))
        .isInstanceOf(ExecutionNotFoundException.class);
    assertThatThrownBy(() -> scene.service.requestCancel(execution))
        .isInstanceOf(ExecutionNotFoundException.class);
    assertThatThrownBy(() -> scene.service.terminate(execution, null, null, Optional.empty()))
        .isInstanceOf(ExecutionNotFoundException.class);
    assertThatThrownBy(() -> scene.service.histories().events(new ExecutionId("w", "unknown")))
        .isInstanceOf(ExecutionNotFoundException.class);
    assertThatThrownBy(() -> scene.service.histories().describe(new ExecutionId("w", "unknown")))
        .isInstanceOf(ExecutionNotFoundException.class);
  }

  @Test
  void tellsThatACancelWasRequestedWhileItIsOpen() throws Exception {
    ExecutionId execution = scene.start("w");
    scene.service.requestCancel(execution);
    assertThat(scene.service.histories().describe(execution).info().cancelRequested()).isTrue();
    assertThat(scene.service.histories().list(ExecutionFilter.all()).get(0).cancelRequested())
        .isTrue();

    scene.decide(new CompleteWorkflowExecution(null));
    assertThat(scene.service.histories().describe(execution).info().cancelRequested()).isFalse();
  }

  @Test
  void endsAnExecutionThatHasTooManyEvents() throws Exception {
    ExecutionId execution = scene.start("w");
    Decision[] markers =
        Collections.nCopies(100, new RecordMarker("m", null)).toArray(Decision[]::new);
    scene.decide(markers);
    while (scene.service.open("w").isPresent()) {
      scene.decideOnSignal(execution, markers);
    }

    WorkflowExecutionTerminated end = scene.last(execution, WorkflowExecutionTerminated.class);
    assertThat(end.cause()).isEqualTo("EVENT_LIMIT_EXCEEDED");
    assertThat(end.id()).isBetween(25_001L, 25_105L);
  }

  @Test
  void takesNoMoreThanAHundredDecisionsAtATime() throws Exception {
    scene.start("w");
    DecisionTask task = scene.decisionTask();
    Decision[] markers =
        Collections.nCopies(101, new RecordMarker("m", null)).toArray(Decision[]::new);
    assertThatThrownBy(() -> scene.answer(task, markers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 100");
    scene.answer(task);
  }

  @Test
  void reachesTheOpenRunOfAWorkflowId() {
    ExecutionId execution = scene.start("w");
    scene.service.signal("w", null, "s", null);
    scene.service.requestCancel("w", null);
    assertThatThrownBy(() -> scene.service.requestCancel("w", "another run"))
        .isInstanceOf(ExecutionNotFoundException.class);
    scene.service.terminate("w", null, null, null, Optional.empty());

    assertThat(scene.names(execution, 3))
        .containsExactly(
            "WorkflowExecutionSignaled",
            "WorkflowExecutionCancelRequested",
            "WorkflowExecutionTerminated");
    assertThatThrownBy(() -> scene.service.signal("w", null, "s", null))
        .isInstanceOf(ExecutionNotFoundException.class);
  }

  @Test
  void wakesThoseWhoAwaitTheEnd() throws Exception {
    ExecutionId execution = scene.start("w");
    CompletableFuture<Void> awaiting =
        CompletableFuture.runAsync(
            () -> {
              try {
                scene.service.awaitClose(execution, Duration.ofMinutes(1));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    scene.decide(new CompleteWorkflowExecution(null));

    assertThat(awaiting.get(10, TimeUnit.SECONDS)).isNull();
    assertThat(scene.service.histories().describe(execution).info().closeStatus())
        .contains(CloseStatus.COMPLETED);
    scene.service.awaitClose(execution, Duration.ofMinutes(1));
    assertThatThrownBy(
            () -> scene.service.awaitClose(new ExecutionId("w", "unknown"), Duration.ofMinutes(1)))
        .isInstanceOf(ExecutionNotFoundException.class);
  }

  @Test
  void awaitsNoLongerThanItIsTold() throws Exception {
    ExecutionId execution = scene.start("w");

    scene.service.awaitClose(execution, Duration.ofMillis(1));

    assertThat(scene.service.open("w")).contains(execution);
  }
}
