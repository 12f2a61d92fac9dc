package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ActivityOptions;
import io.simpleflow.Chain;
import io.simpleflow.ContinueAsNew;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Future;
import io.simpleflow.Group;
import io.simpleflow.LambdaTask;
import io.simpleflow.Signal;
import io.simpleflow.Task;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.engine.worker.LogLines;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.CancelWorkflowExecution;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.ContinueAsNewWorkflowExecution;
import io.simpleflow.history.Decision.FailWorkflowExecution;
import io.simpleflow.history.Decision.SignalExternalWorkflowExecution;
import io.simpleflow.history.Decision.StartTimer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is known to be wrong in the original's deciders, and is not wrong here. (What is wrong in
 * its commands, types and settings is with their tests.)
 */
@Timeout(60)
class DefectsOfTheOriginalTest {
  private Function<TestCode, @Nullable Object> code = workflow -> null;
  private final Rehearsal rehearsal = new Rehearsal(TestCode::new);
  private final SimulatedService service = rehearsal.service();

  /** A workflow whose code is given as a function of it. */
  private final class TestCode extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      return code.apply(this);
    }

    Future<@Nullable Void> send(Signal signal) {
      return signal(signal);
    }

    Object goOn(Object... arguments) {
      return continueAsNew(ContinueAsNew.with(arguments));
    }

    void pause() {
      sleep(Duration.ofSeconds(1));
    }

    boolean forget(String timerId) {
      return cancelTimer(timerId);
    }

    RuntimeException failWith(String reason) {
      return fail(reason);
    }

    int mark(int value) {
      return recordMarker("mark", value).result() + 1;
    }
  }

  private static Task<Integer> task() {
    return Task.named("a", "1", Integer.class);
  }

  private <D extends Decision> D only(Class<D> type) {
    List<Decision> decisions = rehearsal.decide();
    assertThat(decisions).singleElement().isInstanceOf(type);
    return type.cast(decisions.get(0));
  }

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void signalsTakePositionalArguments() {
    code = workflow -> workflow.send(Signal.named("go", 1, "b").withoutPropagation()).result();
    assertThat(only(SignalExternalWorkflowExecution.class).input())
        .isEqualTo("{\"__propagate\":false,\"args\":[1,\"b\"],\"kwargs\":{}}");
  }

  @Test
  void continuingAsNewTakesPositionalArguments() {
    code = workflow -> workflow.goOn(1, "b");
    assertThat(only(ContinueAsNewWorkflowExecution.class).input())
        .isEqualTo("{\"args\":[1,\"b\"],\"kwargs\":{}}");
  }

  @Test
  void anActivityThatIsCancelledEndsItsFuture() {
    code =
        workflow -> {
          Future<Integer> future = workflow.submit(task());
          workflow.pause();
          future.requestCancel();
          return future.exception().orElseThrow() instanceof TaskCanceledException;
        };
    rehearsal.decide();
    service.fire("timer-1");
    rehearsal.decide();
    assertThat(rehearsal.result()).isEqualTo(true);
  }

  @Test
  void aCancelBeforeTheFirstDecisionCancelsTheExecution() {
    code = workflow -> workflow.submit(task()).result();
    service.requestCancel();
    only(CancelWorkflowExecution.class);
  }

  @Test
  void aTaskThatIsRefusedForNowIsAskedForAgainAfterAPause() {
    code = workflow -> workflow.submit(task()).result();
    service.refuseNext("OPEN_ACTIVITIES_LIMIT_EXCEEDED", "TIMER_CREATION_RATE_EXCEEDED");
    rehearsal.decide();
    assertThat(Integer.parseInt(only(StartTimer.class).startToFireTimeout())).isPositive();
  }

  @Test
  void aSignalThatFailsOrIsUnderWayIsNotSentAgain() {
    code =
        workflow -> {
          Future<@Nullable Void> lost = workflow.send(Signal.named("go").to("nobody"));
          Future<@Nullable Void> other = workflow.send(Signal.named("go").to("somebody"));
          workflow.pause();
          workflow.pause();
          return lost.exception().isPresent() && !other.isDone();
        };
    service.refuseNext("UNKNOWN_EXTERNAL_WORKFLOW_EXECUTION");
    assertThat(rehearsal.decide()).hasSize(3);
    service.fire("timer-1");
    assertThat(rehearsal.decide()).noneMatch(SignalExternalWorkflowExecution.class::isInstance);
    service.fire("timer-2");
    assertThat(rehearsal.result()).isEqualTo(true);
  }

  @Test
  void signalsOfOneNameGoToAllTheirTargetsInOneDecision() {
    code =
        workflow -> {
          Future<@Nullable Void> one = workflow.send(Signal.named("go").to("one"));
          Future<@Nullable Void> two = workflow.send(Signal.named("go").to("two"));
          return one.status() == two.status();
        };
    assertThat(rehearsal.decide())
        .filteredOn(SignalExternalWorkflowExecution.class::isInstance)
        .extracting(signal -> ((SignalExternalWorkflowExecution) signal).workflowId())
        .containsExactly("one", "two");
  }

  @Test
  void tasksThatNobodyHasWaitedForAreWarnedOfByName() {
    code =
        workflow -> {
          workflow.submit(task()).isDone();
          workflow.pause();
          return workflow.submit(task()).isDone();
        };
    rehearsal.decide();
    service.fire("timer-1");
    try (LogLines lines = new LogLines(ReplayedExecution.class)) {
      only(CompleteWorkflowExecution.class);
      assertThat(lines.all())
          .anyMatch(line -> line.contains("activity-a-1") && line.contains("activity-a-2"));
    }
  }

  @Test
  void theLastDecisionStandsAloneAndFollowsWhatOthersWaitFor() {
    code = workflow -> workflow.send(Signal.named("go").to("one")).isDone();
    List<Decision> first = rehearsal.decide();
    assertThat(first).hasSize(2);
    assertThat(first.get(1)).isEqualTo(new StartTimer("_simpleflow_wake_up_timer", null, "0"));
    service.fire("_simpleflow_wake_up_timer");
    only(CompleteWorkflowExecution.class);
  }

  @Test
  void aLongReasonIsCut() {
    code =
        workflow -> {
          throw workflow.failWith("long ".repeat(100));
        };
    assertThat(only(FailWorkflowExecution.class).reason()).hasSize(256).contains("long");
  }

  @Test
  void lambdaFunctionsAreFollowedThroughTheirEvents() {
    code = workflow -> workflow.submit(LambdaTask.of("count", Integer.class, 1)).result();
    rehearsal.decide();
    service.endFunction(null, "5");
    assertThat(rehearsal.result()).isNotNull();
  }

  @Test
  void cancellingATimerThatThereIsNotDoesNothing() {
    code = workflow -> workflow.forget("nothing");
    assertThat(rehearsal.result()).isEqualTo(false);
  }

  @Test
  void aFunctionOfACanvasMayReturnNothing() {
    code =
        workflow ->
            workflow.submit(Chain.<Integer>of(FunctionGroup.<Integer>of(() -> null))).result();
    assertThat(rehearsal.result()).isEqualTo(Collections.singletonList(null));
  }

  @Test
  void submittingAGroupLeavesItsTasksAsTheyAre() {
    Task<Integer> shared = task();
    code =
        workflow -> {
          workflow.submit(Group.<Integer>of(shared).withRaisesOnFailure(true)).isDone();
          return shared.options().equals(ActivityOptions.none());
        };
    assertThat(rehearsal.result()).isEqualTo(true);
  }

  @Test
  void aMarkerGivesItsValueBack() {
    code = workflow -> workflow.mark(41);
    List<Decision> decisions = rehearsal.decide();
    assertThat(((CompleteWorkflowExecution) decisions.get(1)).result()).isEqualTo("42");
  }
}
