package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivityTasksTest {
  private static final String ACTIVITIES = "{'domain':'d','taskList':{'name':'activities'}}";
  private static final String DECISIONS = "{'domain':'d','taskList':{'name':'decisions'}}";
  private Wire wire;
  private String runId;

  @BeforeEach
  void startWithAnActivity() {
    wire = Wire.start().withTypes();
    runId = wire.startExecution("one");
    decide(
        "{'decisionType':'ScheduleActivityTask','scheduleActivityTaskDecisionAttributes':"
            + "{'activityId':'act','activityType':{'name':'a','version':'1'},'input':'in'}}");
  }

  @AfterEach
  void stop() {
    wire.close();
  }

  private void decide(String decisions) {
    String token = wire.ok("PollForDecisionTask", DECISIONS).text("/taskToken");
    wire.ok(
        "RespondDecisionTaskCompleted",
        "{'taskToken':'%s','decisions':[%s]}".formatted(token, decisions));
  }

  private Wire.Answer take() {
    return wire.ok("PollForActivityTask", ACTIVITIES);
  }

  private Wire.Answer answer(String operation, String token, String members) {
    return wire.call(operation, "{'taskToken':'%s'%s}".formatted(token, members));
  }

  private String lastOutcome() {
    return wire.ok(
            "GetWorkflowExecutionHistory",
            "{'domain':'d','execution':{'workflowId':'one','runId':'%s'},'reverseOrder':true}"
                .formatted(runId))
        .body()
        .at("/events/1")
        .toString();
  }

  @Test
  void aTaskTellsWhatToDo() {
    assertThat(wire.ok("CountPendingActivityTasks", ACTIVITIES).body().get("count").asInt())
        .isEqualTo(1);
    Wire.Answer task = take();
    assertThat(task.text("/activityId")).isEqualTo("act");
    assertThat(task.text("/activityType/name")).isEqualTo("a");
    assertThat(task.text("/activityType/version")).isEqualTo("1");
    assertThat(task.text("/input")).isEqualTo("in");
    assertThat(task.text("/workflowExecution/runId")).isEqualTo(runId);
    assertThat(task.body().get("startedEventId").asInt()).isEqualTo(6);
    assertThat(wire.ok("CountPendingActivityTasks", ACTIVITIES).body().get("count").asInt())
        .isZero();
  }

  @Test
  void aTaskIsCompletedOnce() {
    String token = take().text("/taskToken");
    assertThat(answer("RespondActivityTaskCompleted", token, ",'result':'42'").status())
        .isEqualTo(200);
    assertThat(lastOutcome()).contains("\"ActivityTaskCompleted\"").contains("\"42\"");
    for (String operation :
        new String[] {
          "RespondActivityTaskCompleted",
          "RespondActivityTaskFailed",
          "RespondActivityTaskCanceled",
          "RecordActivityTaskHeartbeat"
        }) {
      assertThat(answer(operation, token, "").fault())
          .startsWith("400 com.amazonaws.swf.base.model#UnknownResourceFault: ");
      assertThat(answer(operation, "nonsense", "").fault())
          .isEqualTo("400 com.amazon.coral.validate#ValidationException: Invalid token");
    }
  }

  @Test
  void aTaskMayFail() {
    String token = take().text("/taskToken");
    answer("RespondActivityTaskFailed", token, ",'reason':'no','details':'because'");
    assertThat(lastOutcome())
        .contains("\"ActivityTaskFailed\"")
        .contains("\"no\"")
        .contains("\"because\"");
  }

  @Test
  void aHeartbeatTellsThatTheActivityIsToStop() {
    String token = take().text("/taskToken");
    assertThat(answer("RecordActivityTaskHeartbeat", token, ",'details':'half'").http().body())
        .isEqualTo("{\"cancelRequested\":false}");
    wire.ok("SignalWorkflowExecution", "{'domain':'d','workflowId':'one','signalName':'s'}");
    decide(
        "{'decisionType':'RequestCancelActivityTask',"
            + "'requestCancelActivityTaskDecisionAttributes':{'activityId':'act'}}");
    assertThat(answer("RecordActivityTaskHeartbeat", token, "").http().body())
        .isEqualTo("{\"cancelRequested\":true}");
    answer("RespondActivityTaskCanceled", token, ",'details':'stopped'");
    assertThat(lastOutcome()).contains("\"ActivityTaskCanceled\"").contains("\"stopped\"");
  }
}
