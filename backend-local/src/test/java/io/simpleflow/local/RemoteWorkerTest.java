package io.simpleflow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.simpleflow.Activity;
import io.simpleflow.ActivityContext;
import io.simpleflow.ConfigurationException;
import io.simpleflow.ExecutionId;
import io.simpleflow.ServiceException;
import io.simpleflow.SimpleflowException;
import io.simpleflow.Workflow;
import io.simpleflow.engine.Simpleflow;
import io.simpleflow.history.ActivityEvent.ActivityTaskTimedOut;
import io.simpleflow.history.ActivityType;
import io.simpleflow.history.Decision;
import io.simpleflow.history.EventType;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.spi.ActivityDefinition;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.Executor;
import io.simpleflow.spi.RunOptions;
import io.simpleflow.spi.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers on a service that fails now and then, and single activities. */
@Timeout(60)
class RemoteWorkerTest {
  /** What the tasks of this test report; reset before each test. */
  private static final class World {
    static final AtomicInteger RUNS = new AtomicInteger();
    static volatile CountDownLatch started = new CountDownLatch(1);
    static volatile CountDownLatch release = new CountDownLatch(1);
    static volatile String token = "";
  }

  public static final class Tasks {
    private Tasks() {}

    @Activity
    public static int same(int value) {
      World.RUNS.incrementAndGet();
      return value;
    }

    @Activity
    public static int later(boolean fail) {
      ActivityContext context = ActivityContext.current();
      World.token = context.taskToken();
      context.completeLater();
      if (fail) {
        throw new IllegalStateException("could not even begin");
      }
      World.started.countDown();
      return 0;
    }

    @Activity(heartbeatTimeout = "1s")
    public static int chatter(int times) throws InterruptedException {
      for (int i = 1; i <= times; i++) {
        ActivityContext.current().heartbeat(i);
      }
      World.started.countDown();
      World.release.await();
      return times;
    }

    @Activity
    public static void tellTooMuch() {
      ActivityContext.current().heartbeat("x".repeat(3_000));
    }

    @Activity
    public static int waitForRelease(int value) {
      World.started.countDown();
      try {
        World.release.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException("wrapped as some code does", interrupted);
      }
      return value;
    }
  }

  public static final class Same extends Workflow {
    public int run(int value) {
      return submit(Tasks::same, value).result();
    }
  }

  public static final class Later extends Workflow {
    public String run(boolean fail) {
      try {
        return "got " + submit(Tasks::later, fail).result();
      } catch (SimpleflowException failure) {
        return String.valueOf(failure.getMessage());
      }
    }
  }

  public static final class Chattering extends Workflow {
    public int run(int times) {
      return submit(Tasks::chatter, times).result();
    }
  }

  public static final class TellingTooMuch extends Workflow {
    public String run() {
      return String.valueOf(submit(Tasks::tellTooMuch).exception().orElseThrow().getMessage());
    }
  }

  public static final class Waiting extends Workflow {
    public int run(int value) {
      return submit(Tasks::waitForRelease, value).result();
    }
  }

  private static final RunOptions OPTIONS =
      RunOptions.standard().withConcurrency(1, 1).withGrace(Duration.ofMillis(100));
  private static final RunOptions ONE = OPTIONS.withTaskLists(Set.of("default"));

  private final UnreliableService network = new UnreliableService();
  private final Simpleflow engine = network.engine();

  @BeforeEach
  void reset() {
    World.RUNS.set(0);
    World.started = new CountDownLatch(1);
    World.release = new CountDownLatch(1);
    World.token = "";
  }

  @AfterEach
  void close() {
    World.release.countDown();
    engine.close();
    network.close();
  }

  private ExecutionId start(Class<? extends Workflow> type, @Nullable String input) {
    String name = type.getName().replace('$', '.');
    return engine
        .executor()
        .start(StartRequest.of("wf", engine.tasks().workflow(name).type(), input));
  }

  private Optional<String> result(ExecutionId execution) throws Exception {
    return engine.executor().await(execution, Duration.ofSeconds(30)).result();
  }

  private List<HistoryEvent> events(ExecutionId execution) {
    return network.service.histories().events(execution);
  }

  private List<EventType> types(ExecutionId execution) {
    return events(execution).stream().map(HistoryEvent::type).toList();
  }

