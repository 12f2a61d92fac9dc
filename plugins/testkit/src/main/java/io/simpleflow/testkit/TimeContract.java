package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.TaskTimedOutException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.EventType;
import io.simpleflow.spi.StartRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Timers and timeouts. Times are short, for backends that live by the real clock. */
abstract class TimeContract extends ContractSuite {
  TimeContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Gives back what it gets. */
    @Activity
    public static String echo(String text) {
      return text;
    }

    /** Runs until it is interrupted or told to stop. */
    @Activity(name = "contract.stuck", startToCloseTimeout = "2s")
    public static String stuck() throws InterruptedException {
      for (int second = 0; second < 30; second++) {
        Thread.sleep(1_000);
        ActivityContext.current().heartbeat(second);
      }
      return "never stopped";
    }
  }

  /** Sleeps. */
  @WorkflowType(name = "contract.sleep")
  public static class Sleeping extends Workflow {
    /** The milliseconds that passed. */
    public long run(int seconds) {
      Instant before = now();
      sleep(Duration.ofSeconds(seconds));
      return Duration.between(before, now()).toMillis();
    }
  }

  @Test
  void sleepsForTheTimeGiven() throws Exception {
    ExecutionId execution = start(Sleeping.class, 2);
    assertThat(environment().result(execution, Long.class)).isBetween(2_000L, 30_000L);
    assertThat(count(execution, EventType.TIMER_FIRED)).isEqualTo(1);
  }

  /** Runs a task after a timer. */
  @WorkflowType(name = "contract.afterTimer")
  public static class AfterTimer extends Workflow {
    /** The milliseconds after which the task had run. */
    public long run() {
      Instant before = now();
      Future<@Nullable Void> timer = timer(Duration.ofSeconds(1));
      timer.result();
      submit(Tasks::echo, "late").await();
      return Duration.between(before, now()).toMillis();
    }
  }

  @Test
  void runsATaskAfterATimer() throws Exception {
    assertThat(run(AfterTimer.class, Long.class)).isBetween(1_000L, 30_000L);
  }

  /** Waits for a timer or a task, and cancels the timer. */
  @WorkflowType(name = "contract.timerOrTask")
  public static class TimerOrTask extends Workflow {
    /** What came first. */
    public String run() {
      Future<@Nullable Void> timer = timer(Duration.ofHours(1));
      Future<String> task = submit(Tasks::echo, "task");
      Object first = Futures.<@Nullable Object>any(timer, task).result();
      timer.cancel();
      return (first == null ? "timer" : first) + (timer.isCancelled() ? ", timer cancelled" : "");
    }
  }

  @Test
  void waitsForATimerOrATaskAndCancelsTheTimer() throws Exception {
    assertThat(run(TimerOrTask.class, String.class)).isEqualTo("task, timer cancelled");
  }

  /** Waits no longer than a while. */
  @WorkflowType(name = "contract.waitALittle")
  public static class WaitALittle extends Workflow {
    /** Whether the wait ended, and ended in time. */
    public String run() throws ExecutionException {
      Future<@Nullable Void> late = timer(Duration.ofHours(1));
      try {
        late.get(1, TimeUnit.SECONDS);
        return "it was there";
      } catch (TimeoutException timeout) {
        late.cancel();
        return "it was late";
      }
    }
  }

  @Test
  void waitsNoLongerThanGetAllows() throws Exception {
    assertThat(run(WaitALittle.class, String.class)).isEqualTo("it was late");
  }

  /** Has an activity that takes too long. */
  @WorkflowType(name = "contract.timeout")
  public static class TimingOut extends Workflow {
    /** The timeout that struck. */
    public String run() {
      Future<String> stuck = submit(Tasks::stuck);
      return stuck.exception().orElse(null) instanceof TaskTimedOutException timedOut
          ? timedOut.timeoutType()
          : "none";
    }
  }

  @Test
  void endsAnAttemptThatTakesTooLong() throws Exception {
    ExecutionId execution = start(TimingOut.class);
    environment()
        .awaitHistory(
            execution,
            history ->
                history.activities().stream().anyMatch(activity -> activity.started() != null));
    environment().pass(Duration.ofSeconds(2));
    assertThat(environment().result(execution, String.class)).isEqualTo("START_TO_CLOSE");
  }

  @Test
  void endsAnExecutionThatTakesTooLong() throws Exception {
    StartRequest plain = environment().request(Sleeping.class, 3_600);
    ExecutionId execution =
        environment()
            .executor()
            .start(
                new StartRequest(
                    plain.workflowId(),
                    plain.workflowType(),
                    plain.input(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("2"),
                    Optional.empty(),
                    Optional.empty(),
                    plain.tagList(),
                    Optional.empty()));
    assertThat(environment().await(execution).status()).isEqualTo(CloseStatus.TIMED_OUT);
  }
}
