package io.simpleflow.inline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.simpleflow.Activity;
import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.Retry;
import io.simpleflow.Workflow;
import io.simpleflow.WorkflowType;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.EventType;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.testkit.WorkflowEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InlineBackendTest {
  private static final CountDownLatch STARTED = new CountDownLatch(1);
  private static final CountDownLatch RELEASED = new CountDownLatch(1);

  private final WorkflowEnvironment environment =
      WorkflowEnvironment.over(
          Simpleflow.builder().backend("inline").timekeeper(new JumpingTimekeeper()).open(),
          RunOptions.standard());

  @AfterEach
  void close() {
    environment.close();
  }

  /** The activities of these tests. */
  public static final class Tasks {
    private Tasks() {}

    /** The thread's id. */
    @Activity
    public static long thread() {
      return Thread.currentThread().getId();
    }

    /** Fails. */
    @Activity
    @Retry(maximumAttempts = 3, initialInterval = "1h")
    public static int broken(int x) {
      if (x > 0) {
        throw new IllegalStateException();
      }
      return x;
    }

    /** Waits until it is released. */
    @Activity
    public static boolean waiting() throws InterruptedException {
      STARTED.countDown();
      return RELEASED.await(10, TimeUnit.SECONDS);
    }
  }

  /** Asks for the thread of an activity. */
  @WorkflowType(name = "inline.thread")
  public static class InThread extends Workflow {
    /** The thread's id. */
    public long run() {
      return submit(Tasks::thread).result();
    }
  }

  @Test
  void runsAnActivityInTheCallersThread() throws Exception {
    assertThat(environment.run(InThread.class, Long.class))
        .isEqualTo(Thread.currentThread().getId());
  }

  /** Fails. */
  @WorkflowType(name = "inline.broken")
  public static class Broken extends Workflow {
    /** Whether the activity failed. */
    public boolean run() {
      return submit(Tasks::broken, 1).exception().isPresent();
    }
  }

  @Test
  void keepsToTheAttemptsOfAPolicyWithoutItsPauses() throws Exception {
    ExecutionId execution = environment.start(Broken.class);
    assertThat(environment.result(execution, Boolean.class)).isTrue();
    List<HistoryEvent> events = environment.events(execution);
    assertThat(events)
        .filteredOn(event -> event.type() == EventType.ACTIVITY_TASK_FAILED)
        .hasSize(3);
    assertThat(events).extracting(HistoryEvent::timestamp).containsOnly(events.get(0).timestamp());
  }

  /** Takes its time. */
  @WorkflowType(name = "inline.waiting")
  public static class Waiting extends Workflow {
    /** Whether the activity was released. */
    public boolean run() {
      return submit(Tasks::waiting).result();
    }
  }

  @Test
  void saysWhyARunningExecutionCannotBeReached() throws Exception {
    Thread starter = new Thread(() -> environment.start(Waiting.class), "starter");
    starter.start();
    assertThat(STARTED.await(10, TimeUnit.SECONDS)).isTrue();
    ExecutionId running =
        environment
            .histories()
            .list(ExecutionFilter.all().withStatus(ExecutionStatus.OPEN))
            .get(0)
            .execution();

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> environment.executor().signal(running, "hello", null))
        .withMessageContaining("within its start");
    assertThat(environment.executor().resume(Optional.of(running))).containsExactly(running);

    RELEASED.countDown();
    assertThat(environment.result(running, Boolean.class)).isTrue();
    starter.join();
  }
}
