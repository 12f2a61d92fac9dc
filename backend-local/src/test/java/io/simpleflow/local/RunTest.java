package io.simpleflow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.ActivityOptions;
import io.simpleflow.ChildTask;
import io.simpleflow.ExecutionId;
import io.simpleflow.Future;
import io.simpleflow.Futures;
import io.simpleflow.NonDeterminismException;
import io.simpleflow.Task;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowBlockedException;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionOutcome;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deciders and workers of the engine at work on the local service. */
@Timeout(60)
class RunTest {
  /** What the tasks of this test report; reset before each test. */
  private static final class World {
    static final AtomicInteger RUNS = new AtomicInteger();
    static final AtomicInteger DECIDING = new AtomicInteger();
    static final AtomicInteger MOST_DECIDING = new AtomicInteger();
    static volatile CountDownLatch started = new CountDownLatch(1);
    static volatile CountDownLatch release = new CountDownLatch(1);
    static volatile @Nullable Class<?> ended;
    static volatile boolean oddWorld;
  }

  public static final class Tasks {
    private Tasks() {}

    @Activity
    public static int waitForRelease(int value) throws InterruptedException {
      World.RUNS.incrementAndGet();
      World.started.countDown();
      try {
        World.release.await();
        return value;
      } catch (InterruptedException interrupted) {
        World.ended = interrupted.getClass();
        throw interrupted;
      }
    }

    @Activity(heartbeatTimeout = "1s")
    public static void heartbeatUntilCanceled() throws InterruptedException {
      World.started.countDown();
      try {
        while (true) {
          ActivityContext.current().heartbeat("alive");
          TimeUnit.MILLISECONDS.sleep(5);
        }
      } catch (TaskCanceledException canceled) {
        World.ended = canceled.getClass();
        throw canceled;
      }
    }

    @Activity(heartbeatTimeout = "1s")
    public static int outliveHeartbeatTimeout() throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(1_500);
      return 7;
    }

    @Activity(startToCloseTimeout = "1s")
    public static int neverEnd(int value) throws InterruptedException {
      new CountDownLatch(1).await();
      return value;
    }

    @Activity
    public static int sleepLong() throws InterruptedException {
      TimeUnit.MILLISECONDS.sleep(1_500);
      return 8;
    }

    @Activity
    public static int leaveInterrupted(int value) {
      Thread.currentThread().interrupt();
      return value;
    }

