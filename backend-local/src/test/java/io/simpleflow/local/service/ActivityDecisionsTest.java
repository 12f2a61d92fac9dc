package io.simpleflow.local.service;

import static io.simpleflow.local.service.Scene.ACTIVITY;
import static io.simpleflow.local.service.Scene.BARE_ACTIVITY;
import static io.simpleflow.local.service.Scene.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.ActivityEvent.ActivityTaskCancelRequested;
import io.simpleflow.history.ActivityEvent.ActivityTaskCanceled;
import io.simpleflow.history.ActivityEvent.ActivityTaskScheduled;
import io.simpleflow.history.ActivityEvent.RequestCancelActivityTaskFailed;
import io.simpleflow.history.ActivityEvent.ScheduleActivityTaskFailed;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.Decision.RequestCancelActivityTask;
import io.simpleflow.history.Decision.ScheduleActivityTask;
import io.simpleflow.spi.ActivityTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityDecisionsTest {
  private final Scene scene = new Scene();
  private final ExecutionId execution = scene.start("w");

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void fallsBackOnTheDefaultsOfTheType() throws Exception {
    scene.decide(schedule("one"));

    assertThat(scene.last(execution, ActivityTaskScheduled.class))
        .isEqualTo(
            new ActivityTaskScheduled(
                5,
                Scene.START,
                ACTIVITY,
                "one",
                "input",
                null,
                "200",
                "250",
                "100",
                "workers",
                null,
                4,
                "30"));
  }

  @Test
  void takesWhatTheDecisionSays() throws Exception {
    scene.decide(
        new ScheduleActivityTask(
            BARE_ACTIVITY, "one", "control", null, "NONE", "list", "7", "1", "2", "3"));

    assertThat(scene.last(execution, ActivityTaskScheduled.class))
        .isEqualTo(
            new ActivityTaskScheduled(
                5,
                Scene.START,
                BARE_ACTIVITY,
                "one",
                null,
                "control",
                "1",
                "NONE",
                "2",
                "list",
                "7",
                4,
                "3"));
  }

  @Test
  void refusesAnUnknownTypeAndAsksAgain() throws Exception {
    scene.decide(schedule(new ActivityType("unknown", "1"), "one"));

    assertThat(scene.last(execution, ScheduleActivityTaskFailed.class).cause())
        .isEqualTo("ACTIVITY_TYPE_DOES_NOT_EXIST");
    assertThat(scene.names(execution, 4))
        .containsExactly(
            "DecisionTaskCompleted", "ScheduleActivityTaskFailed", "DecisionTaskScheduled");
  }

  @Test
  void refusesADeprecatedType() throws Exception {
    scene.service.types().activities().deprecate(ACTIVITY, true);
    scene.decide(schedule("one"));

    assertThat(scene.last(execution, ScheduleActivityTaskFailed.class).cause())
        .isEqualTo("ACTIVITY_TYPE_DEPRECATED");
  }

  @Test
  void refusesAnIdThatIsInUseUntilItIsFreeAgain() throws Exception {
    scene.decide(schedule("one"), schedule("one"));
    assertThat(scene.last(execution, ScheduleActivityTaskFailed.class).cause())
        .isEqualTo("ACTIVITY_ID_ALREADY_IN_USE");

    scene.service.respondActivityTaskCompleted(scene.activityTask().taskToken(), null);
    scene.decide(schedule("one"));
    assertThat(scene.names(execution, 1))
        .endsWith("DecisionTaskCompleted", "ActivityTaskScheduled");
  }

  @Test
  void refusesMoreThanAThousandOpenActivities() throws Exception {
    scene.decideInHundreds(
        execution, IntStream.rangeClosed(1, 1_001).mapToObj(i -> schedule("a" + i)).toList());

    ScheduleActivityTaskFailed failed = scene.last(execution, ScheduleActivityTaskFailed.class);
    assertThat(failed.cause()).isEqualTo("OPEN_ACTIVITIES_LIMIT_EXCEEDED");
    assertThat(failed.activityId()).isEqualTo("a1001");
    assertThat(scene.service.histories().describe(execution).openCounts().openActivityTasks())
        .isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource({
    ",l,1,1,1,DEFAULT_SCHEDULE_TO_CLOSE_TIMEOUT_UNDEFINED",
    "1,,1,1,1,DEFAULT_TASK_LIST_UNDEFINED",
    "1,l,,1,1,DEFAULT_SCHEDULE_TO_START_TIMEOUT_UNDEFINED",
    "1,l,1,,1,DEFAULT_START_TO_CLOSE_TIMEOUT_UNDEFINED",
    "1,l,1,1,,DEFAULT_HEARTBEAT_TIMEOUT_UNDEFINED"
  })
  void refusesWhatNeitherTheDecisionNorTheTypeDefines(
      @org.jspecify.annotations.Nullable String scheduleToClose,
      @org.jspecify.annotations.Nullable String list,
      @org.jspecify.annotations.Nullable String scheduleToStart,
      @org.jspecify.annotations.Nullable String startToClose,
      @org.jspecify.annotations.Nullable String heartbeat,
      String cause)
      throws Exception {
    scene.decide(
        new ScheduleActivityTask(
            BARE_ACTIVITY,
            "one",
            null,
            null,
            scheduleToClose,
            list,
            null,
            scheduleToStart,
            startToClose,
            heartbeat));

    assertThat(scene.last(execution, ScheduleActivityTaskFailed.class).cause()).isEqualTo(cause);
  }

  @Test
  void cancelsAnActivityThatNobodyHasStarted() throws Exception {
    scene.decide(schedule("one"), new RequestCancelActivityTask("one"));

    assertThat(scene.names(execution, 5))
        .containsExactly(
            "ActivityTaskScheduled",
            "ActivityTaskCancelRequested",
            "ActivityTaskCanceled",
            "DecisionTaskScheduled");
    assertThat(scene.last(execution, ActivityTaskCanceled.class))
        .isEqualTo(new ActivityTaskCanceled(7, Scene.START, null, 5, 0, 6L));
    assertThat(scene.pollActivity()).isEmpty();
  }

  @Test
  void asksTheWorkerToCancelWhatItHasStarted() throws Exception {
    scene.decide(schedule("one"));
    ActivityTask task = scene.activityTask();
    assertThat(scene.service.recordActivityTaskHeartbeat(task.taskToken(), null)).isFalse();

    scene.service.signal(execution, "stop", null);
    scene.decide(new RequestCancelActivityTask("one"));

    long requested = scene.last(execution, ActivityTaskCancelRequested.class).id();
    assertThat(scene.names(execution, 1)).endsWith("ActivityTaskCancelRequested");
    assertThat(scene.service.recordActivityTaskHeartbeat(task.taskToken(), null)).isTrue();
    scene.service.respondActivityTaskCanceled(task.taskToken(), "stopped half-way");
    assertThat(scene.last(execution, ActivityTaskCanceled.class))
        .isEqualTo(new ActivityTaskCanceled(12, Scene.START, "stopped half-way", 5, 6, requested));
  }

  @Test
  void remembersTheLastRequestToCancel() throws Exception {
    scene.decide(schedule("one"));
    ActivityTask task = scene.activityTask();
    scene.service.signal(execution, "stop", null);
    scene.decide(new RequestCancelActivityTask("one"));
    scene.service.signal(execution, "stop", null);
    scene.decide(new RequestCancelActivityTask("one"));
    long requested = scene.last(execution, ActivityTaskCancelRequested.class).id();

    scene.service.respondActivityTaskCanceled(task.taskToken(), null);

    assertThat(scene.last(execution, ActivityTaskCanceled.class).latestCancelRequestedEventId())
        .isEqualTo(requested);
    assertThat(scene.names(execution, 1)).endsWith("ActivityTaskCanceled", "DecisionTaskScheduled");
  }

  @Test
  void leavesItToTheWorkerWhetherItCancels() throws Exception {
    scene.decide(schedule("one"), schedule("two"));
    ActivityTask one = scene.activityTask();
    assertThat(scene.activityTask().activityId()).isEqualTo("two");
    scene.service.signal(execution, "stop", null);
    scene.decide(new RequestCancelActivityTask("one"), new RequestCancelActivityTask("two"));

    scene.service.respondActivityTaskCompleted(one.taskToken(), "done");
    assertThat(scene.names(execution, 1))
        .endsWith("ActivityTaskCompleted", "DecisionTaskScheduled");
    scene.decide();
    scene.advance(30);
    assertThat(scene.names(execution, 1)).endsWith("ActivityTaskTimedOut", "DecisionTaskScheduled");

    scene.decide(new RequestCancelActivityTask("two"));
    assertThat(scene.last(execution, RequestCancelActivityTaskFailed.class).cause())
        .isEqualTo("ACTIVITY_ID_UNKNOWN");
  }

  @Test
  void refusesToCancelAnUnknownActivity() throws Exception {
    scene.decide(new RequestCancelActivityTask("nobody"));

    assertThat(scene.last(execution, RequestCancelActivityTaskFailed.class).cause())
        .isEqualTo("ACTIVITY_ID_UNKNOWN");
    assertThat(scene.names(execution, 6)).containsExactly("DecisionTaskScheduled");
  }
}
