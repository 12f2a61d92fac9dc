package io.simpleflow.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.simpleflow.ExecutionId;
import io.simpleflow.ServiceException;
import io.simpleflow.StaleTaskException;
import io.simpleflow.spi.ActivityTask;
import io.simpleflow.swf.ScriptedServer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SwfServiceTest {
  private static final Reply TASK =
      Reply.json(
          """
          {"taskToken":"t1","activityId":"a1","startedEventId":6,
           "workflowExecution":{"workflowId":"w","runId":"r"},
           "activityType":{"name":"increment","version":"1"},"input":"[1]"}""");

  private ScriptedServer server;
  private SwfService service;
  private SwfTaskService tasks;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    service = server.service();
    tasks = new SwfTaskService(service, new SwfHistorySource(service));
  }

  @AfterEach
  void stop() {
    service.close();
    server.close();
  }

  @Test
  void repeatsACallUntilTheServiceIsWellAgain() {
    server.on(
        "RespondActivityTaskCompleted",
        Reply.fault(500, "InternalFailure", ""),
        Reply.hangUp(),
        Reply.truncated("{\"a\":\"0123456789012345678901234567890\"}"),
        Reply.of(503, "text/html", "<html>no</html>"),
        Reply.json(""));

    tasks.respondActivityTaskCompleted("t1", "42");

    assertThat(server.requests("RespondActivityTaskCompleted"))
        .hasSize(5)
        .allSatisfy(
            request ->
                assertThat(request.body().field("result").orElseThrow().asString())
                    .isEqualTo("42"));
  }

  @Test
  void waitsWhileItIsThrottled() {
    server.on(
        "SignalWorkflowExecution",
        Reply.fault("ThrottlingException", "Rate exceeded"),
        Reply.fault("ThrottlingException", "Rate exceeded"),
        Reply.json(""));

    tasks.signal(new ExecutionId("w", "r"), "go", null);

    assertThat(server.requests("SignalWorkflowExecution")).hasSize(3);
  }

  @Test
  void saysThatItWasThrottledWhenTheTimeForACallIsOver() {
    server.on("RecordActivityTaskHeartbeat", Reply.fault("ThrottlingException", "Rate exceeded"));
    Duration time = Duration.ofMillis(800); // Ten seconds for a real heartbeat.

    assertThatThrownBy(
            () ->
                service.call(
                    "RecordActivityTaskHeartbeat",
                    swf ->
                        swf.recordActivityTaskHeartbeat(
                            beat ->
                                beat.taskToken("t1")
                                    .overrideConfiguration(
                                        settings -> settings.apiCallTimeout(time)))))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("called too often (Rate exceeded)");
  }

  @Test
  void doesNotRepeatWhatWasRefused() {
    server.on("RespondActivityTaskFailed", Reply.fault("UnknownResourceFault", "Unknown activity"));

    assertThatThrownBy(() -> tasks.respondActivityTaskFailed("t1", "why", null))
        .isInstanceOf(StaleTaskException.class)
        .hasMessageContaining("was answered before");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void neverRepeatsAPoll() {
    for (Reply broken :
        List.of(
            Reply.fault(500, "InternalFailure", ""),
            Reply.fault("ThrottlingException", "Rate exceeded"),
            Reply.hangUp(),
            Reply.truncated("{\"taskToken\":\"t1\",\"activityId\":\"a1\"}"))) {
      server.on("PollForActivityTask", broken, TASK);

      assertThatThrownBy(() -> pollForActivity(Duration.ofSeconds(60)))
          .isInstanceOf(ServiceException.class);
    }
    assertThat(server.requests).hasSize(4);
  }

  private Optional<ActivityTask> pollForActivity(Duration wait) throws InterruptedException {
    return tasks.pollForActivityTask(Optional.of("list"), "me", wait);
  }

  @Test
  void polls() throws InterruptedException {
    server.on("PollForActivityTask", TASK, Reply.json("{}"), Reply.json("{\"taskToken\":\"\"}"));

    assertThat(pollForActivity(Duration.ofSeconds(60)))
        .hasValueSatisfying(
            task -> {
              assertThat(task.taskToken()).isEqualTo("t1");
              assertThat(task.activityType().name()).isEqualTo("increment");
              assertThat(task.input()).isEqualTo("[1]");
            });
    assertThat(pollForActivity(Duration.ofSeconds(60))).isEmpty();
    assertThat(pollForActivity(Duration.ofSeconds(60))).isEmpty();
  }

  @Test
  void endsAPollAfterAShorterWait() throws InterruptedException {
    server.script(
        "PollForActivityTask",
        request -> {
          TimeUnit.SECONDS.sleep(30);
          return TASK;
        });

    long begin = System.nanoTime();
    assertThat(pollForActivity(Duration.ofMillis(1_200))).isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void cutsAPollAtOnceWhenItsThreadIsInterrupted() throws Exception {
    try (SilentServer silent = new SilentServer();
        SwfService slow = server.service(Map.of("endpoint", silent.endpoint()))) {
      SwfTaskService slowTasks = new SwfTaskService(slow, new SwfHistorySource(slow));
      CompletableFuture<Object> outcome = new CompletableFuture<>();
      Thread poller =
          new Thread(
              () -> {
                try {
                  outcome.complete(
                      slowTasks.pollForDecisionTask(
                          Optional.of("list"), "me", Duration.ofSeconds(60)));
                } catch (InterruptedException | RuntimeException e) {
                  outcome.complete(e);
                }
              });
      poller.start();
      assertThat(silent.asked.await(10, TimeUnit.SECONDS)).isTrue();

      poller.interrupt();

      assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
      assertThat(silent.leftAlone.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void takesTheTaskThatIsOnItsWayWhenItsThreadIsInterrupted() throws Exception {
    server.on("PollForActivityTask", TASK);
    pollForActivity(Duration.ofSeconds(60)); // The first takes longer than those of a busy worker.
    Thread poller = Thread.currentThread();
    server.script(
        "PollForActivityTask",
        request -> {
          poller.interrupt();
          TimeUnit.MILLISECONDS.sleep(50);
          return TASK;
        });
    Optional<ActivityTask> task;
    try {
      task = pollForActivity(Duration.ofSeconds(60));
    } finally {
      assertThat(Thread.interrupted()).as("whoever polls still learns of it").isTrue();
    }
    assertThat(task).hasValueSatisfying(taken -> assertThat(taken.input()).isEqualTo("[1]"));
  }

  @Test
  void cutsPollsWhenItIsClosed() throws Exception {
    try (SilentServer silent = new SilentServer()) {
      SwfService slow = server.service(Map.of("endpoint", silent.endpoint()));
      SwfTaskService slowTasks = new SwfTaskService(slow, new SwfHistorySource(slow));
      CompletableFuture<Object> outcome =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return slowTasks.pollForActivityTask(
                      Optional.of("list"), "me", Duration.ofSeconds(60));
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(silent.asked.await(10, TimeUnit.SECONDS)).isTrue();

      slow.close();

      assertThatThrownBy(() -> outcome.get(5, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(ServiceException.class);
    }
  }

  @Test
  void answersATaskOnAThreadThatWasInterrupted() {
    server.on("RespondActivityTaskCanceled", Reply.json(""));
    Thread.currentThread().interrupt();
    try {
      tasks.respondActivityTaskCanceled("t1", null);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void holdsManyPollsOpenAtOnce() throws Exception {
    int polls = 200;
    CountDownLatch waiting = new CountDownLatch(polls);
    server.script(
        "PollForActivityTask",
        request -> {
          waiting.countDown();
          waiting.await();
          return TASK;
        });
    List<Thread> pollers =
        IntStream.range(0, polls)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          try {
                            pollForActivity(Duration.ofSeconds(60));
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();
    pollers.forEach(Thread::start);
    for (Thread poller : pollers) {
      poller.join(20_000);
      assertThat(poller.isAlive()).isFalse();
    }
    assertThat(server.requests).hasSize(polls);
  }

  @Test
  void signsForTheRegionAndSendsTheHostThatItSigned() {
    server.on("TerminateWorkflowExecution", Reply.json(""));

    tasks.terminate(new ExecutionId("w", "r"), null, null, Optional.empty());

    Map<String, List<String>> headers = server.requests.get(0).headers();
    assertThat(headers)
        .hasEntrySatisfying(
            "Authorization",
            values ->
                assertThat(values.get(0))
                    .contains("/eu-west-1/swf/aws4_request")
                    .containsPattern("SignedHeaders=[^,]*host"));
    assertThat(headers.get("Host")).containsExactly(server.endpoint().substring(7));
    assertThat(headers.get("X-amz-target"))
        .containsExactly("SimpleWorkflowService.TerminateWorkflowExecution");
  }

  /** Takes one connection and never answers. */
  private static final class SilentServer implements AutoCloseable {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch leftAlone = new CountDownLatch(1);
    private final ServerSocket socket;

    SilentServer() throws IOException {
      socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      Thread thread = new Thread(this::listen, "silent");
      thread.setDaemon(true);
      thread.start();
    }

    String endpoint() {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void listen() {
      try (Socket connection = socket.accept()) {
        InputStream in = connection.getInputStream();
        byte[] buffer = new byte[8_192];
        while (in.read(buffer) >= 0) {
          asked.countDown();
        }
        leftAlone.countDown();
      } catch (IOException reset) {
        leftAlone.countDown();
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
