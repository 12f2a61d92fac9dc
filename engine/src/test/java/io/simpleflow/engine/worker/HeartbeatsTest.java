package io.simpleflow.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.simpleflow.ExecutionId;
import io.simpleflow.engine.json.JsonDataConverter;
import io.simpleflow.history.ActivityType;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.TaskService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  private static final Duration SELDOM = Duration.ofHours(1);
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final Map<String, Integer> beats = new ConcurrentHashMap<>();
  private final CountDownLatch slow = new CountDownLatch(1);
  private final TaskService service =
      (TaskService)
          Proxy.newProxyInstance(
              TaskService.class.getClassLoader(),
              new Class<?>[] {TaskService.class},
              (proxy, method, arguments) -> beat((String) arguments[0]));

  private boolean beat(String taskToken) throws InterruptedException {
    beats.merge(taskToken, 1, Integer::sum);
    if (taskToken.equals("slow")) {
      slow.await();
    }
    return false;
  }

  @Test
  void beatsAgainAndAgainUntilTheActivityHasEnded() {
    try (Heartbeats heartbeats = new Heartbeats(OFTEN, 2)) {
      Heartbeats.Registration first = begin(heartbeats, "first", null);
      begin(heartbeats, "second", null);
      await().until(() -> beats("first") >= 3 && beats("second") >= 3);

      first.end();
      int before = beats("first");
      int later = beats("second") + 3;
      await().until(() -> beats("second") >= later);
      assertThat(beats("first")).isLessThanOrEqualTo(before + 1); // One may be on its way.
    }
  }

  @Test
  void beatsInTimeWhatBeginsWhenALaterHeartbeatIsDueFirst() {
    try (Heartbeats heartbeats = new Heartbeats(SELDOM, 2)) {
      begin(heartbeats, "patient", null);
      begin(heartbeats, "urgent", "1"); // Every third of a second.
      await().until(() -> beats("urgent") >= 2);
      assertThat(beats("patient")).isZero();
    }
  }

  @Test
  void beatsWhatBeginsWhenNothingHasRunForLong() {
    try (Heartbeats heartbeats = new Heartbeats(OFTEN, 2)) {
      begin(heartbeats, "before", null).end();
      await().pollDelay(OFTEN.multipliedBy(5)).until(() -> true);
      begin(heartbeats, "after", null);
      await().until(() -> beats("after") >= 2);
    }
  }

  @Test
  void isNotHeldUpByASlowCall() {
    try (Heartbeats heartbeats = new Heartbeats(OFTEN, 2)) {
      begin(heartbeats, "slow", null);
      begin(heartbeats, "quick", null);
      await().until(() -> beats("slow") == 1 && beats("quick") >= 5);
      assertThat(beats("slow")).isEqualTo(1);

      slow.countDown();
      await().until(() -> beats("slow") >= 3);
    }
  }

  @Test
  void wakesNobodyForActivitiesThatEndBeforeTheirFirstHeartbeat() {
    try (Heartbeats heartbeats = new Heartbeats(SELDOM, 8)) {
      for (int i = 0; i < 100; i++) {
        begin(heartbeats, "short", "300").end();
      }
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("heartbeats-8"); // One waits for the alarm that the first has set.
      assertThat(heartbeats.anyRunning()).isFalse();
    }
  }

  private int beats(String name) {
    return beats.getOrDefault(name, 0);
  }

  private Heartbeats.Registration begin(
      Heartbeats heartbeats, String name, @Nullable String heartbeatTimeout) {
    ActivityTask task =
        new ActivityTask(
            name,
            new ExecutionId("w", "r"),
            name,
            new ActivityType(name, "1"),
            1,
            null,
            null,
            heartbeatTimeout);
    return heartbeats.begin(
        new RunningActivity(
            task,
            ActivityTimeouts.of(task, Optional.empty()),
            new RunningActivity.Connection(
                service, new JsonDataConverter(), heartbeats, new Troubles(broken -> {}))));
  }
}
