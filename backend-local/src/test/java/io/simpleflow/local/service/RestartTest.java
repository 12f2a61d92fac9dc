package io.simpleflow.local.service;

import static io.simpleflow.local.service.Scene.schedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.simpleflow.ExecutionId;
import io.simpleflow.StaleTaskException;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.Decision.RequestCancelActivityTask;
import io.simpleflow.history.Decision.StartTimer;
import io.simpleflow.history.DecisionTaskEvent.DecisionTaskTimedOut;
import io.simpleflow.history.TimerEvent.TimerFired;
import io.simpleflow.local.store.DomainStore;
import io.simpleflow.local.store.RegisteredDomain;
import io.simpleflow.local.store.SqliteStore;
import io.simpleflow.local.store.Synchronous;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.testkit.HistoryLaws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server finds that takes over from one that was killed. */
class RestartTest {
  private static final String DOMAIN = "domain";

  @TempDir Path folder;
  private final SteppedTimekeeper clock = new SteppedTimekeeper(Scene.START);
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private int crashes;

  private Path file() {
    return folder.resolve(crashes + ".db");
  }

  private Scene open() {
    DomainStore store = SqliteStore.openDomains(file(), Synchronous.NORMAL);
    open.push(store);
    Domains domains = new Domains(store, clock, List.of());
    open.push(domains);
    if (domains.find(DOMAIN).isEmpty()) {
      domains.register(
          new RegisteredDomain(
              DOMAIN, Optional.empty(), "30", clock.instant(), Optional.empty(), Map.of()));
    }
    return new Scene(domains.service(DOMAIN), clock);
  }

  /** The files as they are, without waiting for anything that is not kept yet. */
  private Scene crash() throws IOException {
    Path file = file();
    crashes++;
    Files.copy(file, file());
    Files.copy(Path.of(file + "-wal"), Path.of(file() + "-wal"));
    return open();
  }

  @AfterEach
  void closeAll() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void takesTheAnswersOfWorkersAndDecidersThatWereAtWork() throws Exception {
    Scene before = open();
    ExecutionId execution = before.start("w");
    before.decide(schedule("a"), schedule("b"));
    ActivityTask activity = before.activityTask();
    before.service.signal(execution, "s", null);
    DecisionTask decision = before.decisionTask();

    Scene after = crash();
    assertThat(after.pollDecision()).isEmpty();
    assertThat(after.activityTask().activityId()).isEqualTo("b");
    assertThat(after.service.recordActivityTaskHeartbeat(activity.taskToken(), "alive")).isFalse();
    after.answer(decision, new RequestCancelActivityTask("a"));
    assertThat(after.service.recordActivityTaskHeartbeat(activity.taskToken(), "alive")).isTrue();
    after.service.respondActivityTaskCanceled(activity.taskToken(), "details");

    assertThatThrownBy(() -> after.answer(decision)).isInstanceOf(StaleTaskException.class);
    assertThat(after.names(execution, 1))
        .endsWith(
            "DecisionTaskCompleted",
            "ActivityTaskCancelRequested",
            "ActivityTaskCanceled",
            "DecisionTaskScheduled");
    HistoryLaws.check(after.events(execution));
  }

  @Test
  void hasKeptEveryTaskThatItHandedOver() throws Exception {
    Scene scene = open();
    scene.start("w");
    for (int i = 0; i < 20; i++) {
      DecisionTask decision =
          scene
              .service
              .decisionTask(Optional.empty(), "decider", Duration.ofSeconds(1))
              .get()
              .orElseThrow();
      scene = crash();
      scene.answer(decision, schedule("a" + i));
      ActivityTask activity = scene.activityTask();
      scene = crash();
      scene.service.respondActivityTaskCompleted(activity.taskToken(), "result");
    }
  }

  @Test
  void letsTheTimeoutsOfStartedTasksGoOn() throws Exception {
    Scene before = open();
    ExecutionId execution = before.startWithin("w", "86400");
    before.decide(schedule("started"), schedule("queued"), new StartTimer("t", null, "90"));
    assertThat(before.activityTask().activityId()).isEqualTo("started");
    before.service.signal(execution, "s", null);
    assertThat(before.decisionTask().execution()).isEqualTo(execution);
    before.advance(29);

    Scene after = crash();
    after.advance(30);
    assertThat(after.names(execution, 1)).endsWith("ActivityTaskTimedOut", "DecisionTaskScheduled");
    assertThat(after.last(execution, ActivityTaskTimedOut.class).timeoutType())
        .isEqualTo("HEARTBEAT");
    after.advance(1);
    assertThat(after.last(execution, DecisionTaskTimedOut.class).timeoutType())
        .isEqualTo("START_TO_CLOSE");
    after.advance(30);
    assertThat(after.last(execution, TimerFired.class).timerId()).isEqualTo("t");

    Scene later = crash();
    later.advance(110);
    assertThat(later.last(execution, ActivityTaskTimedOut.class).timeoutType())
        .isEqualTo("SCHEDULE_TO_START");
    HistoryLaws.check(later.events(execution));
  }

  @Test
  void countsHeartbeatsFromItsStartAndTellsWhatTheLastSaid() throws Exception {
    Scene before = open();
    ExecutionId execution = before.start("w");
    before.decide(schedule("a"), schedule("b"), schedule("silent"));
    ActivityTask a = before.activityTask();
    ActivityTask b = before.activityTask();
    ActivityTask silent = before.activityTask();
    before.advance(20);
    before.service.recordActivityTaskHeartbeat(a.taskToken(), "5 of 10");
    before.service.recordActivityTaskHeartbeat(a.taskToken(), "6 of 10");
    before.service.recordActivityTaskHeartbeat(b.taskToken(), "1 of 3");
    before.service.recordActivityTaskHeartbeat(b.taskToken(), null);
    before.service.recordActivityTaskHeartbeat(silent.taskToken(), "done");
    before.service.respondActivityTaskCompleted(silent.taskToken(), null);
    before.advance(25);

    Scene after = crash();
    after.advance(29);
    assertThat(after.events(execution)).noneMatch(ActivityTaskTimedOut.class::isInstance);
    after.advance(1);
    assertThat(
            after.events(execution).stream()
                .filter(ActivityTaskTimedOut.class::isInstance)
                .map(ActivityTaskTimedOut.class::cast))
        .extracting(ActivityTaskTimedOut::timeoutType, ActivityTaskTimedOut::details)
        .containsExactly(tuple("HEARTBEAT", "6 of 10"), tuple("HEARTBEAT", null));

    after.service.terminate(execution, null, null, Optional.empty());
    closeAll();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet left = statement.executeQuery("SELECT count(*) FROM heartbeat")) {
      assertThat(left.next()).isTrue();
      assertThat(left.getInt(1)).isZero();
    }
  }

  @Test
  void endsWhatShouldHaveEndedWhileItWasAway() throws Exception {
    Scene before = open();
    ExecutionId execution = before.start("w");
    before.decide(schedule("a"), new StartTimer("t", null, "10"));
    before.service.histories().describe(execution);
    clock.jump(Scene.START.plusSeconds(100));
    Scene after = crash();
    clock.jump(Scene.START.plusSeconds(5_000));

    assertThat(after.names(execution, 1)).endsWith("WorkflowExecutionTimedOut");
  }
}
