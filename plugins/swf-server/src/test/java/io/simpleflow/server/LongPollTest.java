package io.simpleflow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LongPollTest {
  private static final String DECISIONS = "{'domain':'d','taskList':{'name':'decisions'}}";
  private static final String ACTIVITIES = "{'domain':'d','taskList':{'name':'activities'}}";
  private static final byte[] POLL = poll();

  private static byte[] poll() {
    String body = DECISIONS.replace('\'', '"');
    return ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + "\r\nX-Amz-Target: SimpleWorkflowService.PollForDecisionTask\r\n\r\n"
            + body)
        .getBytes(UTF_8);
  }

  @Test
  void aPollIsWokenTheMomentThereIsATask() throws Exception {
    try (Wire wire = Wire.start().withTypes()) {
      CompletableFuture<Wire.Answer> poll = wire.callAsync("PollForDecisionTask", DECISIONS);
      await().until(() -> wire.server.heldPolls() == 1);
      wire.startExecution("one");
      assertThat(poll.get(5, TimeUnit.SECONDS).text("/workflowExecution/workflowId"))
          .isEqualTo("one");
      assertThat(wire.server.heldPolls()).isZero();
    }
  }

  @Test
  void aPollWithoutATaskIsAnsweredEmptyInTime() {
    try (Wire wire = Wire.start(options -> options.withLongPoll(Duration.ofMillis(200)))) {
      assertThat(wire.ok("PollForDecisionTask", DECISIONS).http().body())
          .isEqualTo("{\"previousStartedEventId\":0,\"startedEventId\":0}");
      assertThat(wire.ok("PollForActivityTask", ACTIVITIES).http().body())
          .isEqualTo("{\"startedEventId\":0}");
    }
  }

  @Test
  void aConnectionIsNeverEndedInTheMomentInWhichItsPollIsAnswered() {
    try (Wire wire = Wire.start(options -> options.withLongPoll(Duration.ofSeconds(60)))) {
      assertThat(wire.server.idleTimeout()).isGreaterThan(Duration.ofSeconds(60));
    }
  }

  @Test
  void aTaskIsNotLostToAPollWhoseClientIsGone() throws Exception {
    try (Wire wire = Wire.start().withTypes()) {
      try (Socket client = new Socket(wire.address().getHost(), wire.address().getPort())) {
        client.getOutputStream().write(POLL);
        await().until(() -> wire.server.heldPolls() == 1);
      }
      await().until(() -> wire.server.heldPolls() == 0);
      wire.startExecution("one");
      assertThat(wire.ok("CountPendingDecisionTasks", DECISIONS).body().get("count").asInt())
          .isEqualTo(1);
      assertThat(wire.ok("PollForDecisionTask", DECISIONS).text("/workflowExecution/workflowId"))
          .isEqualTo("one");
    }
  }

  @Test
  void aPollWhoseClientIsGoneIsWithdrawnAtOnce() throws Exception {
    try (Wire wire = Wire.start().withTypes()) {
      for (int round = 1; round <= 20; round++) {
        Socket gone = new Socket(wire.address().getHost(), wire.address().getPort());
        gone.getOutputStream().write(POLL);
        await().pollInterval(Duration.ofMillis(2)).until(() -> wire.server.heldPolls() == 1);
        CompletableFuture<Wire.Answer> here = wire.callAsync("PollForDecisionTask", DECISIONS);
        await().pollInterval(Duration.ofMillis(2)).until(() -> wire.server.heldPolls() == 2);
        gone.close();
        await().atMost(Duration.ofMillis(500)).until(() -> wire.server.heldPolls() == 1);
        wire.startExecution("execution-" + round);
        assertThat(here.get(5, TimeUnit.SECONDS).text("/workflowExecution/workflowId"))
            .isEqualTo("execution-" + round);
      }
    }
  }

  @Test
  void aClientThatSendsTheNextRequestTooEarlyGetsItsAnswerAndAClosedConnection()
      throws IOException {
    try (Wire wire = Wire.start(options -> options.withLongPoll(Duration.ofSeconds(3)));
        Socket client = new Socket(wire.address().getHost(), wire.address().getPort())) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write(POLL);
      await().until(() -> wire.server.heldPolls() == 1);
      client.getOutputStream().write(POLL);
      String answer = new String(client.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("Connection: close")
          .containsOnlyOnce("\"startedEventId\":0");
    }
  }

  @Test
  void aPollIsWithdrawnEvenIfItsClientSentSomethingBeforeItWent() throws Exception {
    try (Wire wire = Wire.start().withTypes()) {
      try (Socket client = new Socket(wire.address().getHost(), wire.address().getPort())) {
        client.getOutputStream().write(POLL);
        await().until(() -> wire.server.heldPolls() == 1);
        client.getOutputStream().write('P');
      }
      await().until(() -> wire.server.heldPolls() == 0);
    }
  }

  @Test
  void aTaskGoesBackToItsListIfItsClientGoesAwayWhileItIsSent() throws Exception {
    try (Wire wire = Wire.start().withTypes()) {
      wire.startExecution("large");
      // More than the buffers of both ends of a connection hold.
      String signal =
          "{'domain':'d','workflowId':'large','signalName':'s','input':'%s'}"
              .formatted("x".repeat(32_000));
      for (int i = 0; i < 500; i++) {
        wire.ok("SignalWorkflowExecution", signal);
      }
      for (int time = 1; time <= 2; time++) {
        try (Socket client = new Socket()) {
          client.setReceiveBufferSize(4_096);
          client.connect(new InetSocketAddress(wire.address().getHost(), wire.address().getPort()));
          client.getOutputStream().write(POLL);
          assertThat(client.getInputStream().read()).isEqualTo('H');
        }
        await()
            .until(
                () ->
                    wire.ok("CountPendingDecisionTasks", DECISIONS).body().get("count").asInt()
                        == 1);
      }
      assertThat(wire.ok("PollForDecisionTask", DECISIONS).text("/workflowExecution/workflowId"))
          .isEqualTo("large");
    }
  }

  @Test
  void stoppingAnswersThePollsThatWaitWithNothing() throws Exception {
    Wire wire = Wire.start();
    CompletableFuture<Wire.Answer> decision = wire.callAsync("PollForDecisionTask", DECISIONS);
    CompletableFuture<Wire.Answer> activity = wire.callAsync("PollForActivityTask", ACTIVITIES);
    await().until(() -> wire.server.heldPolls() == 2);
    wire.close();
    assertThat(decision.get(5, TimeUnit.SECONDS).http().body())
        .isEqualTo("{\"previousStartedEventId\":0,\"startedEventId\":0}");
    assertThat(activity.get(5, TimeUnit.SECONDS).http().body()).isEqualTo("{\"startedEventId\":0}");
  }
}
