package io.simpleflow.local.service;

import static io.simpleflow.local.service.Scene.child;
import static io.simpleflow.local.service.Scene.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ExecutionAlreadyStartedException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ExecutionNotFoundException;
import io.simpleflow.StaleTaskException;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.CloseStatus;
import io.simpleflow.history.Decision.CompleteWorkflowExecution;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.ExecutionStatus;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.local.store.HistoryStore;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.ExecutionFilter;
import io.simpleflow.testkit.HistoryLaws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process finds that another has left behind. */
class ResumeTest {
  @TempDir Path folder;
  private final SteppedTimekeeper clock = new SteppedTimekeeper(Scene.START);
  private final Deque<HistoryStore> stores = new ArrayDeque<>();
  private int crashes;

  private Path file() {
    return folder.resolve(crashes + ".db");
  }

  private Scene open() {
    return over(file());
  }

  private Scene over(Path path) {
    HistoryStore store = SqliteStore.open(path, Synchronous.NORMAL);
    stores.push(store);
    return new Scene(store, clock);
  }

  /** What a process would find that starts after this one was killed: the files as they are. */
  private Scene crash(Scene scene) throws IOException {
    // Reading makes sure that what nobody waits for is there too.
    scene.service.histories().list(ExecutionFilter.all());
    Path file = file();
    crashes++;
    Files.copy(file, file());
    Files.copy(Path.of(file + "-wal"), Path.of(file() + "-wal"));
    scene.close();
    return over(file());
  }

  @AfterEach
  void closeStores() {
    stores.forEach(HistoryStore::close);
  }

  @Test
  void leavesOpenExecutionsAloneUntilTheyAreResumed() throws Exception {
    Scene before = open();
    ExecutionId execution = before.start("w");
    before.decide(schedule("one"), new StartTimer("t", null, "10"));
    before.decideOnSignal(execution);
    before.service.signal(execution, "decide", null);

    Scene after = crash(before);
    after.advance(10_000);

    assertThat(after.pollDecision()).isEmpty();
    assertThat(after.pollActivity()).isEmpty();
    assertThat(after.events(execution)).hasSize(12);
    assertThat(after.service.histories().list(ExecutionFilter.all()).get(0).status())
        .isEqualTo(ExecutionStatus.OPEN);
    assertThat(after.service.histories().describe(execution).openCounts().openActivityTasks())
        .isEqualTo(1);
  }

  @Test
  void runsANewExecutionWithoutThoseLeftOpen() throws Exception {
    Scene before = open();
    before.start("old");
    Scene after = crash(before);

    assertThatThrownBy(() -> after.start("old"))
        .isInstanceOf(ExecutionAlreadyStartedException.class);
    ExecutionId fresh = after.start("new");

    assertThat(after.decisionTask().execution()).isEqualTo(fresh);
    assertThat(after.pollDecision()).isEmpty();
  }

  @Test
  void handsOutAStartedDecisionAgainWithoutANewEvent() throws Exception {
    Scene before = open();
    ExecutionId execution = before.start("w");
    before.decide(new StartTimer("t", null, "10"));
    before.advance(10);
    DecisionTask lost = before.decisionTask();
    before.service.signal(execution, "meanwhile", null);
    List<HistoryEvent> history = before.events(execution);

    Scene after = crash(before);
    after.advance(1_000);
    assertThat(after.service.resume(Optional.empty())).containsExactly(execution);
    DecisionTask again = after.decisionTask();

    assertThat(after.events(execution)).isEqualTo(history);
    assertThat(again.startedEventId()).isEqualTo(lost.startedEventId());
    assertThat(again.previousStartedEventId()).isEqualTo(lost.previousStartedEventId());
    assertThat(again.events()).isEqualTo(lost.events());
    assertThat(again.taskToken()).isNotEqualTo(lost.taskToken());
    assertThatThrownBy(() -> after.answer(lost)).isInstanceOf(StaleTaskException.class);

    after.advance(59);
    after.answer(again);
    assertThat(after.names(execution, 11)).containsExactly("DecisionTaskCompleted");
    assertThat(after.decisionTask().previousStartedEventId()).isEqualTo(lost.startedEventId());
  }

