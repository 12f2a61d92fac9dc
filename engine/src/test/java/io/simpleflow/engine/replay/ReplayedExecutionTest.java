package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.CancellationScope;
import io.simpleflow.Future;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Task;
import io.simpleflow.Workflow;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.Decision;
import io.simpleflow.history.History;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ServiceLimits;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Decisions of single workflows, one history each. */
@Timeout(60)
class ReplayedExecutionTest {
  private final CoroutineThreads threads = new CoroutineThreads();
  private final SimulatedService service = new SimulatedService(new Random(1), "null");

  /** A workflow whose code may be given as a lambda. */
  abstract static class TestWorkflow extends Workflow {
    abstract @Nullable Object run();

    Future<Long> submitTask(String name, Object... arguments) {
      return submit(Task.named(name, "1", Long.class, arguments));
    }
  }

  @AfterEach
  void closeThreads() {
    threads.close();
  }

  private List<Decision> decide(Supplier<TestWorkflow> workflow) {
    ReplayedExecution execution =
        new ReplayedExecution(
            FakeTasks.settings(threads, ServiceLimits.swf()),
            FakeTasks.workflow(
                (runtime, input) -> {
                  TestWorkflow code = workflow.get();
                  code.bind(runtime);
                  return new JsonDataConverter().toJson(code.run());
                }),
            SimulatedService.EXECUTION);
    List<HistoryEvent> events = service.startDecision();
    List<Decision> decisions = execution.decide(events);
    execution.close();
    return decisions;
  }

  /** Asks for a task in a hook, which is refused, and goes on all the same. */
  private static final class Asking extends TestWorkflow {
    @Override
    Object run() {
      return submitTask("a").result() + submitTask("b").result();
    }

    @Override
    public boolean shouldCancel(History history) {
      try {
        return submitTask("hook").isDone();
      } catch (IllegalStateException refused) {
        return false;
      }
    }
  }

  @Test
  void refusesWhatAHookAsksForInReplaysToo() {
    Supplier<TestWorkflow> code = Asking::new;
    service.completeDecision(decide(code));
    service.requestCancel();
    service.completeDecision(decide(code));
    service.endActivity(null);

    assertThat(decide(code))
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.ScheduleActivityTask.class,
            decision -> assertThat(decision.activityId()).isEqualTo("activity-b-1"));
  }

  @Test
  void failsALongChainOfTasksWithItsFirstFailure() {
    List<Decision> decisions =
        decide(
            () ->
                new TestWorkflow() {
                  @Override
                  Object run() {
                    Future<Long> head = submitTask("a");
                    Future<Long> last = head;
                    for (int i = 0; i < 20_000; i++) {
                      last = submitTask("b", last);
                    }
                    head.cancel();
                    return String.valueOf(last.exception().orElseThrow().getMessage());
                  }
                });

    assertThat(decisions)
        .containsExactly(new Decision.CompleteWorkflowExecution("\"activity-a was cancelled\""));
  }

  @Test
  void letsAScopeEndWhoseConditionHasThrown() {
    List<Decision> decisions =
        decide(
            () ->
                new TestWorkflow() {
                  @Override
                  Object run() {
                    CancellationScope scope = newScope();
                    String thrown = "nothing";
                    try {
                      scope.run(
                          () ->
                              await(
                                  () -> {
                                    throw new SimpleflowException("not to be known");
                                  }));
                    } catch (SimpleflowException condition) {
                      thrown = String.valueOf(condition.getMessage());
                    }
                    scope.await();
                    return thrown;
                  }
                });

    assertThat(decisions)
        .containsExactly(new Decision.CompleteWorkflowExecution("\"not to be known\""));
  }

  @Test
  void keepsAnIdempotentTaskForOthersWhenOneFutureOfItIsCancelled() {
    List<Decision> decisions =
        decide(
            () ->
                new TestWorkflow() {
                  @Override
                  Object run() {
                    Future<Long> first = submitTask("idempotent", 1);
                    first.cancel();
                    return submitTask("idempotent", 1).result();
                  }
                });

    assertThat(decisions)
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.ScheduleActivityTask.class,
            scheduled -> assertThat(scheduled.activityId()).startsWith("activity-idempotent-"));
  }

  @Test
  void refusesVersionsThatAreTheWrongWayRound() {
    List<Decision> decisions =
        decide(
            () ->
                new TestWorkflow() {
                  @Override
                  Object run() {
                    return version("change", 5, 3);
                  }
                });

    assertThat(decisions)
        .singleElement()
        .isInstanceOfSatisfying(
            Decision.FailWorkflowExecution.class,
            failure ->
                assertThat(failure.reason())
                    .contains("version 'change': the minimum 5 is above the maximum 3"));
  }
}
