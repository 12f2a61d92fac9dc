package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ActivityOptions;
import io.simpleflow.BranchFailedException;
import io.simpleflow.Chain;
import io.simpleflow.FailureDecision;
import io.simpleflow.FunctionGroup;
import io.simpleflow.Future;
import io.simpleflow.Group;
import io.simpleflow.SignalQueue;
import io.simpleflow.Task;
import io.simpleflow.TaskFailedException;
import io.simpleflow.history.Decision.CancelTimer;
import io.simpleflow.history.Decision.RequestCancelActivityTask;
import io.simpleflow.history.Decision.ScheduleActivityTask;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the code of a workflow waits, and what it throws where it waits. */
@SuppressWarnings("NullAway") // It does not see in class files that elements may be null.
@Timeout(60)
class StrandsTest {
  private static final ActivityOptions RAISING = ActivityOptions.none().withRaisesOnFailure(true);

  private Function<TestCode, @Nullable Object> code = workflow -> null;
  private final Rehearsal rehearsal = new Rehearsal(TestCode::new);
  private final SimulatedService service = rehearsal.service();

  /** A workflow whose code is given as a function of it. */
  private final class TestCode extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      return code.apply(this);
    }

    SignalQueue<Integer> queue() {
      return signals("number", Integer.class);
    }

    void awaitMoreThanOne() {
      await(() -> queue().size() > 1 && now().toEpochMilli() >= 0 && historyLength() > 3);
    }

    void awaitWaiting() {
      await(() -> historyLength() > 3 && waitSignal("never").result() == null);
    }

    void pause() {
      sleep(Duration.ofSeconds(1));
    }
  }

  private static Task<Integer> task(String name) {
    return Task.named(name, "1", Integer.class, 1);
  }

  @AfterEach
  void close() {
    rehearsal.close();
  }

  @Test
  void looksAtAConditionThatAsksTheWorkflowItself() {
    code =
        workflow -> {
          workflow.awaitMoreThanOne();
          return workflow.queue().size();
        };
    assertThat(rehearsal.decide()).isEmpty();
    service.signal("number", "1", null);
    assertThat(rehearsal.decide()).isEmpty();
    service.signal("number", "2", null);
    assertThat(rehearsal.result()).isEqualTo(2);
  }

  @Test
  void refusesAConditionThatWaits() {
    code =
        workflow -> {
          assertThatThrownBy(workflow::awaitWaiting)
              .isInstanceOf(BranchFailedException.class)
              .hasMessageContaining("a condition may not wait");
          return "refused";
        };
    assertThat(rehearsal.decide()).isEmpty();
    service.signal("number", "1", null);
    assertThat(rehearsal.result()).isEqualTo("refused");
  }

  @Test
  void failsAFutureWhoseTransformThrowsAnError() {
    code =
        workflow ->
            Rehearsal.failure(
                workflow
                    .submit(task("a"))
                    .thenApply(
                        one -> {
                          throw new AssertionError("wrong: " + one);
                        }));
    rehearsal.decide();
    service.endActivity(null);
    assertThat(rehearsal.result())
        .isEqualTo("the workflow's code threw java.lang.AssertionError: wrong: 1");
  }

  @Test
  void failsATaskWhoseHandlerThrowsAnError() {
    code =
        workflow ->
            Rehearsal.failure(
                workflow
                    .onFailure(
                        failure -> {
                          throw new AssertionError("unexpected");
                        })
                    .submit(task("a")));
    rehearsal.decide();
    service.endActivity("Error: no luck");
    assertThat(rehearsal.result())
        .isEqualTo(
            "the failure handler of activity-a-1 threw java.lang.AssertionError: unexpected");
  }

  @Test
  void raisesAFailureOnceWhereTheLastItemOfAGroupRaisesIt() {
    code =
        workflow -> {
          Future<List<@Nullable Integer>> group =
              workflow.submit(Group.<Integer>of(task("a")).withRaisesOnFailure(true));
          assertThatThrownBy(group::result).isInstanceOf(TaskFailedException.class);
          workflow.pause();
          return "raised once";
        };
    rehearsal.decide();
    service.endActivity("Error: no luck");
    rehearsal.decide();
    service.fire("timer-1");
    assertThat(rehearsal.result()).isEqualTo("raised once");
  }

  @Test
  void raisesTheFailureOfAnIdempotentTaskWhereItIsNotWaitedForAlone() {
    code =
        workflow -> {
          Future<Integer> own = workflow.submit(task("idempotent").with(RAISING));
          assertThat(own.exception()).isPresent();
          Future<Integer> other = workflow.submit(task("idempotent-2").with(RAISING));
          assertThatThrownBy(workflow::pause).isInstanceOf(TaskFailedException.class);
          assertThat(other.isDone()).isTrue();
          return "raised once";
        };
    rehearsal.decide();
    service.endActivity("Error: no luck");
    rehearsal.decide();
    service.endActivity("Error: no luck");
    assertThat(rehearsal.result()).isEqualTo("raised once");
  }

  @Test
  void cancelsAnIdempotentTaskWhenNobodyWantsItAnyMore() {
    code =
        workflow -> {
          Future<Integer> one = workflow.submit(task("idempotent"));
          Future<Integer> two = workflow.submit(task("idempotent"));
          workflow.pause();
          one.cancel();
          workflow.pause();
          assertThat(two.isDone()).isFalse();
          two.cancel();
          workflow.pause();
          return one.isCancelled() && two.isCancelled();
        };
    assertThat(rehearsal.decide()).hasSize(2);
    service.fire("timer-1");
    assertThat(rehearsal.decide()).noneMatch(RequestCancelActivityTask.class::isInstance);
    service.fire("timer-2");
    assertThat(rehearsal.decide()).anyMatch(RequestCancelActivityTask.class::isInstance);
    service.fire("timer-3");
    assertThat(rehearsal.result()).isEqualTo(true);
  }

  @Test
  void schedulesAnIdempotentTaskAfterOneWasCancelledBeforeItWasSent() {
    code =
        workflow -> {
          workflow.submit(task("idempotent")).cancel();
          return workflow.submit(task("idempotent")).result();
        };
    assertThat(rehearsal.decide()).singleElement().isInstanceOf(ScheduleActivityTask.class);
    service.endActivity(null);
    assertThat(rehearsal.result()).isEqualTo(1);
  }

  @Test
  void givesTheOptionsOfAViewToWhatIsInsideACanvas() {
    code =
        workflow ->
            workflow
                .with(ActivityOptions.none().withTaskList("theirs"))
                .submit(
                    Group.<Object>of(
                        Group.<Integer>of(
                            task("a"), task("b").with(ActivityOptions.none().withTaskList("own"))),
                        Chain.<Integer>of(FunctionGroup.of(() -> task("c")))))
                .result();
    assertThat(rehearsal.decide())
        .extracting(decision -> ((ScheduleActivityTask) decision).taskList())
        .containsExactly("theirs", "own", "theirs");
  }

  @Test
  void givesTheHandlerOfAViewToWhatIsInsideACanvas() {
    code =
        workflow ->
            workflow
                .onFailure(failure -> FailureDecision.ignore(7))
                .submit(Chain.<Integer>of(task("a")))
                .result();
    rehearsal.decide();
    service.endActivity("Error: no luck");
    assertThat(rehearsal.result()).isEqualTo(List.of(7));
  }

  @Test
  void cancelsTheTimerBeforeTheNextAttempt() {
    code =
        workflow -> {
          Future<Integer> failing =
              workflow
                  .onFailure(failure -> FailureDecision.retryLater(Duration.ofMinutes(1)))
                  .submit(task("a"));
          workflow.pause();
          workflow.pause();
          failing.requestCancel();
          assertThat(failing.isCancelled()).isTrue();
          workflow.pause();
          return "cancelled";
        };
    rehearsal.decide();
    service.endActivity("Error: no luck");
    rehearsal.decide();
    service.fire("timer-1");
    rehearsal.decide();
    service.fire("timer-2");
    assertThat(rehearsal.decide()).contains(new CancelTimer("__simpleflow_task_activity-a-1"));
    service.fire("timer-3");
    assertThat(rehearsal.result()).isEqualTo("cancelled");
  }
}