    @Activity
    public static int echo(int value) {
      return value;
    }
  }

  public static final class Waiting extends Workflow {
    public int run(int value) {
      return submit(Tasks::waitForRelease, value).result();
    }
  }

  /** Decides for a while after each of some activities, and notes who does so at once. */
  public static final class Deciding extends Workflow {
    public int run(int activities) {
      for (int i = 0; i < activities; i++) {
        int others = World.DECIDING.getAndIncrement();
        World.MOST_DECIDING.accumulateAndGet(others + 1, Math::max);
        long end = System.nanoTime() + 200_000;
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        World.DECIDING.decrementAndGet();
        submit(Tasks::echo, i).result();
      }
      return activities;
    }
  }

  public static final class Heartbeating extends Workflow {
    public void run() {
      submit(Tasks::heartbeatUntilCanceled).result();
    }
  }

  public static final class Slow extends Workflow {
    public int run() {
      return submit(Tasks::outliveHeartbeatTimeout).result();
    }
  }

  public static final class Sleeping extends Workflow {
    public void run() throws InterruptedException {
      World.release.await();
    }
  }

  public static final class TimingOut extends Workflow {
    public int run() {
      Future<Integer> never = submit(Tasks::neverEnd, 1);
      return never.exception().isPresent() ? submit(Tasks::echo, 2).result() : 0;
    }
  }

  public static final class Interrupting extends Workflow {
    public int run(int times) {
      return Futures.wait(map(Tasks::leaveInterrupted, IntStream.range(0, times).boxed().toList()))
          .size();
    }
  }

  public static final class SlowWithOwnTimeout extends Workflow {
    public int run() {
      return with(ActivityOptions.none().withHeartbeatTimeout(Duration.ofSeconds(1)))
          .submit(Tasks::sleepLong)
          .result();
    }
  }

  public static final class Misnaming extends Workflow {
    public int run() {
      return submit(Task.named("not/a:name", "1", Integer.class)).result();
    }
  }

  public static final class Orphaning extends Workflow {
    public String run() {
      return submit(ChildTask.named("nobody's", "1", String.class))
          .exception()
          .orElseThrow()
          .getMessage();
    }
  }

  public static final class Counting extends Workflow {
    public int run(int steps) {
      World.RUNS.incrementAndGet();
      for (int step = 0; step < steps; step++) {
        submit(Tasks::echo, step).await();
      }
      return steps;
    }
  }

  public static final class Spinning extends Workflow {
    public int run() {
      World.RUNS.incrementAndGet();
      while (World.release.getCount() > 0) {
        Thread.onSpinWait();
      }
      return 1;
    }
  }

  public static final class Fickle extends Workflow {
    public int run() {
      if (World.oddWorld) {
        submit(Tasks::echo, 1).await();
      }
      return submit(Tasks::waitForRelease, 2).result();
    }
  }

  private static final RunOptions OPTIONS =
      RunOptions.standard()
          .withGrace(Duration.ofMillis(100))
          .withBlockedAfter(Duration.ofMillis(200));

  private final Simpleflow simpleflow =
      Simpleflow.builder()
          .provider(new LocalBackendProvider())
          .settings(Map.of("store", "memory"))
          .environment(Map.of())
          .open();

  @BeforeEach
  void resetWorld() {
    World.RUNS.set(0);
    World.MOST_DECIDING.set(0);
    World.started = new CountDownLatch(1);
    World.release = new CountDownLatch(1);
    World.ended = null;
    World.oddWorld = false;
  }

  @AfterEach
  void close() {
    World.release.countDown();
    simpleflow.close();
  }

  private ExecutionId start(Class<? extends Workflow> type, @Nullable String input) {
    return start("wf", type, input);
  }

  private ExecutionId start(
      String workflowId, Class<? extends Workflow> type, @Nullable String input) {
    return simpleflow
        .executor()
        .start(
            StartRequest.of(
                workflowId,
                simpleflow.tasks().workflow(type.getName().replace('$', '.')).type(),
                input));
  }

  private ExecutionOutcome outcome(ExecutionId execution)
      throws InterruptedException, TimeoutException {
    return simpleflow.executor().await(execution, Duration.ofSeconds(30));
  }

  private List<EventType> types(ExecutionId execution) {
    return simpleflow.histories().events(execution).stream().map(HistoryEvent::type).toList();
  }

  private static void awaitStart() throws InterruptedException {
    assertThat(World.started.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void leavesAnActivityOpenThatTheStopInterrupts() throws Exception {
    ExecutionId execution = start(Waiting.class, "{\"args\":[5]}");
    Executor.Run first = simpleflow.executor().run(OPTIONS);
    awaitStart();

    first.close();

    assertThat(World.ended).isEqualTo(InterruptedException.class);
    assertThat(types(execution)).doesNotContain(EventType.ACTIVITY_TASK_FAILED);
  }

  @Test
  void letsRunningActivitiesFinishWithinTheGrace() throws Exception {
    ExecutionId execution = start(Waiting.class, "{\"args\":[5]}");
    Executor.Run run = simpleflow.executor().run(OPTIONS.withGrace(Duration.ofSeconds(20)));
    awaitStart();

    Thread closer = new Thread(run::close, "closer");
    closer.start();
    World.release.countDown();
    closer.join();

    assertThat(World.ended).isNull();
    assertThat(types(execution)).contains(EventType.ACTIVITY_TASK_COMPLETED);
  }

  @Test
  void tellsAHeartbeatingActivityThatItsExecutionIsGone() throws Exception {
    ExecutionId execution = start(Heartbeating.class, null);
    simpleflow.executor().run(OPTIONS.withHeartbeatInterval(Duration.ZERO));
    awaitStart();

    simpleflow.executor().terminate(execution, "enough", null, Optional.empty());

    await().atMost(Duration.ofSeconds(20)).until(() -> World.ended != null);
    assertThat(World.ended).isEqualTo(TaskCanceledException.class);
    assertThat(outcome(execution).status()).isEqualTo(CloseStatus.TERMINATED);
    assertThat(outcome(execution).reason()).contains("enough");
  }

  @Test
  void interruptsAnActivityWhoseExecutionIsGoneByItsOwnHeartbeats() throws Exception {
    ExecutionId execution = start(Waiting.class, "{\"args\":[5]}");
    simpleflow.executor().run(OPTIONS.withHeartbeatInterval(Duration.ofMillis(20)));
    awaitStart();

    simpleflow.executor().terminate(execution, null, null, Optional.empty());

    await().atMost(Duration.ofSeconds(20)).until(() -> World.ended != null);
    assertThat(World.ended).isEqualTo(InterruptedException.class);
  }

  @Test
  void doesNotWaitForAnActivityWhoseExecutionIsGone() throws Exception {
    ExecutionId execution = start(Waiting.class, "{\"args\":[5]}");
    Executor.Run run = simpleflow.executor().run(OPTIONS.withGrace(Duration.ofHours(1)));
    awaitStart();
    simpleflow.executor().terminate(execution, null, null, Optional.empty());

    run.close();

    assertThat(World.ended).isEqualTo(InterruptedException.class);
  }

  @Test
  void sendsHeartbeatsOftenEnoughForTheActivitysTimeout() throws Exception {
    ExecutionId execution = start(Slow.class, null);
    simpleflow.executor().run(OPTIONS);

    assertThat(outcome(execution).result()).contains("7");
  }

  @Test
  void givesUpAnExecutionWhoseCodeBlocksAndNamesTheLine() {
    ExecutionId execution = start(Sleeping.class, null);
    simpleflow.executor().run(OPTIONS);

    assertThatThrownBy(() -> outcome(execution))
        .isInstanceOf(WorkflowBlockedException.class)
        .hasMessageContaining("RunTest.java:");
    assertThat(types(execution)).endsWith(EventType.DECISION_TASK_STARTED);
  }

  @Test
  void doesNotRunCodeAgainThatStillComputes() throws Exception {
    ExecutionId execution =
        simpleflow
            .executor()
            .start(
                new StartRequest(
                    "wf",
                    simpleflow.tasks().workflow(Spinning.class.getName().replace('$', '.')).type(),
                    null,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("1"),
                    Optional.empty(),
                    List.of(),
                    Optional.empty()));
    simpleflow.executor().run(OPTIONS);
    assertThatThrownBy(() -> outcome(execution)).isInstanceOf(WorkflowBlockedException.class);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> types(execution).contains(EventType.DECISION_TASK_TIMED_OUT));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                types(execution).stream().filter(EventType.DECISION_TASK_STARTED::equals).count()
                    > 1);

    assertThat(World.RUNS).hasValue(1);
  }

  @Test
  void givesUpAnExecutionWhoseCodeChangedAndNamesTheEvent() throws Exception {
    ExecutionId execution = start(Fickle.class, null);
    simpleflow.executor().run(OPTIONS.withCachedExecutions(0));
    awaitStart();
    World.oddWorld = true;
    World.release.countDown();

    assertThatThrownBy(() -> outcome(execution))
        .isInstanceOf(NonDeterminismException.class)
        .hasMessageContaining("event 5 (ActivityTaskScheduled)")
        .hasMessageContaining("waitForRelease")
        .hasMessageContaining("echo");
    assertThat(types(execution)).endsWith(EventType.DECISION_TASK_STARTED);
  }

  @Test
  void sendsHeartbeatsOftenEnoughForTheTimeoutOfOneSubmit() throws Exception {
    ExecutionId execution = start(SlowWithOwnTimeout.class, null);
    simpleflow.executor().run(OPTIONS);

    assertThat(outcome(execution).result()).contains("8");
  }

  @Test
  void takesTheThreadBackFromAnActivityThatHasTimedOut() throws Exception {
    ExecutionId execution = start(TimingOut.class, null);
    simpleflow.executor().run(OPTIONS.withConcurrency(1, 1));

    assertThat(outcome(execution).result()).contains("2");
  }

  @Test
  void goesOnAfterActivitiesThatLeaveTheirThreadInterrupted() throws Exception {
    ExecutionId execution = start(Interrupting.class, "{\"args\":[20]}");
    simpleflow.executor().run(OPTIONS.withConcurrency(1, 2));

    assertThat(outcome(execution).result()).contains("20");
  }

  @Test
  void makesNoMoreDecisionsAtOnceThanItHasDeciders() throws Exception {
    List<ExecutionId> executions =
        IntStream.range(0, 6)
            .mapToObj(i -> start("wf" + i, Deciding.class, "{\"args\":[20]}"))
            .toList();
    simpleflow.executor().run(OPTIONS.withConcurrency(1, 6));

    for (ExecutionId execution : executions) {
      assertThat(outcome(execution).result()).contains("20");
    }
    assertThat(World.MOST_DECIDING).hasValue(1);
  }

  @Test
  void failsAChildWhoseCodeIsNowhere() throws Exception {
    ExecutionId execution = start(Orphaning.class, null);
    simpleflow.executor().run(OPTIONS);

    assertThat(outcome(execution).result().orElseThrow())
        .contains("workflow-nobody's failed: WORKFLOW_TYPE_DOES_NOT_EXIST");
  }

  @Test
  void failsAWorkflowThatNamesATaskAsTheServiceDoesNotAllow() throws Exception {
    ExecutionId execution = start(Misnaming.class, null);
    simpleflow.executor().run(OPTIONS);

    assertThat(outcome(execution).reason().orElseThrow())
        .contains("name of an activity 'not/a:name' has a ':'");
  }

  @Test
  void runsTheCodeOnlyOnceWhileTheExecutionStaysInMemory() throws Exception {
    ExecutionId execution = start(Counting.class, "{\"args\":[300]}");
    simpleflow.executor().run(OPTIONS.withConcurrency(4, 2));

    assertThat(outcome(execution).result()).contains("300");
    assertThat(World.RUNS).hasValue(1);
  }

  @Test
  void goesOnFromHistoryWhereNothingIsCached() throws Exception {
    ExecutionId execution = start(Waiting.class, "{\"args\":[5]}");
    simpleflow.executor().run(OPTIONS.withCachedExecutions(0));
    awaitStart();
    World.release.countDown();

    assertThat(outcome(execution).result()).contains("5");
    assertThat(World.RUNS).hasValue(1);
  }

  @Test
  void saysThatAnExecutionIsStillOpenAfterTheTimeout() {
    ExecutionId execution = start(Waiting.class, "{\"args\":[5]}");

    assertThatThrownBy(() -> simpleflow.executor().await(execution, Duration.ofMillis(20)))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("still open");
  }
}
