package io.simpleflow.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.simpleflow.ChildTask;
import io.simpleflow.ContinueAsNew;
import io.simpleflow.Future;
import io.simpleflow.LambdaTask;
import io.simpleflow.Signal;
import io.simpleflow.SignalQueue;
import io.simpleflow.Submittable;
import io.simpleflow.Task;
import io.simpleflow.TaskCanceledException;
import io.simpleflow.history.Decision.CancelTimer;
import io.simpleflow.history.Decision.ContinueAsNewWorkflowExecution;
import io.simpleflow.history.Decision.RecordMarker;
import io.simpleflow.history.Decision.StartTimer;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What keeps an execution that runs for long small. */
@Timeout(60)
class LongExecutionTest {
  private static final StartTimer WAKE_UP = new StartTimer(Outbox.WAKE_UP_TIMER, null, "0");

  /** Waits for a signal, while others of another name may come. */
  private static class Counting extends Rehearsal.Code {
    private int count;

    @Override
    @Nullable Object run() {
      SignalQueue<Integer> numbers = signals("number", Integer.class);
      while (true) {
        waitSignal("next").await();
        count += numbers.next().result();
      }
    }

    @Override
    protected Optional<ContinueAsNew> nextRun() {
      return Optional.of(
          ContinueAsNew.with(count, now().isAfter(java.time.Instant.EPOCH), historyLength()));
    }
  }

  @Test
  void goesOnAsNewByItselfWithWhatTheWorkflowSays() {
    try (Rehearsal rehearsal = new Rehearsal(Counting::new, OptionalInt.of(8))) {
      rehearsal.service().signal("next", null, null);
      assertThat(rehearsal.decide()).isEmpty();
      rehearsal.service().signal("number", "5", null);
      assertThat(rehearsal.decide())
          .singleElement()
          .isInstanceOfSatisfying(
              ContinueAsNewWorkflowExecution.class,
              next -> assertThat(next.input()).isEqualTo("{\"args\":[5,true,8],\"kwargs\":{}}"));
    }
  }

  @Test
  void staysWhileASignalIsLeftInAQueue() {
    try (Rehearsal rehearsal = new Rehearsal(Counting::new, OptionalInt.of(8))) {
      rehearsal.decide();
      rehearsal.service().signal("number", "5", null);
      assertThat(rehearsal.decide()).isEmpty();
      rehearsal.service().signal("other", null, null);
      assertThat(rehearsal.decide()).isEmpty();
      rehearsal.service().signal("next", null, null);
      assertThat(rehearsal.decide())
          .singleElement()
          .isInstanceOf(ContinueAsNewWorkflowExecution.class);
    }
  }

