package io.simpleflow.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.simpleflow.StaleTaskException;
import io.simpleflow.history.Decision.ScheduleActivityTask;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.ServiceTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskListsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Scene scene = new Scene();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    scene.close();
    threads.shutdownNow();
  }

  private static ScheduleActivityTask task(String id, String list, String priority) {
    return new ScheduleActivityTask(
        Scene.ACTIVITY, id, null, null, null, list, priority, null, null, null);
  }

  private Optional<String> poll(Optional<String> list, Duration wait) throws InterruptedException {
    return scene.service.pollForActivityTask(list, "worker", wait).map(ActivityTask::activityId);
  }

  @Test
  void servesTheHigherPriorityFirstThenTheOlder() throws Exception {
    scene.start("w");
    scene.decide(
        task("low", "l", "-5"),
        task("old", "l", "0"),
        task("high", "m", "7"),
        task("young", "l", "0"));

    assertThat(poll(Optional.of("l"), Duration.ZERO)).contains("old");
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rest.add(poll(Optional.empty(), Duration.ZERO).orElseThrow());
    }
    assertThat(rest).containsExactly("high", "young", "low");
  }

  @Test
  void servesOnlyTheListThatIsPolled() throws Exception {
    scene.start("w");
    scene.decide(task("one", "l", "0"));

    assertThat(scene.service.countPendingActivityTasks("l")).isEqualTo(1);
    assertThat(poll(Optional.of("m"), Duration.ZERO)).isEmpty();
    assertThat(poll(Optional.of("l"), Duration.ZERO)).contains("one");
    assertThat(scene.service.countPendingActivityTasks("l")).isZero();
  }

  @Test
  void wakesWhoeverWaitsTheMomentThereIsWork() throws Exception {
    Future<Optional<String>> elsewhere = waiting(() -> poll(Optional.of("m"), LONG));
    Future<Optional<String>> here = waiting(() -> poll(Optional.of("l"), LONG));
    scene.start("w");
    scene.decide(task("one", "l", "0"));

    assertThat(here.get(5, TimeUnit.SECONDS)).contains("one");
    assertThat(elsewhere.isDone()).isFalse();
  }

  @Test
  void givesEachTaskToOneOfThoseWhoWait() throws Exception {
    List<Future<Optional<String>>> polls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Optional<String> list = i % 2 == 0 ? Optional.empty() : Optional.of("l");
      polls.add(waiting(() -> poll(list, LONG)));
    }
    scene.start("w");
    ScheduleActivityTask[] tasks = new ScheduleActivityTask[20];
    for (int i = 0; i < 20; i++) {
      tasks[i] = task("t" + i, "l", "0");
    }
    scene.decide(tasks);

    List<String> served = new ArrayList<>();
    for (Future<Optional<String>> poll : polls) {
      served.add(poll.get(5, TimeUnit.SECONDS).orElseThrow());
    }
    assertThat(served).doesNotHaveDuplicates().hasSize(20);
  }

  @Test
  void givesWhoAnswersWhatTheAnswerBringsAboutBeforeThoseWhoWait() throws Exception {
    scene.start("w");
    DecisionTask decision = scene.decisionTask();
    Future<Optional<String>> waiting = waiting(() -> poll(Optional.empty(), LONG));

    Optional<ServiceTask> taken =
        scene.service.answer(
            () -> scene.answer(decision, task("mine", "l", "0"), task("rest", "l", "0")),
            this::takeActivity);

    assertThat(taken).map(task -> ((ActivityTask) task).activityId()).contains("mine");
    assertThat(waiting.get(5, TimeUnit.SECONDS)).contains("rest");
  }

  private Optional<ServiceTask> takeActivity() {
    try {
      return scene.pollActivity().map(task -> task);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void servesThoseWhoWaitWhereTheAnswerIsRefused() throws Exception {
    scene.start("w");
    Future<Optional<String>> waiting = waiting(() -> poll(Optional.empty(), LONG));

    assertThatThrownBy(
            () ->
                scene.service.answer(
                    () -> {
                      scene.service.respondActivityTaskCompleted("no token", null);
                    },
                    this::takeActivity))
        .isInstanceOf(StaleTaskException.class);
    scene.decide(task("one", "l", "0"));

    assertThat(waiting.get(5, TimeUnit.SECONDS)).contains("one");
  }

  @Test
  void losesNoTaskToAWorkerThatIsInterrupted() throws Exception {
    for (int i = 0; i < 200; i++) {
      String workflowId = "w" + i;
      scene.start(workflowId);
      Future<Optional<String>> poll = waiting(() -> poll(Optional.empty(), LONG));
      Thread canceller = new Thread(() -> poll.cancel(true), "canceller");
      canceller.start();
      scene.decide(task(workflowId, "l", "0"));
      canceller.join();
    }
    // A poll that was cancelled may have had its task before; every other task must be there.
    int pending = scene.service.countPendingActivityTasks("l");
    int started = 0;
    for (int i = 0; i < 200; i++) {
      var id = scene.service.open("w" + i).orElseThrow();
      started += scene.names(id, 1).contains("ActivityTaskStarted") ? 1 : 0;
    }
    assertThat(pending + started).isEqualTo(200);
  }

  @Test
  void letsItselfBeInterrupted() throws Exception {
    Future<Optional<String>> poll =
        waiting(
            () -> {
              try {
                return poll(Optional.empty(), LONG);
              } catch (InterruptedException e) {
                return Optional.of("interrupted");
              }
            });
    threads.shutdownNow();

    assertThat(poll.get(5, TimeUnit.SECONDS)).contains("interrupted");
  }

  @Test
  void sendsThoseWhoWaitAwayWhenItIsClosed() throws Exception {
    Future<Optional<String>> poll = waiting(() -> poll(Optional.empty(), LONG));
    scene.service.close();

    assertThat(poll.get(5, TimeUnit.SECONDS)).isEmpty();
    assertThatThrownBy(() -> poll(Optional.empty(), LONG))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Runs a poll on a thread of its own, which waits when this returns. */
  private <T> Future<T> waiting(Callable<T> poll) throws InterruptedException, ExecutionException {
    CompletableFuture<Thread> begun = new CompletableFuture<>();
    Future<T> future =
        threads.submit(
            () -> {
              begun.complete(Thread.currentThread());
              return poll.call();
            });
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(begun.get()::getState, Thread.State.TIMED_WAITING::equals);
    return future;
  }
}
