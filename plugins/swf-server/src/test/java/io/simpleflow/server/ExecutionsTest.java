package io.simpleflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutionsTest {
  private Wire wire;

  @BeforeEach
  void start() {
    wire = Wire.start().withTypes();
  }

  @AfterEach
  void stop() {
    wire.close();
  }

  private static String execution(String workflowId, String runId) {
    return "'domain':'d','execution':{'workflowId':'%s','runId':'%s'}".formatted(workflowId, runId);
  }

  @Test
  void anExecutionIsDescribedWithAllThatItWasStartedWith() {
    String runId =
        wire.ok(
                "StartWorkflowExecution",
                "{'domain':'d','workflowId':'one','workflowType':{'name':'w','version':'1'},"
                    + "'taskList':{'name':'special'},'taskPriority':'3','input':'{}','tagList':['t'],"
                    + "'executionStartToCloseTimeout':'99','taskStartToCloseTimeout':'NONE',"
                    + "'childPolicy':'ABANDON','lambdaRole':'arn:aws:iam::1:role/r'}")
            .text("/runId");
    assertThat(runId).matches("22[A-Za-z0-9+/]{43}=");
    JsonNode body =
        wire.ok("DescribeWorkflowExecution", "{" + execution("one", runId) + "}").body();
    assertThat(body.get("executionConfiguration").toString())
        .isEqualTo(
            "{\"childPolicy\":\"ABANDON\",\"executionStartToCloseTimeout\":\"99\","
                + "\"lambdaRole\":\"arn:aws:iam::1:role/r\",\"taskList\":{\"name\":\"special\"},"
                + "\"taskPriority\":\"3\",\"taskStartToCloseTimeout\":\"NONE\"}");
    assertThat(body.get("openCounts").toString())
        .isEqualTo(
            "{\"openActivityTasks\":0,\"openChildWorkflowExecutions\":0,\"openDecisionTasks\":1,"
                + "\"openLambdaFunctions\":0,\"openTimers\":0}");
    assertThat(body.get("executionInfo").toString())
        .matches(
            "\\{\"cancelRequested\":false,\"execution\":\\{\"runId\":\".*\",\"workflowId\":\"one\"},"
                + "\"executionStatus\":\"OPEN\",\"startTimestamp\":[0-9.E]+,\"tagList\":\\[\"t\"],"
                + "\"workflowType\":\\{\"name\":\"w\",\"version\":\"1\"}}");
  }

  @Test
  void whatCannotBeStartedIsRefusedWithSwfsFault() {
    String swf = "400 com.amazonaws.swf.base.model#";
    wire.startExecution("one");
    assertThat(wire.call("StartWorkflowExecution", Wire.startOf("one")).fault())
        .startsWith(swf + "WorkflowExecutionAlreadyStartedFault");
    assertThat(
            wire.call(
                    "StartWorkflowExecution",
                    "{'domain':'d','workflowId':'x','workflowType':{'name':'n','version':'1'}}")
                .fault())
        .isEqualTo(swf + "UnknownResourceFault: Unknown type: WorkflowType=[name=n, version=1]");
    wire.ok("RegisterWorkflowType", "{'domain':'d','name':'bare','version':'1'}");
    assertThat(
            wire.call(
                    "StartWorkflowExecution",
                    "{'domain':'d','workflowId':'x','workflowType':{'name':'bare','version':'1'}}")
                .fault())
        .startsWith(swf + "DefaultUndefinedFault: ");
    wire.ok("DeprecateWorkflowType", "{'domain':'d','workflowType':{'name':'bare','version':'1'}}");
    assertThat(
            wire.call(
                    "StartWorkflowExecution",
                    "{'domain':'d','workflowId':'x','workflowType':{'name':'bare','version':'1'}}")
                .fault())
        .isEqualTo(swf + "TypeDeprecatedFault: WorkflowType=[name=bare, version=1]");
  }

  @Test
  void signalsCancelRequestsAndTerminationsReachTheExecutionWithOrWithoutItsRunId() {
    String runId = wire.startExecution("one");
    wire.ok(
        "SignalWorkflowExecution",
        "{'domain':'d','workflowId':'one','signalName':'s','input':'hi'}");
    wire.ok(
        "RequestCancelWorkflowExecution",
        "{'domain':'d','workflowId':'one','runId':'%s'}".formatted(runId));
    wire.ok(
        "TerminateWorkflowExecution",
        "{'domain':'d','workflowId':'one','reason':'r','details':'x','childPolicy':'ABANDON'}");
    assertThat(types(history(runId, "")))
        .containsExactly(
            "WorkflowExecutionStarted",
            "DecisionTaskScheduled",
            "WorkflowExecutionSignaled",
            "WorkflowExecutionCancelRequested",
            "WorkflowExecutionTerminated");
  }

  @Test
  void anExecutionThatIsNotThereIsAnUnknownResource() {
    String swf = "400 com.amazonaws.swf.base.model#UnknownResourceFault: Unknown execution";
    String runId = wire.startExecution("one");
    wire.ok("TerminateWorkflowExecution", "{'domain':'d','workflowId':'one'}");
    for (String operation :
        List.of(
            "SignalWorkflowExecution",
            "RequestCancelWorkflowExecution",
            "TerminateWorkflowExecution")) {
      String call = "{'domain':'d','workflowId':'one','signalName':'s'%s}";
      assertThat(wire.call(operation, call.formatted("")).fault())
          .isEqualTo(swf + ", workflowId = one");
      assertThat(wire.call(operation, call.formatted(",'runId':'" + runId + "'")).fault())
          .isEqualTo(swf + ": WorkflowExecution=[workflowId=one, runId=%s]".formatted(runId));
    }
    for (String operation : List.of("DescribeWorkflowExecution", "GetWorkflowExecutionHistory")) {
      assertThat(wire.call(operation, "{" + execution("one", "nope") + "}").fault())
          .isEqualTo(swf + ": WorkflowExecution=[workflowId=one, runId=nope]");
    }
  }

  @Test
  void aHistoryIsReadInPagesFromEitherEnd() {
    String runId = wire.startExecution("one");
    for (int i = 3; i <= 7; i++) {
      wire.ok("SignalWorkflowExecution", "{'domain':'d','workflowId':'one','signalName':'s'}");
    }
    assertThat(pages(runId, "")).containsExactly("1 2 3", "4 5 6", "7");
    assertThat(pages(runId, ",'reverseOrder':true")).containsExactly("7 6 5", "4 3 2", "1");
    assertThat(history(runId, "").body().has("nextPageToken")).isFalse();
    assertThat(history(runId, "").body().get("events")).hasSize(7);
    assertThat(history(runId, ",'maximumPageSize':7").body().has("nextPageToken")).isFalse();
  }

  private List<String> pages(String runId, String options) {
    List<String> pages = new ArrayList<>();
    String token = "";
    while (true) {
      Wire.Answer page = history(runId, ",'maximumPageSize':3" + options + token);
      List<String> ids = page.body().get("events").findValuesAsText("eventId");
      pages.add(String.join(" ", ids));
      if (!page.body().has("nextPageToken")) {
        return pages;
      }
      token = ",'nextPageToken':'" + page.text("/nextPageToken") + "'";
    }
  }

  private Wire.Answer history(String runId, String options) {
    return wire.ok("GetWorkflowExecutionHistory", "{" + execution("one", runId) + options + "}");
  }

  private static List<String> types(Wire.Answer history) {
    return history.body().get("events").findValuesAsText("eventType");
  }
}