  @Test
  void runsAStartedActivityAgainAndACompletedOneNot() throws Exception {
    Scene before = open();
    ExecutionId execution = before.start("w");
    before.decide(schedule("done"), schedule("running"), schedule("waiting"));
    before.service.respondActivityTaskCompleted(before.activityTask().taskToken(), "result");
    ActivityTask lost = before.activityTask();
    List<HistoryEvent> history = before.events(execution);

    Scene after = crash(before);
    after.advance(150);
    after.service.resume(Optional.of(execution));
    ActivityTask again = after.activityTask();
    ActivityTask waiting = after.activityTask();

    assertThat(again.activityId()).isEqualTo("running");
    assertThat(again.startedEventId()).isEqualTo(lost.startedEventId());
    assertThat(waiting.activityId()).isEqualTo("waiting");
    assertThat(after.pollActivity()).isEmpty();
    assertThat(after.events(execution)).startsWith(history.toArray(HistoryEvent[]::new));
    assertThat(after.names(execution, history.size() + 1)).containsExactly("ActivityTaskStarted");
    assertThatThrownBy(() -> after.service.respondActivityTaskCompleted(lost.taskToken(), null))
        .isInstanceOf(StaleTaskException.class);
    after.advance(29);
    after.service.respondActivityTaskCompleted(again.taskToken(), null);
    after.advance(1);
    assertThat(after.names(execution, history.size() + 2))
        .containsExactly("ActivityTaskCompleted", "ActivityTaskTimedOut");
  }

  @Test
  void countsNoTimeInWhichNobodyWorkedAgainstAQueuedActivity() throws Exception {
    Scene before = open();
    ExecutionId execution = before.startWithin("w", "864000");
    before.decide(schedule("a"), schedule("b"));

    Scene after = crash(before);
    after.advance(86_400);
    after.service.resume(Optional.empty());
    after.advance(0);
    assertThat(after.names(execution, 1)).doesNotContain("ActivityTaskTimedOut");

    after.advance(190);
    ActivityTask task = after.activityTask();
    after.advance(9);
    after.service.respondActivityTaskCompleted(task.taskToken(), "result");
    after.decide();
    after.advance(1);
    // The other still has its limit, from the resumption on.
    assertThat(after.names(execution, 1)).endsWith("ActivityTaskTimedOut", "DecisionTaskScheduled");
    assertThat(after.last(execution, ActivityTaskTimedOut.class).timeoutType())
        .isEqualTo("SCHEDULE_TO_START");
    after.decide(new CompleteWorkflowExecution("done"));
    assertThat(after.service.histories().describe(execution).info().closeStatus())
        .contains(CloseStatus.COMPLETED);
    HistoryLaws.check(after.events(execution));
  }

  @Test
  void countsTheWholeTimeOfAnActivityFromTheResumptionOn() throws Exception {
    Scene before = open();
    ExecutionId execution = before.startWithin("w", "864000");
    before.decide(schedule("a"));

    Scene after = crash(before);
    after.advance(86_400);
    after.service.resume(Optional.empty());
    after.advance(199);
    ActivityTask task = after.activityTask();
    after.advance(25);
    after.service.recordActivityTaskHeartbeat(task.taskToken(), null);
    after.advance(25);
    after.service.recordActivityTaskHeartbeat(task.taskToken(), null);
    assertThat(after.names(execution, 1)).endsWith("ActivityTaskStarted");
    after.advance(1);
    assertThat(after.last(execution, ActivityTaskTimedOut.class).timeoutType())
        .isEqualTo("SCHEDULE_TO_CLOSE");
  }

  @Test
  void letsOverdueTimersPassAtOnceAndOthersInTime() throws Exception {
    Scene before = open();
    ExecutionId execution = before.start("w");
    before.decide(new StartTimer("due", null, "100"), new StartTimer("later", null, "500"));

    Scene after = crash(before);
    after.advance(300);
    after.service.resume(Optional.empty());
    after.advance(0);

    assertThat(after.names(execution, 7)).containsExactly("TimerFired", "DecisionTaskScheduled");
    after.advance(199);
    assertThat(after.names(execution, 9)).isEmpty();
    after.advance(1);
    assertThat(after.last(execution, TimerFired.class).timerId()).isEqualTo("later");
    after.advance(4_000);
    assertThat(after.names(execution, 1)).endsWith("WorkflowExecutionTimedOut");
  }

  @Test
  void recordsWhatComesForOneThatIsLeftOpen() throws Exception {
    Scene before = open();
    ExecutionId execution = before.start("w");
    before.decide();
    Scene between = crash(before);
    between.service.signal(execution, "hello", "input");
    between.service.requestCancel(execution);
    assertThat(between.names(execution, 5))
        .containsExactly(
            "WorkflowExecutionSignaled",
            "DecisionTaskScheduled",
            "WorkflowExecutionCancelRequested");
    assertThat(between.pollDecision()).isEmpty();

    Scene after = crash(between);
    after.service.resume(Optional.empty());
    assertThat(after.decisionTask().events()).hasSize(6);
  }

