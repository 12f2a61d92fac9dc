package io.simpleflow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.CancellationScope;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.GenericType;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.EventType;
import io.simpleflow.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cancelling executions, scopes and single futures. */
abstract class CancellationContract extends ContractSuite {
  CancellationContract(BackendContract contract) {
    super(contract);
  }

  /** The activities of these cases. */
  public static final class Tasks {
    private Tasks() {}

    /** Runs until it is interrupted, or for half a minute. */
    @Activity(name = "contract.cancel.patient", startToCloseTimeout = "60s")
    public static String patient(String name) throws InterruptedException {
      for (int i = 0; i < 300; i++) {
        Thread.sleep(100);
        ActivityContext.current().heartbeat(i);
      }
      return name + " was never stopped";
    }

    /** Gives back what it gets. */
    @Activity(name = "contract.cancel.echo")
    public static String echo(String text) {
      return text;
    }
  }

  private void awaitStartedActivity(ExecutionId execution) throws InterruptedException {
    environment()
        .awaitHistory(
            execution,
            history ->
                history.activities().stream().anyMatch(activity -> activity.started() != null));
  }

  /** Does not look at cancellation at all. */
  @WorkflowType(name = "contract.cancel.plain")
  public static class Plain extends Workflow {
    /** Waits for a task that takes its time. */
    public String run() {
      return submit(Tasks::patient, "task").result();
    }
  }

  @Test
  void stopsTheActivitiesOfACancelledExecutionAndWaitsForThem() throws Exception {
    ExecutionId execution = start(Plain.class);
    awaitStartedActivity(execution);
    environment().executor().requestCancel(execution);
    assertThat(environment().await(execution).status()).isEqualTo(CloseStatus.CANCELED);
    assertThat(count(execution, EventType.ACTIVITY_TASK_CANCEL_REQUESTED)).isEqualTo(1);
    assertThat(count(execution, EventType.ACTIVITY_TASK_CANCELED)).isEqualTo(1);
  }

  /** Cleans up when it is cancelled. */
  @WorkflowType(name = "contract.cancel.cleanUp")
  public static class CleanUp extends Workflow {
    /** Waits for what never comes, and cleans up. */
    public String run() {
      Future<String> waiting = submit(Tasks::patient, "task");
      try {
        return waiting.result();
      } catch (TaskCanceledException canceled) {
        shielded(() -> submit(Tasks::echo, "cleaned up").result());
        throw canceled;
      }
    }
  }

  @Test
  void cleansUpShieldedFromTheCancellation() throws Exception {
    ExecutionId execution = start(CleanUp.class);
    environment().awaitHistory(execution, history -> !history.activities().isEmpty());
    environment().executor().requestCancel(execution);
    assertThat(environment().await(execution).status()).isEqualTo(CloseStatus.CANCELED);
    assertThat(count(execution, EventType.ACTIVITY_TASK_COMPLETED)).isEqualTo(1);
  }

  /** Gives a result although it is cancelled. */
  @WorkflowType(name = "contract.cancel.result")
  public static class ResultAnyway extends Workflow {
    /** Whether its scope was cancelled when its timer was. */
    public String run() {
      Future<@Nullable Void> timer = timer(Duration.ofHours(1));
      timer.await();
      Future<String> later = submit(Tasks::echo, "never runs");
      return timer.isCancelled() + " " + isCancelRequested() + " " + later.isCancelled();
    }
  }

  @Test
  void completesIfTheCodeGivesAResultAllTheSame() throws Exception {
    ExecutionId execution = start(ResultAnyway.class);
    environment().awaitHistory(execution, history -> !history.timers().isEmpty());
    environment().executor().requestCancel(execution);
    assertThat(environment().result(execution, String.class)).isEqualTo("true true true");
    assertThat(count(execution, EventType.ACTIVITY_TASK_SCHEDULED)).isZero();
  }

  /** Does not want to be cancelled. */
  @WorkflowType(name = "contract.cancel.refuses")
  public static class Refuses extends Workflow {
    /** Runs on. */
    public String run() {
      sleep(Duration.ofSeconds(2));
      return "finished";
    }

    @Override
    protected boolean shouldCancel(History history) {
      return history.signals().size() > 1_000;
    }
  }

