package io.simpleflow.swf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.simpleflow.ExecutionId;
import io.simpleflow.history.Decision;
import io.simpleflow.history.HistoryEvent;
import io.simpleflow.history.WorkflowType;
import io.simpleflow.spi.DecisionTask;
import io.simpleflow.spi.StartRequest;
import io.simpleflow.swf.ScriptedServer.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

@Timeout(60)
class DecisionTasksTest {
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

  private static Reply task(
      long previousStartedEventId, long startedEventId, long first, long last, String nextToken) {
    return Reply.json(
        """
        {"taskToken":"t1","previousStartedEventId":%d,"startedEventId":%d,"events":[%s],
         "workflowExecution":{"workflowId":"w","runId":"r"},
         "workflowType":{"name":"basic","version":"1"}%s}"""
            .formatted(
                previousStartedEventId,
                startedEventId,
                ServedHistory.events(first, last),
                nextToken.isEmpty() ? "" : ",\"nextPageToken\":\"" + nextToken + "\""));
  }

  private DecisionTask poll() throws InterruptedException {
    return tasks
        .pollForDecisionTask(Optional.of("list"), "me", Duration.ofSeconds(60))
        .orElseThrow();
  }

  private static void assertEvents(DecisionTask task, long first, long last) {
    assertThat(task.events().stream().map(HistoryEvent::id))
        .isEqualTo(LongStream.rangeClosed(first, last).boxed().toList());
  }

  @Test
  void takesOnlyTheEventsSinceThePreviousDecision() throws InterruptedException {
    server.on("PollForDecisionTask", task(7, 12, 7, 12, ""));

    DecisionTask task = poll();

    assertThat(task.execution()).isEqualTo(new ExecutionId("w", "r"));
    assertThat(task.workflowType()).isEqualTo(new WorkflowType("basic", "1"));
    assertThat(task.previousStartedEventId()).isEqualTo(7);
    assertThat(task.startedEventId()).isEqualTo(12);
    assertEvents(task, 7, 12);
    JsonNode asked = server.requests.get(0).body();
    assertThat(asked.field("startAtPreviousStartedEvent").orElseThrow().asBoolean()).isTrue();
    assertThat(asked.field("maximumPageSize").orElseThrow().text()).isEqualTo("1000");
    assertThat(asked.field("identity").orElseThrow().asString()).isEqualTo("me");
  }

  @Test
  void readsFurtherPagesAndRepeatsThemIfNeedBe() throws InterruptedException {
    server.on(
        "PollForDecisionTask",
        task(0, 30, 1, 10, "2"),
        Reply.hangUp(),
        task(0, 30, 11, 20, "3"),
        task(0, 30, 21, 30, ""));

    assertEvents(poll(), 1, 30);
    assertThat(server.requests.get(2).body().field("nextPageToken").orElseThrow().asString())
        .isEqualTo("2");
  }

  @Test
  void readsFurtherPagesOfATaskThoughItsThreadIsInterrupted() throws InterruptedException {
    Thread poller = Thread.currentThread();
    server.script(
        "PollForDecisionTask",
        request -> {
          if (request.field("nextPageToken").isEmpty()) {
            return task(0, 30, 1, 10, "2");
          }
          poller.interrupt();
          TimeUnit.MILLISECONDS.sleep(50);
          return task(0, 30, 11, 30, "");
        });
    DecisionTask task;
    try {
      task = poll();
    } finally {
      assertThat(Thread.interrupted()).as("whoever polls still learns of it").isTrue();
    }
    assertEvents(task, 1, 30);
  }

  @Test
  void leavesOutWhatAnOlderServiceSendsTooMuch() throws InterruptedException {
    server.on("PollForDecisionTask", task(7, 12, 1, 12, ""));

    assertEvents(poll(), 7, 12);
  }

  @Test
  void readsWhatTheServiceSendsTooLittle() throws InterruptedException {
    // A decision task that timed out was the last to be started, at event 9.
    server
        .on("PollForDecisionTask", task(7, 12, 9, 12, ""), task(0, 12, 9, 12, ""))
        .script("GetWorkflowExecutionHistory", new ServedHistory(12)::page);

    assertEvents(poll(), 7, 12);
    assertEvents(poll(), 1, 12);
  }

  @Test
  void takesNoTaskFromAnEmptyAnswer() throws InterruptedException {
    server.on(
        "PollForDecisionTask",
        Reply.json("{\"previousStartedEventId\":0,\"startedEventId\":0}"),
        Reply.json("{\"taskToken\":\"\",\"startedEventId\":0,\"events\":[]}"));

    for (int i = 0; i < 2; i++) {
      assertThat(tasks.pollForDecisionTask(Optional.of("list"), "me", Duration.ofSeconds(60)))
          .isEmpty();
    }
  }

  @Test
  void sendsDecisions() {
    server.on("RespondDecisionTaskCompleted", Reply.json(""));

    tasks.respondDecisionTaskCompleted(
        "t1",
        List.of(
            new Decision.StartTimer("timer", null, "5"),
            new Decision.CompleteWorkflowExecution("42")),
        "context");

    JsonNode sent = server.requests.get(0).body();
    assertThat(sent.field("taskToken").orElseThrow().asString()).isEqualTo("t1");
    assertThat(sent.field("executionContext").orElseThrow().asString()).isEqualTo("context");
    List<JsonNode> decisions = sent.field("decisions").orElseThrow().asArray();
    assertThat(decisions).hasSize(2);
    assertThat(decisions.get(1).asObject())
        .containsOnlyKeys("decisionType", "completeWorkflowExecutionDecisionAttributes");
  }

  @Test
  void saysThatADecisionWasRefused() {
    server.on(
        "RespondDecisionTaskCompleted",
        Reply.fault(
            400,
            "com.amazon.coral.validate#ValidationException",
            "Close must be last decision in list"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> tasks.respondDecisionTaskCompleted("t1", List.of(), null))
        .withMessage("Close must be last decision in list");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void knowsItsOwnExecutionWhenTheAnswerToItsStartWasLost() {
    server
        .on(
            "StartWorkflowExecution",
            Reply.hangUp(),
            Reply.fault("WorkflowExecutionAlreadyStartedFault", "Already Started"))
        .on(
            "ListOpenWorkflowExecutions",
            Reply.json(
                """
                {"executionInfos":[{"execution":{"workflowId":"w","runId":"r"},
                 "workflowType":{"name":"basic","version":"1"},"startTimestamp":1.0,
                 "executionStatus":"OPEN"}]}"""))
        .on(
            "GetWorkflowExecutionHistory",
            Reply.json(
                """
                {"events":[{"eventId":1,"eventTimestamp":1.0,"eventType":"WorkflowExecutionStarted",
                 "workflowExecutionStartedEventAttributes":{"childPolicy":"TERMINATE",
                 "input":"[1]","parentInitiatedEventId":0,"taskList":{"name":"list"},
                 "workflowType":{"name":"basic","version":"1"}}}]}"""));

    assertThat(tasks.start(StartRequest.of("w", new WorkflowType("basic", "1"), "[1]")))
        .isEqualTo(new ExecutionId("w", "r"));
  }
}
