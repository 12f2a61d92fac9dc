package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Future;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Task;
import io.simpleflow.Workflow;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.Decision;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.ScheduleActivityTask;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ServiceLimits;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of decisions that the service refuses; each is replayed from the start, too. */
@Timeout(60)
class RefusedDecisionsTest {
  private final CoroutineThreads threads = new CoroutineThreads();
  private final SimulatedService service = new SimulatedService(new Random(1), "null");
  private ServiceLimits limits = ServiceLimits.swf();
  private @Nullable ReplayedExecution sticky;
  private Function<TestWorkflow, @Nullable Object> code = workflow -> null;

  /** A workflow whose code is given as a function of it. */
  static final class TestWorkflow extends Workflow {
    Future<Long> task(String name) {
      return submit(Task.named(name, "1", Long.class));
    }

    Future<@Nullable Void> wait(int seconds) {
      return timer(Duration.ofSeconds(seconds));
    }
  }

  @AfterEach
  void close() {
    if (sticky != null) {
      sticky.close();
    }
    threads.close();
  }

  private ReplayedExecution execution() {
    return new ReplayedExecution(
        FakeTasks.settings(threads, limits),
        FakeTasks.workflow(
            (runtime, input) -> {
              TestWorkflow workflow = new TestWorkflow();
              workflow.bind(runtime);
              return new JsonDataConverter().toJson(code.apply(workflow));
            }),
        SimulatedService.EXECUTION);
  }

  /** Makes the next decision, from memory and from the history alike, and answers with it. */
  private List<Decision> decide() {
    if (sticky == null) {
      sticky = execution();
    }
    List<HistoryEvent> events = service.startDecision();
    List<Decision> decisions = sticky.decide(events);
    try (ReplayedExecution afresh = execution()) {
      assertThat(afresh.decide(events)).isEqualTo(decisions);
    }
    service.completeDecision(decisions);
    return decisions;
  }

  private static String failure(Future<?> future) {
    return future.exception().map(SimpleflowException::getMessage).orElse("none");
  }

  private static void assertSchedules(List<Decision> decisions, String... activityIds) {
    assertThat(decisions)
        .filteredOn(ScheduleActivityTask.class::isInstance)
        .extracting(decision -> ((ScheduleActivityTask) decision).activityId())
        .containsExactly(activityIds);
  }

  private static void assertStarts(List<Decision> decisions, String timerId, String seconds) {
    assertThat(decisions)
        .singleElement()
        .isInstanceOfSatisfying(
            StartTimer.class,
            timer -> {
              assertThat(timer.timerId()).isEqualTo(timerId);
              assertThat(timer.startToFireTimeout()).isEqualTo(seconds);
            });
  }

  @Test
  void failsATaskThatIsRefusedForGoodAndNamesTheCause() {
    code = workflow -> failure(workflow.task("a"));
    service.refuseNext("ACTIVITY_TYPE_DEPRECATED");
    decide();

    assertThat(decide())
        .containsExactly(
            new CompleteWorkflowExecution("\"activity-a failed: ACTIVITY_TYPE_DEPRECATED\""));
  }

  @Test
  void schedulesATaskAgainWhoseTypeTheServiceDidNotKnow() {
    code = workflow -> workflow.task("a").result();
    service.refuseNext("ACTIVITY_TYPE_DOES_NOT_EXIST");
    decide();

    assertSchedules(decide(), "activity-a-1");
  }

  @Test
  void waitsLongerAndLongerForATaskThatIsRefusedForNow() {
    code = workflow -> workflow.task("a").result();
    service.refuseNext("ACTIVITY_CREATION_RATE_EXCEEDED");
    decide();
    assertStarts(decide(), "__simpleflow_task_activity-a-1", "1");
    service.fire("__simpleflow_task_activity-a-1");
    service.refuseNext("OPEN_ACTIVITIES_LIMIT_EXCEEDED");
    assertSchedules(decide(), "activity-a-1");

    assertStarts(decide(), "__simpleflow_task_activity-a-1", "2");
    service.fire("__simpleflow_task_activity-a-1");
    assertSchedules(decide(), "activity-a-1");
  }

  @Test
  void letsNoOtherTaskTakeThePlaceOfARefusedOne() {
    limits = new ServiceLimits(100, 963_000, 2, 1_000, 25_000, 32_768, 256, true);
    code =
        workflow -> {
          List<Future<Long>> all =
              List.of(workflow.task("a"), workflow.task("b"), workflow.task("c"));
          all.forEach(Future::await);
          return all.size();
        };
    service.refuseNext("OPEN_ACTIVITIES_LIMIT_EXCEEDED");
    assertSchedules(decide(), "activity-a-1", "activity-b-1");

    assertStarts(decide(), "__simpleflow_task_activity-a-1", "1");
    service.fire("__simpleflow_task_activity-a-1");
    assertSchedules(decide(), "activity-a-1");
  }

  @Test
  void freesThePlaceOfARefusedTaskThatIsCancelled() {
    limits = new ServiceLimits(100, 963_000, 1, 1_000, 25_000, 32_768, 256, true);
    code =
        workflow -> {
          Future<Long> first = workflow.task("a");
          Future<Long> second = workflow.task("b");
          workflow.wait(1).result();
          first.cancel();
          return second.result();
        };
    service.refuseNext("OPEN_ACTIVITIES_LIMIT_EXCEEDED");
    decide();
    decide();
    service.fire("timer-1");
    assertThat(decide()).isEmpty();
    service.fire("__simpleflow_task_activity-a-1");

    assertSchedules(decide(), "activity-b-1");
  }