  /** Sends a signal and waits for others. */
  private static final class Sending extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      Future<?> sent = signal(Signal.named("go").to("somebody"));
      return waitSignal("never").result() + " " + sent;
    }
  }

  @Test
  void staysWhileASignalThatItHasSentIsUnderWay() {
    try (Rehearsal rehearsal = new Rehearsal(Sending::new, OptionalInt.of(8))) {
      assertThat(rehearsal.decide()).hasSize(1);
      rehearsal.service().signal("other", null, null);
      assertThat(rehearsal.decide()).isEmpty();
      rehearsal.service().signal("other", null, null);
      assertThat(rehearsal.decide()).as("on its way").isEmpty();
      rehearsal.service().endSignal(null);
      assertThat(rehearsal.decide())
          .singleElement()
          .isInstanceOf(ContinueAsNewWorkflowExecution.class);
    }
  }

  /** Leaves nothing open but what its last step records or cancels. */
  private static final class Tidy extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      Future<?> limit = timer("limit", Duration.ofHours(1), null);
      waitSignal("mark").await();
      Future<Integer> unused = recordMarker("marked", 1);
      waitSignal("cancel").await();
      limit.cancel();
      return waitSignal("never").result();
    }
  }

  @Test
  void goesOnAsNewAfterAStepThatLeavesNothingOpen() {
    try (Rehearsal rehearsal = new Rehearsal(Tidy::new, OptionalInt.of(8))) {
      rehearsal.decide();
      rehearsal.service().signal("mark", null, null);
      assertThat(rehearsal.decide()).as("the timer runs").hasSize(1);
      rehearsal.service().signal("cancel", null, null);
      assertThat(rehearsal.decide()).containsExactly(new CancelTimer("limit"), WAKE_UP);
      rehearsal.service().fire(Outbox.WAKE_UP_TIMER);
      assertThat(rehearsal.decide())
          .singleElement()
          .isInstanceOf(ContinueAsNewWorkflowExecution.class);
    }
  }

  /** Marks every signal. */
  private static final class Marking extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      SignalQueue<Integer> numbers = signals("number", Integer.class);
      while (true) {
        Future<Integer> unused = recordMarker("number", numbers.next().result());
      }
    }
  }

  @Test
  void goesOnAsNewAfterAStepThatOnlyRecordsMarkers() {
    try (Rehearsal rehearsal = new Rehearsal(Marking::new, OptionalInt.of(8))) {
      rehearsal.decide();
      rehearsal.service().signal("number", "5", null);
      assertThat(rehearsal.decide()).as("not long yet").hasSize(1);
      rehearsal.service().signal("number", "6", null);
      assertThat(rehearsal.decide()).containsExactly(new RecordMarker("number", "6"), WAKE_UP);
      rehearsal.service().signal("number", "7", null);
      assertThat(rehearsal.decide())
          .as("nothing is lost that comes meanwhile")
          .containsExactly(new RecordMarker("number", "7"));
      rehearsal.service().fire(Outbox.WAKE_UP_TIMER);
      assertThat(rehearsal.decide())
          .singleElement()
          .isInstanceOf(ContinueAsNewWorkflowExecution.class);
    }
  }

  /** Seed 1042 of the law: what came while it paused was lost. */
  @Test
  void heedsSignalsAfterItWasNotPermittedToGoOnAsNew() {
    try (Rehearsal rehearsal = new Rehearsal(Counting::new, OptionalInt.of(3))) {
      rehearsal.service().refuseNext("OPERATION_NOT_PERMITTED");
      assertThat(rehearsal.decide()).hasSize(1);
      assertThat(rehearsal.decide())
          .containsExactly(new StartTimer(Closing.PAUSE_TIMER, null, "1"));
      rehearsal.service().signal("next", null, null);
      rehearsal.service().signal("number", "5", null);
      assertThat(rehearsal.decide()).isEmpty();
      rehearsal.service().fire(Closing.PAUSE_TIMER);
      assertThat(rehearsal.decide())
          .singleElement()
          .isInstanceOfSatisfying(
              ContinueAsNewWorkflowExecution.class,
              next -> assertThat(next.input()).startsWith("{\"args\":[5,"));
    }
  }

  /** Cleans up, when it is cancelled, for as long as it takes. */
  private static final class Cleaning extends Rehearsal.Code {
    @Override
    @Nullable Object run() {
      try {
        waitSignal("never").result();
      } catch (TaskCanceledException cancelled) {
        shielded(() -> waitSignal("clean").await());
      }
      return null;
    }
  }

  @Test
  void staysOnceItIsCancelled() {
    try (Rehearsal rehearsal = new Rehearsal(Cleaning::new, OptionalInt.of(8))) {
      rehearsal.decide();
      rehearsal.service().requestCancel();
      assertThat(rehearsal.decide()).isEmpty();
      rehearsal.service().signal("other", null, null);
      assertThat(rehearsal.decide()).as("the next run would not be cancelled").isEmpty();
    }
  }

  /** Submits tasks, keeping none of their futures, and waits for a signal. */
  private static final class Forgetful extends Rehearsal.Code {
    private final List<WeakReference<Object>> futures;

    Forgetful(List<WeakReference<Object>> futures) {
      this.futures = futures;
    }

    @Override
    @Nullable Object run() {
      begin(Task.named("activity", "1", Integer.class));
      begin(ChildTask.named("child", "1", Integer.class));
      begin(LambdaTask.of("function", Object.class, 1));
      waitSignal("never").await();
      return null;
    }

    private void begin(Submittable<?> task) {
      futures.add(new WeakReference<>(submit(task)));
    }
  }

  @Test
  void letsGoOfTasksThatHaveEnded() {
    List<WeakReference<Object>> futures = new ArrayList<>();
    try (Rehearsal rehearsal = new Rehearsal(() -> new Forgetful(futures))) {
      rehearsal.decide();
      rehearsal.service().endActivity(null);
      rehearsal.service().endFunction(null, "1");
      rehearsal.service().startChild("workflow-child-wf--5e801b4--1");
      rehearsal.service().endChild("workflow-child-wf--5e801b4--1", "COMPLETED", "7");
      rehearsal.decide();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                System.gc();
                return futures.stream().allMatch(future -> future.get() == null);
              });
      assertThat(futures).hasSizeGreaterThanOrEqualTo(3);
    }
  }
}
