package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionTasksTest {
  private static final String POLL = "{'domain':'d','taskList':{'name':'decisions'}%s}";
  private Wire wire;

  @BeforeEach
  void start() {
    wire = Wire.start().withTypes();
  }

  @AfterEach
  void stop() {
    wire.close();
  }

  private Wire.Answer poll(String options) {
    return wire.ok("PollForDecisionTask", POLL.formatted(options));
  }

  private void signal(int times) {
    for (int i = 0; i < times; i++) {
      wire.ok("SignalWorkflowExecution", "{'domain':'d','workflowId':'one','signalName':'s'}");
    }
  }

  private Wire.Answer respond(String token, String decisions) {
    return wire.call(
        "RespondDecisionTaskCompleted",
        "{'taskToken':'%s','decisions':[%s]}".formatted(token, decisions));
  }

  private static String ids(Wire.Answer task) {
    return String.join(" ", task.body().get("events").findValuesAsText("eventId"));
  }

  @Test
  void aTaskHasTheHistoryUpToItsOwnStart() {
    String runId = wire.startExecution("one");
    signal(1);
    Wire.Answer task = poll(",'identity':'me'");
    assertThat(ids(task)).isEqualTo("1 2 3 4");
    assertThat(task.body().at("/startedEventId").asInt()).isEqualTo(4);
    assertThat(task.body().at("/previousStartedEventId").asInt()).isZero();
    assertThat(task.text("/workflowExecution/runId")).isEqualTo(runId);
    assertThat(task.text("/workflowType/name")).isEqualTo("w");
    assertThat(task.text("/events/3/decisionTaskStartedEventAttributes/identity")).isEqualTo("me");
  }

  @Test
  void theNextTaskHasTheWholeHistoryOrWhatFollowsThePreviousStart() {
    wire.startExecution("one");
    for (String options : List.of("", ",'startAtPreviousStartedEvent':true")) {
      assertThat(respond(poll(options).text("/taskToken"), "").status()).isEqualTo(200);
      signal(1);
    }
    Wire.Answer recent = poll(",'startAtPreviousStartedEvent':true");
    assertThat(ids(recent)).isEqualTo("7 8 9 10 11");
    assertThat(recent.body().at("/previousStartedEventId").asInt()).isEqualTo(7);
    respond(recent.text("/taskToken"), "");
    signal(1);
    assertThat(ids(poll(""))).isEqualTo("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15");
  }

  @Test
  void theHistoryComesInPagesFromEitherEnd() {
    wire.startExecution("one");
    signal(4);
    assertThat(pages("")).containsExactly("1 2 3", "4 5 6", "7");
    signal(1);
    assertThat(pages(",'reverseOrder':true")).containsExactly("11 10 9", "8 7 6", "5 4 3", "2 1");
    signal(4);
    assertThat(pages(",'startAtPreviousStartedEvent':true,'reverseOrder':true"))
        .containsExactly("18 17 16", "15 14 13", "12 11");
    signal(4);
    assertThat(pages(",'startAtPreviousStartedEvent':true"))
        .containsExactly("18 19 20", "21 22 23", "24 25");
  }

  private List<String> pages(String options) {
    String token = "";
    List<String> pages = new ArrayList<>();
    Wire.Answer page;
    do {
      page = poll(",'maximumPageSize':3" + options + token);
      pages.add(ids(page));
      token = ",'nextPageToken':'" + page.text("/nextPageToken") + "'";
    } while (page.body().has("nextPageToken"));
    assertThat(respond(page.text("/taskToken"), "").status()).isEqualTo(200);
    return pages;
  }

  @Test
  void aPageOfSomethingElseIsRefused() {
    wire.startExecution("one");
    String token = poll(",'maximumPageSize':1").text("/nextPageToken");
    for (String other : List.of(token.substring(4), token + "AAAA", "?", token.replace('M', 'N'))) {
      assertThat(
              wire.call("PollForDecisionTask", POLL.formatted(",'nextPageToken':'" + other + "'"))
                  .fault())
          .isEqualTo("400 com.amazon.coral.validate#ValidationException: Invalid token");
    }
  }

  @Test
  void aTaskIsAnsweredOnce() {
    wire.startExecution("one");
    String token = poll("").text("/taskToken");
    String timer =
        "{'decisionType':'StartTimer','startTimerDecisionAttributes':"
            + "{'timerId':'t','startToFireTimeout':'60'}}";
    assertThat(respond(token, timer).status()).isEqualTo(200);
    assertThat(respond(token, timer).fault())
        .startsWith("400 com.amazonaws.swf.base.model#UnknownResourceFault: ");
    assertThat(respond("what is this", timer).fault())
        .isEqualTo("400 com.amazon.coral.validate#ValidationException: Invalid token");
  }

  @Test
  void anInvalidBatchLeavesTheTaskToBeAnswered() {
    wire.startExecution("one");
    String token = poll("").text("/taskToken");
    String marker =
        "{'decisionType':'RecordMarker','recordMarkerDecisionAttributes':{'markerName':'m'}}";
    String validation = "400 com.amazon.coral.validate#ValidationException: ";
    assertThat(respond(token, "{'decisionType':'CompleteWorkflowExecution'}," + marker).fault())
        .isEqualTo(validation + "Close must be last decision in list");
    assertThat(respond(token, "{'decisionType':'RecordMarker'}").fault())
        .endsWith(
            "Value null at 'decisions.1.member.recordMarkerDecisionAttributes' failed to satisfy"
                + " constraint: Member must not be null");
    assertThat(
            respond(token, marker.replace("RecordMarker'", "CompleteWorkflowExecution'")).fault())
        .startsWith(validation);
    assertThat(respond(token, marker).status()).isEqualTo(200);
  }

  @Test
  void aBatchHasAtMostAHundredDecisions() {
    wire.startExecution("one");
    String token = poll("").text("/taskToken");
    String marker =
        "{'decisionType':'RecordMarker','recordMarkerDecisionAttributes':{'markerName':'m'}}";
    assertThat(respond(token, (marker + ",").repeat(100) + marker).fault())
        .startsWith("400 com.amazon.coral.validate#ValidationException: ");
    assertThat(respond(token, (marker + ",").repeat(99) + marker).status()).isEqualTo(200);
  }

  @Test
  void allDecisionsAreTaken() {
    wire.startExecution("one");
    String decisions =
        """
        {"decisionType":"ScheduleActivityTask","scheduleActivityTaskDecisionAttributes":
          {"activityId":"1","activityType":{"name":"a","version":"1"},"input":"i","control":"c",
           "taskPriority":"4","taskList":{"name":"l"},"heartbeatTimeout":"9"}},
        {"decisionType":"RequestCancelActivityTask","requestCancelActivityTaskDecisionAttributes":
          {"activityId":"1"}},
        {"decisionType":"StartTimer","startTimerDecisionAttributes":
          {"timerId":"t","startToFireTimeout":"60","control":"c"}},
        {"decisionType":"CancelTimer","cancelTimerDecisionAttributes":{"timerId":"t"}},
        {"decisionType":"RecordMarker","recordMarkerDecisionAttributes":
          {"markerName":"m","details":"d"}},
        {"decisionType":"SignalExternalWorkflowExecution",
          "signalExternalWorkflowExecutionDecisionAttributes":
          {"workflowId":"nobody","signalName":"s"}},
        {"decisionType":"RequestCancelExternalWorkflowExecution",
          "requestCancelExternalWorkflowExecutionDecisionAttributes":{"workflowId":"nobody"}},
        {"decisionType":"StartChildWorkflowExecution",
          "startChildWorkflowExecutionDecisionAttributes":
          {"workflowId":"child","workflowType":{"name":"w","version":"1"},"tagList":["t"]}},
        {"decisionType":"ScheduleLambdaFunction","scheduleLambdaFunctionDecisionAttributes":
          {"id":"1","name":"f","input":"{}"}},
        {"decisionType":"ContinueAsNewWorkflowExecution",
          "continueAsNewWorkflowExecutionDecisionAttributes":{"input":"again"}}
        """;
    Wire.Answer first = poll("");
    assertThat(respond(first.text("/taskToken"), decisions).http().body()).isEmpty();
    List<String> types =
        wire.ok(
                "GetWorkflowExecutionHistory",
                "{'domain':'d','execution':{'workflowId':'one','runId':'%s'}}"
                    .formatted(first.text("/workflowExecution/runId")))
            .body()
            .get("events")
            .findValuesAsText("eventType");
    assertThat(types)
        .contains(
            "ActivityTaskScheduled",
            "TimerStarted",
            "TimerCanceled",
            "MarkerRecorded",
            "SignalExternalWorkflowExecutionInitiated",
            "RequestCancelExternalWorkflowExecutionInitiated",
            "StartChildWorkflowExecutionInitiated");
    assertThat(types).contains("WorkflowExecutionContinuedAsNew");
  }

  @Test
  void anExecutionContextIsKeptForReaders() {
    String runId = wire.startExecution("one");
    wire.ok(
        "RespondDecisionTaskCompleted",
        "{'taskToken':'%s','executionContext':'waiting'}".formatted(poll("").text("/taskToken")));
    assertThat(
            wire.ok(
                    "DescribeWorkflowExecution",
                    "{'domain':'d','execution':{'workflowId':'one','runId':'%s'}}".formatted(runId))
                .text("/latestExecutionContext"))
        .isEqualTo("waiting");
  }

  @Test
  void pendingTasksAreCounted() {
    String count = POLL.formatted("");
    wire.startExecution("one");
    wire.startExecution("two");
    assertThat(wire.ok("CountPendingDecisionTasks", count).http().body())
        .isEqualTo("{\"count\":2,\"truncated\":false}");
    poll("");
    assertThat(wire.ok("CountPendingDecisionTasks", count).body().get("count").asInt())
        .isEqualTo(1);
  }
}
