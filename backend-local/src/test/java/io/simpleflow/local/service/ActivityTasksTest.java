package io.simpleflow.local.service;

import static io.simpleflow.local.service.Scene.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ExecutionId;
import io.simpleflow.StaleTaskException;
import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityEvent.ActivityTaskCompleted;
import io.simpleflow.history.ActivityEvent.ActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ActivityTaskStarted;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.Decision.RequestCancelActivityTask;
import io.simpleflow.history.Decision.ScheduleActivityTask;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.spi.ActivityTask;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivityTasksTest {
  private final Scene scene = new Scene();
  private final ExecutionId execution = scene.start("w");

  @BeforeEach
  void scheduleActivity() throws Exception {
    scene.decide(schedule("one"));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void handsOutATaskWithoutAskingTheDecider() throws Exception {
    scene.advance(1);
    ActivityTask task = scene.activityTask();

    assertThat(task.activityId()).isEqualTo("one");
    assertThat(task.activityType()).isEqualTo(Scene.ACTIVITY);
    assertThat(task.execution()).isEqualTo(execution);
    assertThat(task.input()).isEqualTo("input");
    assertThat(task.startedEventId()).isEqualTo(6);
    assertThat(scene.events(execution).get(5))
        .isEqualTo(new ActivityTaskStarted(6, Scene.START.plusSeconds(1), "worker", 5));
    assertThat(scene.names(execution, 7)).isEmpty();
    assertThat(scene.pollActivity()).isEmpty();
  }

  @Test
  void recordsAResultOnce() throws Exception {
    ActivityTask task = scene.activityTask();
    scene.advance(2);
    scene.service.respondActivityTaskCompleted(task.taskToken(), "42");

    assertThat(scene.last(execution, ActivityTaskCompleted.class))
        .isEqualTo(new ActivityTaskCompleted(7, Scene.START.plusSeconds(2), "42", 5, 6));
    assertThat(scene.names(execution, 8)).containsExactly("DecisionTaskScheduled");
    assertThatThrownBy(() -> scene.service.respondActivityTaskCompleted(task.taskToken(), "43"))
        .isInstanceOf(StaleTaskException.class);
    assertThatThrownBy(() -> scene.service.recordActivityTaskHeartbeat(task.taskToken(), null))
        .isInstanceOf(StaleTaskException.class);
  }

  @Test
  void recordsAFailure() throws Exception {
    scene.service.respondActivityTaskFailed(scene.activityTask().taskToken(), "why", "how");

    assertThat(scene.last(execution, ActivityTaskFailed.class))
        .isEqualTo(new ActivityTaskFailed(7, Scene.START, "why", "how", 5, 6));
  }

  @Test
  void recordsACancellationThatNobodyAskedFor() throws Exception {
    scene.service.respondActivityTaskCanceled(scene.activityTask().taskToken(), "why");

    assertThat(scene.last(execution, ActivityTaskCanceled.class))
        .isEqualTo(new ActivityTaskCanceled(7, Scene.START, "why", 5, 6, null));
    assertThat(scene.names(execution, 8)).containsExactly("DecisionTaskScheduled");
  }

  @Test
  void refusesAResultThatIsTooLongButNotTheTask() throws Exception {
    ActivityTask task = scene.activityTask();

    assertThatThrownBy(
            () -> scene.service.respondActivityTaskCompleted(task.taskToken(), "x".repeat(32_769)))
        .isInstanceOf(IllegalArgumentException.class);
    scene.service.respondActivityTaskCompleted(task.taskToken(), "x".repeat(32_768));
  }

  @Test
  void timesOutATaskThatNobodyStarts() {
    scene.advance(199);
    assertThat(scene.names(execution, 6)).isEmpty();
    scene.advance(1);

    assertThat(scene.last(execution, ActivityTaskTimedOut.class))
        .isEqualTo(
            new ActivityTaskTimedOut(
                6, Scene.START.plusSeconds(200), "SCHEDULE_TO_START", 5, 0, null));
    assertThat(scene.names(execution, 7)).containsExactly("DecisionTaskScheduled");
  }

  @Test
  void doesNotHandOutWhatHasTimedOut() throws Exception {
    scene.advance(200);

    assertThat(scene.pollActivity()).isEmpty();
  }

  @Test
  void timesOutATaskWithoutHeartbeats() throws Exception {
    ActivityTask task = scene.activityTask();
    scene.advance(20);
    assertThat(scene.service.recordActivityTaskHeartbeat(task.taskToken(), "10 %")).isFalse();
    scene.advance(20);
    assertThat(scene.service.recordActivityTaskHeartbeat(task.taskToken(), "20 %")).isFalse();
    scene.advance(29);
    assertThat(scene.names(execution, 7)).isEmpty();
    scene.advance(1);

    assertThat(scene.last(execution, ActivityTaskTimedOut.class))
        .isEqualTo(
            new ActivityTaskTimedOut(7, Scene.START.plusSeconds(70), "HEARTBEAT", 5, 6, "20 %"));
    assertThatThrownBy(() -> scene.service.respondActivityTaskCompleted(task.taskToken(), null))
        .isInstanceOf(StaleTaskException.class);
  }

  @Test
  void timesOutATaskThatTakesTooLong() throws Exception {
    ActivityTask task = scene.activityTask();
    for (int i = 0; i < 4; i++) {
      scene.advance(24);
      assertThat(scene.service.recordActivityTaskHeartbeat(task.taskToken(), null)).isFalse();
    }
    scene.advance(4);

    ActivityTaskTimedOut timedOut = scene.last(execution, ActivityTaskTimedOut.class);
    assertThat(timedOut.timeoutType()).isEqualTo("START_TO_CLOSE");
    assertThat(timedOut.timestamp()).isEqualTo(Scene.START.plusSeconds(100));
  }

  @Test
  void timesOutATaskThatStartsTooLateToEndInTime() throws Exception {
    scene.decideOnSignal(
        execution,
        new ScheduleActivityTask(
            Scene.ACTIVITY, "two", null, null, "50", null, null, null, null, "NONE"));
    scene.advance(40);
    assertThat(scene.activityTask().activityId()).isEqualTo("one");
    assertThat(scene.activityTask().activityId()).isEqualTo("two");
    scene.advance(10);

    ActivityTaskTimedOut timedOut = scene.last(execution, ActivityTaskTimedOut.class);
    assertThat(timedOut.timeoutType()).isEqualTo("SCHEDULE_TO_CLOSE");
    assertThat(timedOut.timestamp()).isEqualTo(Scene.START.plusSeconds(50));
  }

  @Test
  void neverTimesOutWhatHasNoLimits() throws Exception {
    scene.decideOnSignal(
        execution,
        new RequestCancelActivityTask("one"),
        new ScheduleActivityTask(
            Scene.ACTIVITY, "two", null, null, "NONE", null, null, "NONE", "NONE", "NONE"));
    assertThat(scene.activityTask().activityId()).isEqualTo("two");
    scene.advance(3_599);

    assertThat(scene.names(execution, 1)).doesNotContain("ActivityTaskTimedOut");
  }

  @Test
  void remembersWhenTheLastActivityEventWas() throws Exception {
    scene.advance(3);
    ActivityTask task = scene.activityTask();
    assertThat(scene.service.histories().describe(execution).latestActivityTaskTimestamp())
        .contains(Scene.START.plusSeconds(3));
    scene.advance(4);
    scene.service.respondActivityTaskCompleted(task.taskToken(), null);
    assertThat(scene.service.histories().describe(execution).latestActivityTaskTimestamp())
        .contains(Scene.START.plusSeconds(7));
  }

  @Test
  void forgetsTheTasksOfAClosedExecution() throws Exception {
    ActivityTask task = scene.activityTask();
    scene.service.terminate(execution, null, null, Optional.empty());

    assertThatThrownBy(() -> scene.service.respondActivityTaskCompleted(task.taskToken(), null))
        .isInstanceOf(StaleTaskException.class);
    scene.advance(10_000);
    assertThat(scene.names(execution, 7)).containsExactly("WorkflowExecutionTerminated");
  }

  @Test
  void setsNoMoreThanOneAlarm() throws Exception {
    var unused = scene.activityTask();

    assertThat(scene.clock.alarms()).isEqualTo(1);
  }

  @Test
  void keepsTheOrderOfTimeoutsAndTimersThatTheClockJumpsOver() throws Exception {
    scene.decideOnSignal(
        execution,
        new StartTimer("timer", null, "50"),
        new ScheduleActivityTask(
            Scene.ACTIVITY, "two", null, null, "NONE", null, null, "10", "100", "NONE"));
    ActivityTask one = scene.activityTask();
    scene.activityTask();
    scene.advance(25);
    scene.service.recordActivityTaskHeartbeat(one.taskToken(), null);
    scene.clock.jump(Scene.START.plusSeconds(200));

    assertThat(scene.events(execution))
        .extracting(
            event ->
                event instanceof ActivityTaskTimedOut timedOut
                    ? timedOut.timeoutType()
                    : event.type().wireName())
        .containsSubsequence("TimerFired", "HEARTBEAT", "START_TO_CLOSE");
  }
}