  @Test
  void resumesAfterASignalInTheSameProcess() throws Exception {
    Scene before = open();
    ExecutionId execution = before.start("w");
    before.decide();
    Scene after = crash(before);
    after.service.signal(execution, "hello", "input");

    assertThat(after.service.resume(Optional.empty())).containsExactly(execution);
    assertThat(after.decisionTask().execution()).isEqualTo(execution);
    assertThat(after.service.resume(Optional.empty())).isEmpty();
    assertThat(after.pollDecision()).isEmpty();
  }

  @Test
  void endsOneThatIsLeftOpen() throws Exception {
    Scene before = open();
    ExecutionId execution = before.start("w");
    Scene after = crash(before);

    after.service.terminate(execution, "not wanted", null, Optional.empty());

    assertThat(after.service.histories().describe(execution).info().closeStatus())
        .contains(CloseStatus.TERMINATED);
    assertThat(after.service.resume(Optional.empty())).isEmpty();
    assertThatThrownBy(() -> after.service.resume(Optional.of(execution)))
        .isInstanceOf(ExecutionNotFoundException.class);
    assertThat(after.start("w")).isNotEqualTo(execution);
  }

  @Test
  void resumesOneWithItsChildrenAndNoOther() throws Exception {
    Scene before = open();
    ExecutionId other = before.start("other");
    before.decide();
    ExecutionId parent = before.start("parent");
    before.decide(child("child"));
    ExecutionId child = before.service.open("child").orElseThrow();

    Scene after = crash(before);

    assertThat(after.service.resume(Optional.of(parent))).containsExactly(parent, child);
    after.service.signal(other, "decide", null);
    DecisionTask first = after.decisionTask();
    DecisionTask second = after.decisionTask();
    assertThat(List.of(first.execution(), second.execution()))
        .containsExactlyInAnyOrder(parent, child);
    assertThat(after.pollDecision()).isEmpty();
  }

  @Test
  void tellsAParentThatIsLeftOpenOfItsChild() throws Exception {
    Scene before = open();
    ExecutionId parent = before.start("parent");
    before.decide(child("child"));
    ExecutionId child = before.service.open("child").orElseThrow();
    Scene after = crash(before);

    after.service.resume(Optional.of(child));
    after.decide(new CompleteWorkflowExecution("42"));

    assertThat(after.names(parent, 1)).endsWith("ChildWorkflowExecutionCompleted");
    assertThat(after.pollDecision()).isEmpty();
  }

  @Test
  void neverRecordsATimeBeforeTheLastEventAlthoughTheClockWasSetBack() throws Exception {
    Scene before = open();
    ExecutionId execution = before.start("w");
    before.advance(100);
    before.decide();
    before.service.histories().list(ExecutionFilter.all());
    before.close();
    stores.pop().close();

    stores.push(SqliteStore.open(file(), Synchronous.NORMAL));
    Scene after = new Scene(stores.element(), new SteppedTimekeeper(Scene.START.minusSeconds(500)));
    after.service.resume(Optional.empty());
    after.service.signal(execution, "s", null);

    HistoryLaws.check(after.events(execution));
    after.close();
  }

  @Test
  void recordsNoEarlierTimeInTheVeryOperationThatReadsAnExecution() throws Exception {
    Scene before = open();
    ExecutionId signaled = before.start("signaled");
    ExecutionId parent = before.start("parent");
    before.decide();
    before.decide(child("child"));
    before.advance(100);
    before.service.signal(signaled, "s", null);
    before.service.signal(parent, "s", null);
    before.service.histories().list(ExecutionFilter.all());
    before.close();
    stores.pop().close();

    stores.push(SqliteStore.open(file(), Synchronous.NORMAL));
    Scene after = new Scene(stores.element(), new SteppedTimekeeper(Scene.START.minusSeconds(500)));
    // The child is read first; its last event is earlier than its parent's.
    after.service.terminate(
        after.service.open("child").orElseThrow(), "no", null, Optional.empty());
    HistoryLaws.check(after.events(parent));
    after.service.signal(signaled, "again", null);
    HistoryLaws.check(after.events(signaled));
    after.close();
  }

  @Test
  void survivesCrashAfterCrash() throws Exception {
    Scene scene = open();
    ExecutionId execution = scene.start("w");
    for (int i = 1; i <= 5; i++) {
      scene = crash(scene);
      scene.service.resume(Optional.empty());
      scene.decide(schedule("a" + i));
      scene = crash(scene);
      scene.service.resume(Optional.empty());
      scene.service.respondActivityTaskCompleted(scene.activityTask().taskToken(), "r" + i);
    }
    scene.decide(new CompleteWorkflowExecution("done"));

    assertThat(scene.events(execution)).hasSize(2 + 5 * 6 + 3);
    scene = crash(scene);
    assertThat(scene.service.histories().describe(execution).info().closeStatus())
        .contains(CloseStatus.COMPLETED);
    assertThat(scene.service.resume(Optional.empty())).isEmpty();
  }
}
