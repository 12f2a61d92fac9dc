package io.simpleflow.local.service;

import static io.simpleflow.local.service.Scene.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.simpleflow.ExecutionId;
import io.simpleflow.StoreException;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskStarted;
import io.simpleflow.history.ExecutionEvent.WorkflowExecutionTimedOut;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Polls of callers that do not wait. */
@Timeout(30)
class PollsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Optional<String> DECIDERS = Optional.of("deciders");
  private static final Optional<String> WORKERS = Optional.of("workers");

  @TempDir Path folder;
  private final SteppedTimekeeper clock = new SteppedTimekeeper(Scene.START);
  private final DelayingStore store = new DelayingStore(new MemoryStore());
  private final Scene scene = new Scene(store, clock);

  @AfterEach
  void close() {
    scene.close();
  }

  private CompletableFuture<Optional<DecisionTask>> askDecision() {
    return scene.service.decisionTask(DECIDERS, "decider", LONG);
  }

  private CompletableFuture<Optional<ActivityTask>> askActivity() {
    return scene.service.activityTask(WORKERS, "worker", LONG);
  }

  @Test
  void givesATaskThatIsThereAtOnce() {
    scene.start("w");

    assertThat(askDecision()).isCompletedWithValueMatching(Optional::isPresent);
  }

  @Test
  void givesATaskTheMomentThereIsOne() throws Exception {
    CompletableFuture<Optional<DecisionTask>> poll = askDecision();
    assertThat(poll).isNotDone();

    var execution = scene.start("w");

    DecisionTask task = poll.get(5, TimeUnit.SECONDS).orElseThrow();
    assertThat(task.execution()).isEqualTo(execution);
    assertThat(scene.last(execution, DecisionTaskStarted.class).identity()).isEqualTo("decider");
    CompletableFuture<Optional<ActivityTask>> activity = askActivity();
    scene.answer(task, schedule("a"));
    assertThat(activity.get(5, TimeUnit.SECONDS).orElseThrow().activityId()).isEqualTo("a");
  }

  @Test
  void writesDownNoIdentityOfWhoNamesNone() throws Exception {
    var execution = scene.start("w");

    scene.service.decisionTask(DECIDERS, "", LONG).get(5, TimeUnit.SECONDS);

    assertThat(scene.last(execution, DecisionTaskStarted.class).identity()).isNull();
  }

  @Test
  void answersWithNothingWhenTheTimeIsOver() {
    CompletableFuture<Optional<DecisionTask>> poll = askDecision();
    scene.advance(59);
    assertThat(poll).isNotDone();
    scene.advance(1);

    assertThat(poll).isCompletedWithValue(Optional.empty());
    scene.start("w");
    assertThat(scene.service.countPendingDecisionTasks("deciders")).isEqualTo(1);
    assertThat(scene.service.decisionTask(WORKERS, "decider", Duration.ZERO))
        .isCompletedWithValue(Optional.empty());
  }

  @Test
  void answersWithNothingWhenATaskIsWithdrawnThatWasGivenAtTheEndOfTheTime() throws Exception {
    ExecutionId execution = scene.startWithin("w", "61");
    scene.decide(new StartTimer("late", null, "59"));
    CompletableFuture<Optional<DecisionTask>> poll = askDecision();
    // The timer gives it a decision task, its time ends, and so does the execution: all at once.
    clock.jump(Scene.START.plusSeconds(100));

    assertThat(scene.last(execution, WorkflowExecutionTimedOut.class)).isNotNull();
    assertThat(poll).isCompletedWithValue(Optional.empty());
  }

  @Test
  void servesThoseWhoAskedFirstFirst() {
    CompletableFuture<Optional<DecisionTask>> first = askDecision();
    CompletableFuture<Optional<DecisionTask>> second =
        scene.service.decisionTask(Optional.empty(), "decider", LONG);
    scene.start("w");

    assertThat(first).isCompletedWithValueMatching(Optional::isPresent);
    assertThat(second).isNotDone();
  }

  @Test
  void withdrawsAPollThatIsCancelled() {
    CompletableFuture<Optional<DecisionTask>> cancelled = askDecision();
    CompletableFuture<Optional<DecisionTask>> other = askDecision();
    cancelled.cancel(false);
    scene.start("w");

    assertThat(other).isCompletedWithValueMatching(Optional::isPresent);
  }

  @Test
  void handsATaskOverOnlyWhenItsSchedulingIsKept() throws Exception {
    CompletableFuture<Optional<DecisionTask>> poll = askDecision();
    store.hold();
    CompletableFuture<Void> start = CompletableFuture.runAsync(() -> scene.start("w"));
    store.awaitHeld(2);
    assertThat(poll).isNotDone();

    store.letGo();
    assertThat(poll.get(5, TimeUnit.SECONDS)).isPresent();
    start.get(5, TimeUnit.SECONDS);
  }

  @Test
  void givesAPollWhatCameSinceItsTaskWasWithdrawn() throws Exception {
    ExecutionId one = scene.start("one");
    scene.start("two");
    DecisionTask ofOne = scene.decisionTask();
    DecisionTask ofTwo = scene.decisionTask();
    Optional<String> list = Optional.of("workers");
    var first = scene.service.activityTask(list, "first", LONG);
    var second = scene.service.activityTask(list, "second", LONG);
    // Between the moment the second poll is given a task and the moment it takes it.
    var meanwhile =
        first.thenAccept(
            task -> {
              scene.service.terminate(one, null, null, Optional.empty());
              scene.answer(ofTwo, Scene.schedule("late"));
            });
    scene.answer(ofOne, Scene.schedule("a"), Scene.schedule("b"));

    meanwhile.get(5, TimeUnit.SECONDS);
    assertThat(second.get(5, TimeUnit.SECONDS).map(ActivityTask::activityId)).contains("late");
  }

  @Test
  void putsATaskBackWhosePollWasCancelledWhenItWasGiven() throws Exception {
    CompletableFuture<Optional<DecisionTask>> poll = askDecision();
    store.hold();
    CompletableFuture<Void> start = CompletableFuture.runAsync(() -> scene.start("w"));
    store.awaitHeld(2);
    poll.cancel(false);
    store.letGo();
    start.get(5, TimeUnit.SECONDS);

    await().until(() -> scene.service.countPendingDecisionTasks("deciders") == 1);
    DecisionTask task = scene.decisionTask();
    scene.answer(task);
    assertThat(scene.names(task.execution(), 3))
        .containsExactly("DecisionTaskStarted", "DecisionTaskCompleted");
  }

  @Test
  void givesATaskThatAServerPutBackATokenThatOutlivesTheServer() throws Exception {
    DelayingStore shared = new DelayingStore(new MemoryStore());
    Scene server = goingOn(shared);
    CompletableFuture<Optional<DecisionTask>> poll =
        server.service.decisionTask(DECIDERS, "decider", LONG);
    shared.hold();
    CompletableFuture<Void> start = CompletableFuture.runAsync(() -> server.start("w"));
    shared.awaitHeld(2);
    poll.cancel(false);
    shared.letGo();
    start.get(5, TimeUnit.SECONDS);
    await().until(() -> server.service.countPendingDecisionTasks("deciders") == 1);
    DecisionTask task = server.decisionTask();
    server.close();

    try (Scene next = goingOn(shared)) {
      next.answer(task);
      assertThat(next.names(task.execution(), 3))
          .containsExactly("DecisionTaskStarted", "DecisionTaskCompleted");
    }
  }

  private Scene goingOn(HistoryStore shared) {
    return new Scene(WorkflowService.goingOn(shared, clock, new Lambdas(List.of())), clock);
  }

  @Test
  void losesNoTaskToPollsThatAreCancelled() throws Exception {
    Set<String> served = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      String workflowId = "w" + i;
      CompletableFuture<Optional<DecisionTask>> poll = askDecision();
      CountDownLatch go = new CountDownLatch(1);
      Thread canceller =
          new Thread(
              () -> {
                go.countDown();
                poll.cancel(false);
              },
              "canceller");
      canceller.start();
      go.await();
      scene.start(workflowId);
      canceller.join();
      if (!poll.isCancelled()) {
        served.add(poll.get(5, TimeUnit.SECONDS).orElseThrow().execution().workflowId());
      }
    }
    for (Optional<DecisionTask> left = scene.pollDecision();
        left.isPresent();
        left = scene.pollDecision()) {
      assertThat(served.add(left.get().execution().workflowId())).isTrue();
    }
    assertThat(served).hasSize(300);
  }

  @Test
  void needsNoThreadsForAThousandPolls() throws Exception {
    int threads = Thread.activeCount();
    List<CompletableFuture<Optional<DecisionTask>>> polls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      polls.add(askDecision());
    }
    assertThat(Thread.activeCount()).isLessThan(threads + 10);

    for (int i = 0; i < 1_000; i++) {
      scene.start("w" + i);
    }
    Set<String> served = new HashSet<>();
    for (CompletableFuture<Optional<DecisionTask>> poll : polls) {
      served.add(poll.get(5, TimeUnit.SECONDS).orElseThrow().execution().workflowId());
    }
    assertThat(served).hasSize(1_000);
  }

  @Test
  void sendsEverybodyAwayWhenItIsClosed() {
    CompletableFuture<Optional<DecisionTask>> poll = askDecision();
    scene.close();

    assertThat(poll).isCompletedWithValue(Optional.empty());
    assertThatThrownBy(this::askDecision).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellsThoseWhoAskedThatTheStoreHasFailed() {
    CompletableFuture<Optional<DecisionTask>> poll = askDecision();
    store.breakDown(new StoreException("the disk is full"));

    assertThatThrownBy(() -> poll.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("the disk is full");
  }

  @Test
  void isToldByTheFileWhenATaskMayBeHandedOver() throws Exception {
    try (SqliteStore file = SqliteStore.open(folder.resolve("some.db"), Synchronous.NORMAL);
        Scene onDisk = new Scene(file, clock)) {
      for (int i = 0; i < 20; i++) {
        CompletableFuture<Optional<DecisionTask>> poll =
            onDisk.service.decisionTask(DECIDERS, "decider", LONG);
        onDisk.start("w" + i);
        DecisionTask task = poll.get(5, TimeUnit.SECONDS).orElseThrow();
        CompletableFuture<Optional<ActivityTask>> activity =
            onDisk.service.activityTask(WORKERS, "worker", LONG);
        onDisk.answer(task, schedule("a"));
        String token = activity.get(5, TimeUnit.SECONDS).orElseThrow().taskToken();
        onDisk.service.respondActivityTaskCompleted(token, "result");
        onDisk.service.terminate("w" + i, null, null, null, Optional.empty());
      }
    }
  }

  @Test
  void endsAPollThatBeganWithinAMillisecond() {
    SteppedTimekeeper clock = new SteppedTimekeeper(Scene.START.plusNanos(456_789));
    try (Scene within = new Scene(new MemoryStore(), clock)) {
      CompletableFuture<Optional<ActivityTask>> poll =
          within.service.activityTask(Optional.empty(), "worker", Duration.ofSeconds(10));
      assertTimeoutPreemptively(Duration.ofSeconds(5), () -> within.advance(11));
      assertThat(poll).isCompletedWithValue(Optional.empty());
    }
  }
}