  @Test
  void waitsBeforeItStartsTimersThatCameTooFast() {
    code =
        workflow -> {
          Future<?> one = workflow.wait(10);
          Future<?> two = workflow.wait(20);
          one.await();
          two.await();
          return 1;
        };
    service.refuseNext("TIMER_CREATION_RATE_EXCEEDED", "TIMER_CREATION_RATE_EXCEEDED");
    decide();
    assertStarts(decide(), Outbox.PAUSE_TIMER, "1");
    service.fire(Outbox.PAUSE_TIMER);

    assertThat(decide())
        .containsExactly(
            new StartTimer("timer-1", null, "10"), new StartTimer("timer-2", null, "20"));
  }

  @Test
  void startsTimersAtOnceWhereNotEvenThePauseCanBeHad() {
    code =
        workflow -> {
          workflow.wait(10).await();
          return 1;
        };
    service.refuseNext("TIMER_CREATION_RATE_EXCEEDED", "TIMER_CREATION_RATE_EXCEEDED");
    decide();
    assertStarts(decide(), Outbox.PAUSE_TIMER, "1");

    assertStarts(decide(), "timer-1", "10");
  }

  @Test
  void cancelsATimerThatWaitsToBeAskedForAgain() {
    code =
        workflow -> {
          Future<?> timer = workflow.wait(10);
          workflow.task("a").await();
          timer.cancel();
          workflow.task("b").await();
          return 1;
        };
    service.refuseNext("TIMER_CREATION_RATE_EXCEEDED");
    decide();
    decide();
    service.happen();
    service.happen();
    service.happen();

    assertSchedules(decide(), "activity-b-1");
    assertThat(service.events())
        .as("nothing is left to cancel")
        .noneMatch(event -> event.type().name().contains("CANCEL"));
  }

  @Test
  void startsATimerOnceAnotherHasEndedIfTooManyRun() {
    code =
        workflow -> {
          Future<?> one = workflow.wait(10);
          Future<?> two = workflow.wait(20);
          one.await();
          two.await();
          return 1;
        };
    service.refuseNext("OPEN_TIMERS_LIMIT_EXCEEDED");
    assertThat(decide()).hasSize(2);
    assertThat(decide()).as("timer-2 runs").isEmpty();
    service.fire("timer-2");

    assertStarts(decide(), "timer-1", "10");
  }

  @Test
  void startsTheLongestTimerThatTheServiceHas() {
    code =
        workflow -> {
          workflow.wait(99_999_999).await();
          return failure(workflow.wait(100_000_000));
        };
    assertStarts(decide(), "timer-1", "99999999");
    service.fire("timer-1");

    assertThat(decide())
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.FailWorkflowExecution.class,
            failure -> assertThat(failure.reason()).contains("0 to 99,999,999 seconds"));
  }

  @Test
  void failsATimerThatIsRefusedForGoodAndNamesTheCause() {
    code = workflow -> failure(workflow.wait(10));
    service.refuseNext("TIMER_ID_ALREADY_IN_USE");
    decide();

    assertThat(decide())
        .containsExactly(
            new CompleteWorkflowExecution("\"timer-1 failed: TIMER_ID_ALREADY_IN_USE\""));
  }

  @Test
  void closesAgainAtOnceWhereSomethingHappenedMeanwhile() {
    code = workflow -> 1;
    service.refuseNext("UNHANDLED_DECISION");
    decide();

    assertThat(decide()).containsExactly(new CompleteWorkflowExecution("1"));
  }

  @Test
  void closesAgainAfterAPauseWhereItIsNotPermitted() {
    code = workflow -> 1;
    service.refuseNext("OPERATION_NOT_PERMITTED");
    decide();
    assertStarts(decide(), Closing.PAUSE_TIMER, "1");
    service.fire(Closing.PAUSE_TIMER);

    assertThat(decide()).containsExactly(new CompleteWorkflowExecution("1"));
  }

  /** Seed 100797 of the law, where limits are tight. */
  @Test
  void closesAgainWhereTheCodeHasAskedForAsManyTimersAsThereMayBe() {
    limits = new ServiceLimits(100, 963_000, 1_000, 3, 25_000, 32_768, 256, true);
    code =
        workflow -> {
          Future<@Nullable Void> unused = workflow.wait(60);
          return 1;
        };
    service.refuseNext("OPERATION_NOT_PERMITTED");
    decide();

    assertStarts(decide(), Closing.PAUSE_TIMER, "1");
  }

  @Test
  void failsBeforeTheServiceWouldEndTheExecutionAndSaysWhatToDo() {
    limits = new ServiceLimits(100, 963_000, 1_000, 1_000, 150, 32_768, 256, true);
    code =
        workflow -> {
          while (true) {
            workflow.wait(1).await();
          }
        };
    List<Decision> last = decide();
    for (int i = 1; last.get(0) instanceof StartTimer; i++) {
      service.fire("timer-" + i);
      last = decide();
    }

    assertThat(service.isClosed()).isTrue();
    assertThat(service.events().size()).isLessThan(150);
    assertThat(last)
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.FailWorkflowExecution.class,
            failure ->
                assertThat(failure.reason())
                    .contains("limit of 150")
                    .contains("spread the work over several executions"));
  }
}