  private static void awaitStart() throws InterruptedException {
    assertThat(World.started.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void answersAnActivityAgainThatDidNotArrive() throws Exception {
    network.failNext("respondActivityTaskCompleted", 3);
    ExecutionId execution = start(Same.class, "{\"args\":[5]}");
    engine.executor().run(OPTIONS);

    assertThat(result(execution)).contains("5");
    assertThat(World.RUNS).hasValue(1);
  }

  @Test
  void takesAnAnswerForGoodThatArrivedWithoutItsLearning() throws Exception {
    network.loseAnswers("respondActivityTaskCompleted", 1);
    ExecutionId execution = start(Same.class, "{\"args\":[5]}");
    engine.executor().run(OPTIONS);

    assertThat(result(execution)).contains("5");
    assertThat(World.RUNS).hasValue(1);
  }

  @Test
  void failsAnActivityWhoseResultTheServiceRefuses() throws Exception {
    network.refuseNext("respondActivityTaskCompleted");
    ExecutionId execution = start(Same.class, "{\"args\":[5]}");
    engine.executor().run(OPTIONS);

    assertThat(engine.executor().await(execution, Duration.ofSeconds(30)).reason().orElseThrow())
        .contains("IllegalArgumentException: refused");
  }

  @Test
  void stopsInTimeAlthoughAnAnswerDoesNotArrive() throws Exception {
    network.failNext("respondActivityTaskCompleted", 1_000_000);
    ExecutionId execution = start(Same.class, "{\"args\":[5]}");
    Executor.Run run = engine.executor().run(OPTIONS);
    await().until(() -> network.calls("respondActivityTaskCompleted") > 1);

    long begin = System.nanoTime();
    run.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    assertThat(types(execution)).endsWith(EventType.ACTIVITY_TASK_STARTED);
  }

  @Test
  void letsAnotherEngineAnswerAnActivityThatEndsLater() throws Exception {
    ExecutionId execution = start(Later.class, "{\"args\":[false]}");
    engine.executor().run(OPTIONS.withHeartbeatInterval(Duration.ofMillis(10)));
    awaitStart();
    await().until(() -> types(execution).contains(EventType.ACTIVITY_TASK_STARTED));

    try (Simpleflow other = network.engine()) {
      other.executor().answers().respondActivityTaskCompleted(World.token, "7");
    }

    assertThat(result(execution)).contains("\"got 7\"");
  }

  @Test
  void failsAnActivityThatWasToEndLaterAndThrew() throws Exception {
    ExecutionId execution = start(Later.class, "{\"args\":[true]}");
    engine.executor().run(OPTIONS);

    assertThat(result(execution).orElseThrow()).contains("could not even begin");
  }

  @Test
  void doesNoHarmToAnActivityWhoseHeartbeatsDoNotArrive() throws Exception {
    network.failNext("recordActivityTaskHeartbeat", 1_000_000);
    ExecutionId execution = start(Chattering.class, "{\"args\":[3]}");
    engine.executor().run(OPTIONS.withHeartbeatInterval(Duration.ofMillis(10)));
    awaitStart();
    await().until(() -> network.calls("recordActivityTaskHeartbeat") > 5);
    World.release.countDown();

    assertThat(result(execution)).contains("3");
  }

  @Test
  void sendsFewOfTheHeartbeatsOfAChatteringActivityAndAlwaysTheLast() throws Exception {
    ExecutionId execution = start(Chattering.class, "{\"args\":[500]}");
    engine.executor().run(OPTIONS.withHeartbeatInterval(Duration.ZERO));
    awaitStart();
    await().until(() -> network.calls("recordActivityTaskHeartbeat") > 1);
    network.time.advance(Duration.ofSeconds(2));

    assertThat(network.calls("recordActivityTaskHeartbeat")).isLessThan(5);
    assertThat(events(execution))
        .filteredOn(ActivityTaskTimedOut.class::isInstance)
        .extracting(event -> ((ActivityTaskTimedOut) event).details())
        .containsExactly("500");
  }

  @Test
  void refusesDetailsOfAHeartbeatThatAreTooLong() throws Exception {
    ExecutionId execution = start(TellingTooMuch.class, null);
    engine.executor().run(OPTIONS);

    assertThat(result(execution).orElseThrow())
        .contains("the heartbeat's details are 3,002 characters of JSON; at most 2,048");
  }

  @Test
  void interruptsAnActivityThatIsToBeCancelledAndSaysThatItIs() throws Exception {
    ExecutionId execution = start(Waiting.class, null);
    engine
        .executor()
        .run(OPTIONS.withConcurrency(0, 1).withHeartbeatInterval(Duration.ofMillis(20)));
    decide(
        new Decision.ScheduleActivityTask(
            type("RemoteWorkerTest.Tasks.waitForRelease"),
            "activity",
            null,
            "{\"args\":[1]}",
            "NONE",
            "default",
            null,
            "NONE",
            "NONE",
            "NONE"));
    awaitStart();
    network.service.signal(execution, "cancel it", null);
    decide(new Decision.RequestCancelActivityTask("activity"));

    await().until(() -> types(execution).contains(EventType.ACTIVITY_TASK_CANCELED));
  }

  private ActivityType type(String endOfName) {
    return engine.tasks().activities().stream()
        .map(ActivityDefinition::type)
        .filter(type -> type.name().endsWith(endOfName))
        .findFirst()
        .orElseThrow();
  }

  private void decide(Decision decision) throws InterruptedException {
    DecisionTask task =
        network
            .service
            .pollForDecisionTask(Optional.empty(), "test", Duration.ofSeconds(20))
            .orElseThrow();
    network.service.respondDecisionTaskCompleted(task.taskToken(), List.of(decision), null);
  }

  @Test
  void runsOneActivityAndNoMore() throws Exception {
    assertThat(engine.executor().runOneActivity(ONE, Duration.ofMillis(10))).isFalse();
    ExecutionId execution = start(Same.class, "{\"args\":[5]}");
    engine.executor().run(OPTIONS.withConcurrency(1, 0));

    assertThat(engine.executor().runOneActivity(ONE, Duration.ofSeconds(20))).isTrue();

    assertThat(result(execution)).contains("5");
    assertThat(engine.executor().runOneActivity(ONE, Duration.ZERO)).isFalse();
  }

  @Test
  void saysWhyNoActivityCouldBeTaken() {
    network.failNext("pollForActivityTask", 1_000_000);

    assertThatThrownBy(() -> engine.executor().runOneActivity(ONE, Duration.ofMillis(300)))
        .isInstanceOf(ServiceException.class)
        .hasMessage("no network");
    assertThat(network.calls("pollForActivityTask")).isGreaterThan(1);
    assertThatThrownBy(() -> engine.executor().runOneActivity(OPTIONS, Duration.ZERO))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void runsAnActivityThatWasTakenElsewhere() throws Exception {
    ExecutionId execution = start(Same.class, "{\"args\":[5]}");
    engine.executor().run(OPTIONS.withConcurrency(1, 0));
    ActivityTask task =
        network
            .service
            .pollForActivityTask(Optional.empty(), "test", Duration.ofSeconds(20))
            .orElseThrow();

    engine.executor().runActivity(task, ONE);

    assertThat(result(execution)).contains("5");
  }

  @Test
  void letsTheOneActivityFinishWithinTheGraceOfAStop() throws Exception {
    ExecutionId execution = start(Waiting.class, "{\"args\":[5]}");
    engine.executor().run(OPTIONS.withConcurrency(1, 0));
    FutureTask<Boolean> one =
        new FutureTask<>(
            () ->
                engine
                    .executor()
                    .runOneActivity(ONE.withGrace(Duration.ofSeconds(20)), Duration.ofSeconds(20)));
    Thread command = new Thread(one, "command");
    command.start();
    awaitStart();

    command.interrupt();
    World.release.countDown();

    assertThat(result(execution)).contains("5");
    assertThatThrownBy(one::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void waitsForAServiceThatIsAwayAtTheStart() throws Exception {
    network.failNext("register", 3);
    network.failNext("describe", 3);
    engine.executor().run(OPTIONS.withGrace(Duration.ofSeconds(20)));
    ExecutionId execution = start(Same.class, "{\"args\":[5]}");

    assertThat(engine.executor().await(execution, Duration.ofSeconds(Long.MAX_VALUE)).result())
        .contains("5");
  }

  @Test
  void givesUpWhereTheServiceStaysAwayForTheGrace() {
    network.failNext("register", 1_000_000);

    assertThatThrownBy(() -> engine.executor().run(OPTIONS))
        .isInstanceOf(ServiceException.class)
        .hasMessageMatching("given up after \\d+ s: no network");
  }
}
