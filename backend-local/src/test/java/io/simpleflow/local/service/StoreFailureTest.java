package io.simpleflow.local.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.simpleflow.ExecutionId;
import io.simpleflow.StoreException;
import io.simpleflow.local.store.MemoryStore;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.ServiceTask;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the service does when the store can no longer write. */
@Timeout(30)
class StoreFailureTest {
  private final DelayingStore store = new DelayingStore(new MemoryStore());
  private final Scene scene = new Scene(store, new SteppedTimekeeper(Scene.START));

  @Test
  void refusesEverythingOnceAWriteHasFailed() {
    ExecutionId execution = scene.start("w");
    store.refuse(new StoreException("the disk is full"));

    assertThatThrownBy(() -> scene.service.signal(execution, "s", null))
        .isInstanceOf(StoreException.class)
        .hasMessage("the disk is full");
    assertThatThrownBy(scene::pollDecision).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> scene.service.signal(execution, "s", null))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void letsNobodyWaitInVain() throws Exception {
    ExecutionId execution = scene.start("w");
    scene.decide();
    CompletableFuture<Thread> poller = new CompletableFuture<>();
    CompletableFuture<Void> poll =
        CompletableFuture.runAsync(
            () -> {
              poller.complete(Thread.currentThread());
              try {
                var unused =
                    scene.service.pollForDecisionTask(
                        Optional.empty(), "decider", Duration.ofMinutes(1));
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    await().until(poller.get()::getState, Thread.State.TIMED_WAITING::equals);
    store.breakDown(new StoreException("the disk is full"));

    assertThatThrownBy(() -> poll.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("the disk is full");
    assertThatThrownBy(() -> scene.service.awaitClose(execution, Duration.ofMinutes(1)))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void letsAWorkerGoOnBeforeItsAnswerIsKept() throws Exception {
    scene.start("w");
    scene.decide(Scene.schedule("a"), Scene.schedule("b"));
    ActivityTask first = scene.activityTask();
    store.hold();

    Optional<ServiceTask> next = answer(first, scene::pollActivity);

    assertThat(next).map(task -> ((ActivityTask) task).activityId()).contains("b");
    Optional<ServiceTask> decision = answer((ActivityTask) next.get(), scene::pollDecision);
    assertThat(decision).get().isInstanceOf(DecisionTask.class);
  }

  @Test
  void givesAWorkerNoActivityThatItsAnswerHasScheduledBeforeThatIsKept() throws Exception {
    scene.start("w");
    DecisionTask decision = scene.decisionTask();
    store.keepNothing(new StoreException("not kept"));

    assertThatThrownBy(
            () ->
                scene.service.answer(
                    () -> scene.answer(decision, Scene.schedule("a")), taking(scene::pollActivity)))
        .isInstanceOf(StoreException.class)
        .hasMessage("not kept");
  }

  private Optional<ServiceTask> answer(
      ActivityTask task, Callable<? extends Optional<? extends ServiceTask>> poll) {
    return scene.service.answer(
        () -> scene.service.respondActivityTaskCompleted(task.taskToken(), null), taking(poll));
  }

  private static Supplier<Optional<ServiceTask>> taking(
      Callable<? extends Optional<? extends ServiceTask>> poll) {
    return () -> {
      try {
        return poll.call().map(task -> task);
      } catch (Exception unexpected) {
        throw new AssertionError(unexpected);
      }
    };
  }

  @Test
  void handsOutNoTaskWhoseSchedulingIsNotKept() throws Exception {
    store.keepNothing(new StoreException("not kept"));
    assertThatThrownBy(() -> scene.start("w")).isInstanceOf(StoreException.class);

    assertThatThrownBy(scene::pollDecision)
        .isInstanceOf(StoreException.class)
        .hasMessage("not kept");
    assertThat(scene.pollActivity()).isEmpty();
  }
}