  @Test
  void goesOnIfTheWorkflowRefusesToBeCancelled() throws Exception {
    ExecutionId execution = start(Refuses.class);
    environment().awaitHistory(execution, history -> !history.timers().isEmpty());
    environment().executor().requestCancel(execution);
    assertThat(environment().result(execution, String.class)).isEqualTo("finished");
  }

  /** Cancels a part of what it does. */
  @WorkflowType(name = "contract.cancel.scope")
  public static class Scopes extends Workflow {
    private final List<Future<?>> inside = new ArrayList<>();

    /** What was cancelled, and what was not. */
    public List<String> run() {
      CancellationScope scope = newScope();
      scope.run(
          () -> {
            inside.add(submit(Tasks::patient, "task"));
            inside.add(timer(Duration.ofHours(1)));
            inside.add(async(() -> sleep(Duration.ofHours(1))));
          });
      Future<String> outside = submit(Tasks::echo, "outside");
      outside.await();
      scope.cancel();
      scope.await();
      return List.of(
          "" + inside.get(0).isCancelled(),
          "" + inside.get(1).isCancelled(),
          "" + inside.get(2).isCancelled(),
          outside.result(),
          "" + isCancelRequested());
    }
  }

  @Test
  void cancelsAScopeAndNothingOutsideIt() throws Exception {
    assertThat(run(Scopes.class, new GenericType<List<String>>() {}))
        .containsExactly("true", "true", "true", "outside", "false");
  }

  /** Waits, no longer than so long, in a scope that is cancelled. */
  @WorkflowType(name = "contract.cancel.limitedWait")
  public static class LimitedWait extends Workflow {
    /** What the waits came to. */
    public List<String> run() throws Exception {
      CancellationScope scope = newScope();
      scope.cancel();
      Future<String> outside = submit(Tasks::echo, "outside");
      Future<@Nullable Void> never = timer(Duration.ofHours(1));
      List<String> waits =
          scope.call(
              () ->
                  List.of(wait(outside, 3600), wait(submit(Tasks::echo, "in"), 1), wait(never, 1)));
      never.cancel();
      return waits;
    }

    private static String wait(Future<?> future, int seconds) throws ExecutionException {
      try {
        return String.valueOf(future.get(seconds, TimeUnit.SECONDS));
      } catch (CancellationException | TimeoutException thrown) {
        return thrown.getClass().getSimpleName();
      }
    }
  }

  @Test
  void waitsNoShorterInACancelledScope() throws Exception {
    assertThat(run(LimitedWait.class, new GenericType<List<String>>() {}))
        .containsExactly("outside", "CancellationException", "TimeoutException");
  }

  /** Cancels one future: at once, or asking. */
  @WorkflowType(name = "contract.cancel.future")
  public static class SingleFuture extends Workflow {
    /** How the futures stand right after, and in the end. */
    public List<String> run() {
      Future<String> givenUp = submit(Tasks::patient, "given up");
      Future<String> asked = submit(Tasks::patient, "asked");
      await(() -> givenUp.isRunning() && asked.isRunning());
      givenUp.cancel();
      asked.requestCancel();
      String now = givenUp.isCancelled() + " " + asked.isCancelled();
      asked.await();
      return List.of(now, givenUp.isCancelled() + " " + asked.isCancelled());
    }
  }

  @Test
  void cancelsASingleFutureAtOnceOrAsItsTaskEnds() throws Exception {
    ExecutionId execution = start(SingleFuture.class);
    environment()
        .awaitHistory(
            execution,
            history ->
                history.activities().stream().filter(activity -> activity.started() != null).count()
                    == 2);
    environment().executor().signal(execution, "look", null);
    assertThat(environment().result(execution, new GenericType<List<String>>() {}))
        .containsExactly("true false", "true true");
    assertThat(count(execution, EventType.ACTIVITY_TASK_CANCEL_REQUESTED)).isEqualTo(2);
  }

  @Test
  void cancelsAnExecutionBeforeItsFirstDecision() throws Exception {
    // Whether the request comes before or after the first decision, the end is the same.
    ExecutionId execution = start(CleanUp.class);
    environment().executor().requestCancel(execution);
    assertThat(environment().await(execution).status()).isEqualTo(CloseStatus.CANCELED);
  }
}
